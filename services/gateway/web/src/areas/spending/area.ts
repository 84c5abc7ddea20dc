import type { Area } from '../area';

/** What a unit does with its allotments: commitments, advances, payments, refunds, settlement. */
export const spending: Area = {
  id: 'spending',
  roles: ['ROLE_PROVINCE_OFFICER', 'ROLE_ACCOUNTANT', 'ROLE_CHIEF_ACCOUNTANT', 'ROLE_UNIT_HEAD'],
  navigation: [
    { to: '/allotments', label: ['Dự toán được phân bổ', 'Allotments'] },
    { to: '/commitments', label: ['Cam kết chi', 'Commitments'] },
    { to: '/payments', label: ['Thanh toán, tạm ứng', 'Payments and advances'] },
    { to: '/settlements', label: ['Quyết toán', 'Settlements'] },
  ],
  routes: [
    { path: '/allotments', load: () => import('./allotments') },
    { path: '/commitments', load: () => import('./commitments') },
    { path: '/payments', load: () => import('./payments') },
    { path: '/settlements', load: () => import('./settlements') },
  ],
  home: () => import('./home'),
  find: () => import('./find'),
  waiting: () => import('./waiting'),
};
