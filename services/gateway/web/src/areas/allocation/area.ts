import type { Area } from '../area';

/** Appropriations, allocation rounds and adjustments of the ministries. */
export const allocation: Area = {
  id: 'allocation',
  roles: ['ROLE_BUDGET_OFFICER', 'ROLE_APPROVER'],
  navigation: [
    { to: '/appropriations', label: ['Dự toán được giao', 'Appropriations'] },
    { to: '/rounds', label: ['Đợt phân bổ', 'Allocation rounds'] },
    { to: '/adjustments', label: ['Điều chỉnh dự toán', 'Adjustments'] },
    { to: '/year-end', label: ['Cuối năm', 'Year end'] },
  ],
  routes: [
    { path: '/appropriations', load: () => import('./appropriations') },
    { path: '/rounds/*', load: () => import('./rounds') },
    { path: '/adjustments', load: () => import('./adjustments') },
    { path: '/year-end', load: () => import('./yearend') },
  ],
  home: () => import('./home'),
  find: () => import('./find'),
  waiting: () => import('./waiting'),
};
