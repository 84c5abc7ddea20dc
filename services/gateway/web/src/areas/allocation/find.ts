// What the search finds among rounds: by their id, year and decision.
import { get, idOf } from '../../api/client';
import { matches } from '../../i18n/search';
import type { Find } from '../area';

export const find: Find = async (text, { client }) => {
  const parameters = { query: { pageSize: 1000 } };
  const { rounds } = await client.fetchQuery({ queryKey: ['/v1/rounds', parameters], staleTime: 60_000, queryFn: ({ signal }) => get('/v1/rounds', parameters, signal) });
  return rounds.filter((round) => matches(`dot phan bo round ${idOf(round.name)} ${round.decisionNumber}`, text)).slice(0, 15)
    .map((round) => ({ kind: ['Đợt phân bổ', 'Round'], title: idOf(round.name), detail: round.decisionNumber, to: `/rounds/${idOf(round.name)}` }));
};
