import type { Area } from '../area';

/** What the money did, told from the books: by any dimension, payment by payment, and proved. */
export const audit: Area = {
  id: 'audit',
  roles: ['ROLE_AUDITOR', 'ROLE_TREASURY_OFFICER', 'ROLE_APPROVER', 'ROLE_APPRAISER', 'ROLE_BUDGET_OFFICER', 'ROLE_ADMINISTRATOR'],
  navigation: [
    { to: '/usage', label: ['Sử dụng kinh phí', 'Fund usage'], roles: ['ROLE_AUDITOR', 'ROLE_TREASURY_OFFICER', 'ROLE_APPROVER', 'ROLE_APPRAISER', 'ROLE_BUDGET_OFFICER'] },
    { to: '/trail', label: ['Dấu vết chứng từ', 'Trail of a payment'], roles: ['ROLE_AUDITOR', 'ROLE_TREASURY_OFFICER', 'ROLE_APPROVER', 'ROLE_APPRAISER'] },
    { to: '/decisions', label: ['Quyết định theo quy tắc', 'Decisions by the rules'], roles: ['ROLE_AUDITOR', 'ROLE_APPROVER', 'ROLE_BUDGET_OFFICER'] },
    { to: '/journal', label: ['Xuất nhật ký sổ cái', 'Journal exports'], roles: ['ROLE_AUDITOR', 'ROLE_TREASURY_OFFICER'] },
    { to: '/verification', label: ['Kiểm tra sổ sách', 'Verification'], roles: ['ROLE_AUDITOR', 'ROLE_TREASURY_OFFICER', 'ROLE_ADMINISTRATOR'] },
  ],
  routes: [
    { path: '/usage', load: () => import('./usage') },
    { path: '/trail', load: () => import('./trail') },
    { path: '/trail/:id', load: () => import('./trail') },
    { path: '/decisions', load: () => import('./decisions') },
    { path: '/journal', load: () => import('./journal') },
    { path: '/verification', load: () => import('./verification') },
  ],
};
