import type { Area } from '../area';

/** What treasury and units look at together: both sides of what was paid, and advances that are still open. */
export const books: Area = {
  id: 'books',
  roles: ['ROLE_TREASURY_OFFICER', 'ROLE_ACCOUNTANT', 'ROLE_CHIEF_ACCOUNTANT', 'ROLE_UNIT_HEAD', 'ROLE_AUDITOR'],
  navigation: [
    { to: '/reconciliation', label: ['Đối chiếu với Kho bạc', 'Reconciliation'] },
    { to: '/advances', label: ['Tạm ứng chưa thanh toán', 'Open advances'] },
  ],
  routes: [
    { path: '/reconciliation', load: () => import('./reconciliation') },
    { path: '/advances', load: () => import('./advances') },
  ],
};
