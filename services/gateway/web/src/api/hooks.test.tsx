import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { ProblemBox } from '../design/problem';
import { answer, show } from '../testing/render';
import { useChange } from './hooks';

const path = '/v1/plans/{plan}:submit';
function Submit() {
  const submit = useChange('post', path);
  const send = (note: string) => () => { submit.mutate({ path: { plan: 'P' }, body: { etag: '1', note } }); };
  return <><button onClick={send('a')}>a</button><button onClick={send('b')}>b</button><ProblemBox error={submit.error} /></>;
}

describe('request ids', () => {
  beforeEach(() => { localStorage.clear(); });
  const press = async (...names: string[]) => {
    for (const name of names) {
      await userEvent.click(screen.getByText(name));
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const idsOf = (calls: { body: Record<string, unknown> }[]) => calls.map(({ body }) => body.requestId);

  it('are kept when the connection was lost, so that nothing happens twice', async () => {
    const calls = answer({ 'POST /v1/plans/P:submit': () => new TypeError('network') });
    show(<Submit />);
    await press('a', 'a', 'b');
    await waitFor(() => { expect(calls.filter(({ verb }) => verb === 'POST')).toHaveLength(3); });
    const [first, second, third] = idsOf(calls.filter(({ verb }) => verb === 'POST'));
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(await screen.findByRole('alert')).toHaveTextContent('Không liên lạc được với máy chủ.');
  });
  it('are new after a refusal, which decided the first for ever', async () => {
    const calls = answer({ 'POST /v1/plans/P:submit': { status: 422, problem: { reason: 'RULE_BLOCKS', detail: 'Bị chặn.', next: 'Sửa rồi gửi lại.' } } });
    show(<Submit />);
    await press('a');
    expect(await screen.findByRole('alert')).toHaveTextContent('Bị chặn.Sửa rồi gửi lại.');
    await press('a');
    await waitFor(() => { expect(calls.filter(({ verb }) => verb === 'POST')).toHaveLength(2); });
    const [first, second] = idsOf(calls.filter(({ verb }) => verb === 'POST'));
    expect(second).not.toBe(first);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
