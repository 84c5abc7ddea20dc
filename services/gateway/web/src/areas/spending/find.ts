// What the search finds in a unit's money: budget lines, commitments, payments.
import { matches } from '../../i18n/search';
import { formatDong } from '../../money/dong';
import type { Find, Found } from '../area';
import { allotmentsOf, commitmentsOf, paymentsOf } from './common';

const fresh = { staleTime: 60_000 };
const to = (page: string, wanted: string) => `/${page}?q=${encodeURIComponent(wanted)}`;

export const find: Find = async (text, { user, client, language }) => {
  const [lines, commitments, payments] = await Promise.all([
    client.fetchQuery({ ...allotmentsOf(user.agency), ...fresh }), client.fetchQuery({ ...commitmentsOf, ...fresh }), client.fetchQuery({ ...paymentsOf, ...fresh }),
  ]);
  return [
    ...payments.filter((one) => matches(`${one.payee} ${one.description} ${one.budgetLine} ${one.name}`, text)).slice(0, 15)
      .map((one): Found => ({ kind: ['Chứng từ', 'Payment'], title: `${one.payee}: ${one.description}`, detail: formatDong(one.amountVnd, language), to: to('payments', `${one.payee} ${one.description}`) })),
    ...commitments.filter((one) => matches(`${one.contractNumber} ${one.contractor} ${one.budgetLine}`, text)).slice(0, 15)
      .map((one): Found => ({ kind: ['Cam kết chi', 'Commitment'], title: `${one.contractNumber} · ${one.contractor}`, detail: formatDong(one.amountVnd, language), to: to('commitments', one.contractNumber) })),
    ...lines.filter((one) => matches(`${one.budgetLine} ${one.title}`, text)).slice(0, 15)
      .map((one): Found => ({ kind: ['Dòng dự toán', 'Budget line'], title: one.title, detail: one.budgetLine, to: to('allotments', one.budgetLine) })),
  ];
};
