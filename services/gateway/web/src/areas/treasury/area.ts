import type { Area } from '../area';

/** The treasury: controls what was sent, orders it, says what became of it, closes the year. */
export const treasury: Area = {
  id: 'treasury',
  roles: ['ROLE_TREASURY_OFFICER'],
  navigation: [
    { to: '/treasury', label: ['Kiểm soát chi', 'Payment queue'] },
    { to: '/batches', label: ['Lệnh chi gửi đi', 'Payment orders out'] },
    { to: '/statements', label: ['Nhập sổ phụ', 'Statement import'] },
    { to: '/year-close', label: ['Khoá sổ năm', 'Closing the year'] },
  ],
  routes: [
    { path: '/treasury', load: () => import('./queue') },
    { path: '/treasury/:id', load: () => import('./payment') },
    { path: '/batches', load: () => import('./batches') },
    { path: '/statements', load: () => import('./statement') },
    { path: '/year-close', load: () => import('./yearclose') },
  ],
  home: () => import('./home'),
};
