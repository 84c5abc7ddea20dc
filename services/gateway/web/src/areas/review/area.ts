import type { Area } from '../area';

/** Plans of all units: appraised by the strategy's office, decided by the Ministry of Finance. */
export const review: Area = {
  id: 'review',
  roles: ['ROLE_APPRAISER', 'ROLE_APPROVER'],
  navigation: [
    { to: '/review', label: ['Kế hoạch các đơn vị', 'Plans of all units'] },
    { to: '/consolidation', label: ['Tổng hợp toàn quốc', 'National consolidation'] },
    { to: '/five-years', label: ['Nhìn nhiều năm', 'Over the years'] },
    { to: '/progress', label: ['Tiến độ mục tiêu', 'Progress on targets'] },
  ],
  routes: [
    { path: '/review/*', load: () => import('./pages') },
    { path: '/consolidation', load: () => import('./consolidation') },
    { path: '/five-years', load: () => import('./fiveyears') },
    { path: '/progress', load: () => import('./progress') },
  ],
  home: () => import('./home'),
  find: () => import('./find'),
};
