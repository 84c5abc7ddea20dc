import type { Area } from '../area';

/** One's own account: password, and powers given to and received from colleagues. */
export const account: Area = {
  id: 'account',
  roles: ['ROLE_PROVINCE_OFFICER', 'ROLE_APPRAISER', 'ROLE_APPROVER', 'ROLE_BUDGET_OFFICER', 'ROLE_ACCOUNTANT', 'ROLE_CHIEF_ACCOUNTANT', 'ROLE_UNIT_HEAD', 'ROLE_TREASURY_OFFICER', 'ROLE_AUDITOR', 'ROLE_ADMINISTRATOR'],
  navigation: [{ to: '/account', label: ['Tài khoản và ủy quyền', 'Account and delegation'] }],
  routes: [{ path: '/account', load: () => import('./account') }],
};
