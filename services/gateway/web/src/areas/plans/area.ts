import type { Area } from '../area';

/** Plans of the provinces: prepared, submitted, followed. */
export const plans: Area = {
  id: 'plans',
  roles: ['ROLE_PROVINCE_OFFICER'],
  navigation: [{ to: '/plans', label: ['Kế hoạch', 'Plans'] }],
  routes: [{ path: '/plans/*', load: () => import('./pages') }],
  home: () => import('./home'),
  find: () => import('./find'),
};
