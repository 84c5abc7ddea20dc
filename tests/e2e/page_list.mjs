/** The round of 2019 beside one under 9 billion dong. */
async function compareWithLess(page, language) {
  const [add, amount, run] = language === 'vi' ? ['Thêm giới hạn', 'Số tiền', 'So sánh'] : ['Add an envelope', 'Amount', 'Compare'];
  await page.getByRole('button', { name: add }).click();
  await page.getByLabel(amount).fill('9000000000');
  await page.getByRole('button', { name: run, exact: true }).click();
  await page.locator('canvas').waitFor();
}

// Every main page, by the person who uses it: looked at by axe in pages.test.mjs, pictured by screenshots.mjs. `name` is
// the file of the picture. Data is that of the demonstration.
export const pagesOf = {
  '': [
    { path: '/', name: 'public' },
    { path: '/sign-in', name: 'sign-in' },
  ],
  'lamdong.officer': [
    { path: '/', name: 'officer-home' },
    { path: '/plans', name: 'plans' },
    { path: '/plans/SXSH2020-2020-SCT-68', name: 'plan' },
  ],
  'lamdong.accountant': [
    { path: '/allotments', name: 'allotments' },
    { path: '/commitments', name: 'commitments' },
    { path: '/payments', name: 'payments' },
    { path: '/settlements', name: 'settlements' },
    { path: '/account', name: 'account' },
    { path: '/reconciliation?year=2019', name: 'reconciliation' },
    { path: '/advances?year=2019', name: 'advances' },
  ],
  'office.appraiser': [
    { path: '/', name: 'appraiser-home' },
    { path: '/review?year=2019', name: 'review' },
    { path: '/review/SXSH2020-2019-SCT-68', name: 'review-plan' },
    { path: '/consolidation?year=2019', name: 'consolidation' },
    { path: '/five-years?year=2019', name: 'five-years' },
    { path: '/progress', name: 'progress' },
    { path: '/settlement-review?year=2019&settlement=SXSH2020-2019-SCT-68', name: 'settlement-review' },
  ],
  'mof.approver': [
    { path: '/', name: 'approver-home' },
    { path: '/appropriations?year=2019', name: 'appropriations' },
    { path: '/rounds?year=2019', name: 'rounds' },
    { path: '/rounds/SXSH2020-2019-01', name: 'round' },
    { path: '/rounds/compare?year=2019', name: 'round-compare', prepare: compareWithLess },
    { path: '/adjustments?year=2019', name: 'adjustments' },
    { path: '/year-end?year=2019', name: 'year-end' },
  ],
  'treasury.officer': [
    { path: '/', name: 'treasury-home' },
    { path: '/treasury?show=all&year=2019', name: 'treasury-queue' },
    { path: '/treasury/100', name: 'treasury-payment' },
    { path: '/batches', name: 'batches' },
    { path: '/statements', name: 'statements' },
    { path: '/year-close?year=2020', name: 'year-close' },
  ],
  'audit.auditor': [
    { path: '/usage', name: 'usage' },
    { path: '/usage?way=PROVINCE:68|AGENCY:agencies/SCT-68|BUDGET_LINE:SXSH2020-2019-SCT-68.01', name: 'usage-line' },
    { path: '/trail/100', name: 'trail' },
    { path: '/decisions', name: 'decisions', prepare: async (page) => { await page.locator('td button').first().click(); await page.locator('section').first().waitFor(); } },
    { path: '/journal', name: 'journal' },
    { path: '/verification', name: 'verification' },
  ],
  admin: [
    { path: '/', name: 'admin-home' },
    { path: '/users', name: 'users' },
    { path: '/users/lamdong.officer', name: 'user' },
    { path: '/cycles', name: 'cycles' },
    { path: '/health', name: 'health' },
  ],
};
