// Every main page, by the person who uses it: looked at by axe in pages.test.mjs, pictured by screenshots.mjs. `name` is
// the file of the picture. Data is that of the demonstration.
export const pagesOf = {
  '': [
    { path: '/', name: 'public' },
    { path: '/sign-in', name: 'sign-in' },
  ],
  'lamdong.officer': [
    { path: '/', name: 'officer-home' },
    { path: '/plans', name: 'plans' },
  ],
};
