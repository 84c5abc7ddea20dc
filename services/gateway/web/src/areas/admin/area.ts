import type { Area } from '../area';

/** People and programs. Nothing here moves money. */
export const admin: Area = {
  id: 'admin',
  roles: ['ROLE_ADMINISTRATOR'],
  navigation: [
    { to: '/users', label: ['Người dùng', 'Users'] },
    { to: '/cycles', label: ['Các năm kế hoạch', 'Planning cycles'] },
    { to: '/health', label: ['Tình trạng hệ thống', 'Health'] },
  ],
  routes: [
    { path: '/users', load: () => import('./users') },
    { path: '/users/:id', load: () => import('./user') },
    { path: '/cycles', load: () => import('./cycles') },
    { path: '/health', load: () => import('./health') },
  ],
  home: () => import('./home'),
};
