import type { Area } from '../area';

/** Settlements of the units: reviewed, appraised and approved by three more people. */
export const settling: Area = {
  id: 'settling',
  roles: ['ROLE_APPRAISER', 'ROLE_BUDGET_OFFICER', 'ROLE_APPROVER', 'ROLE_AUDITOR'],
  navigation: [{ to: '/settlement-review', label: ['Quyết toán các đơn vị', 'Settlements of all units'] }],
  routes: [{ path: '/settlement-review', load: () => import('./settlements') }],
  home: () => import('./home'),
};
