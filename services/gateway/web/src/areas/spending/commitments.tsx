// Commitments: a contract binds part of an allotment; what is left can be released.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { idOf, newRequestId, post } from '../../api/client';
import { useChange } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { DateInput } from '../../design/dateinput';
import { Empty, Facts, Loaded, PageHeader } from '../../design/layout';
import { Money, MoneyInput } from '../../design/money';
import { formatDate, parseDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { type Commitment, DryRun, Field, LineChoice, lineKey, useAllotments, useCommitments, useWanted, useYear } from './common';
import { texts } from './texts';

export default function CommitmentsPage() {
  const t = useTexts(texts);
  const { source } = useNames();
  const wanted = useWanted();
  const accountant = hasRole(useUser(), 'ROLE_ACCOUNTANT');
  const query = useCommitments();
  const { year, choice } = useYear((query.data ?? []).map(({ budgetYear }) => budgetYear));
  const [releasing, setReleasing] = useState<Commitment | null>(null);
  const release = useChange('post', '/v1/commitments/{commitment}:release');
  const columns: Column<Commitment>[] = [
    { key: 'contract', title: t('contract'), value: (one) => one.contractNumber },
    { key: 'date', title: t('contractDate'), value: (one) => one.contractDate, render: (one) => formatDate(one.contractDate) },
    { key: 'contractor', title: t('contractor'), width: '10rem', value: (one) => one.contractor },
    { key: 'line', title: t('line'), value: (one) => one.budgetLine },
    { key: 'source', title: t('source'), value: (one) => source(one.source) },
    { key: 'amount', title: t('amount'), numeric: true, value: (one) => toDong(one.amountVnd), render: (one) => <Money amount={one.amountVnd} /> },
    { key: 'remaining', title: t('remaining'), numeric: true, value: (one) => toDong(one.remainingVnd), render: (one) => <Money amount={one.remainingVnd} /> },
    ...(accountant ? [{ key: 'do', title: t('actions'), value: () => '', render: (one: Commitment) => toDong(one.remainingVnd) > 0n && <Button size="small" onClick={() => { setReleasing(one); }}>{t('release')}</Button> }] : []),
  ];
  return (
    <>
      <PageHeader title={t('commitments')} extra={<>{choice}{accountant && <NewCommitment />}</>}>{t('commitmentsLead')}</PageHeader>
      <div className="block"><Loaded query={query}>{(all) => <DataTable key={wanted} filter={wanted} caption={t('commitments')} columns={columns} rows={all.filter((one) => !year || one.budgetYear === year)} rowKey={(one) => one.name} empty={<Empty>{t('noCommitments')}</Empty>} />}</Loaded></div>
      <Decision open={releasing !== null} title={t('release')} action={t('release')} danger onClose={() => { setReleasing(null); }}
        onConfirm={() => release.mutateAsync({ path: { commitment: idOf(releasing?.name ?? '') }, body: {} })}>
        <p>{t('releaseLead')}</p>
        <Facts facts={[[t('contract'), releasing?.contractNumber], [t('remaining'), <Money key="m" amount={releasing?.remainingVnd} words strong />]]} />
      </Decision>
    </>
  );
}

function NewCommitment() {
  const t = useTexts(texts);
  const allotments = useAllotments();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState({ line: '', contractNumber: '', contractDate: '', contractor: '', amountVnd: '' });
  const set = (part: Partial<typeof form>) => { setForm((now) => ({ ...now, ...part })); };
  const create = useChange('post', '/v1/commitments');
  const line = allotments.data?.find((one) => lineKey(one) === form.line);
  const complete = line && form.contractNumber && form.contractor && parseDate(form.contractDate) && /^[1-9]\d*$/.test(form.amountVnd);
  const { line: _, ...fields } = form;
  const commitment = { ...fields, budgetLine: line?.budgetLine, source: line?.source, budgetYear: line?.budgetYear };
  const ask = async () => {
    const answer = await post('/v1/commitments', { body: { requestId: newRequestId(), commitment, validateOnly: true } });
    return { findings: answer.commitment?.findings ?? [], available: answer.availableVnd };
  };
  return (
    <>
      <Button type="primary" onClick={() => { setOpen(true); }}>{t('newCommitment')}</Button>
      <Decision open={open} title={t('newCommitment')} action={t('commit')} width={680} disabled={!complete} onClose={() => { setOpen(false); }}
        onConfirm={async () => { await create.mutateAsync({ body: { commitment } }); set({ contractNumber: '', contractor: '', amountVnd: '' }); }}>
        <LineChoice allotments={allotments.data ?? []} value={form.line} onChange={(key) => { set({ line: key }); }} />
        {line && <p>{t('available')}: <Money amount={line.availableVnd} strong /></p>}
        <Field label={t('contract')}><Input value={form.contractNumber} onChange={(event) => { set({ contractNumber: event.target.value }); }} /></Field>
        <Field label={t('contractDate')}><DateInput value={form.contractDate} onChange={(contractDate) => { set({ contractDate }); }} /></Field>
        <Field label={t('contractor')}><Input value={form.contractor} onChange={(event) => { set({ contractor: event.target.value }); }} /></Field>
        <Field label={t('amount')}><MoneyInput value={form.amountVnd} onChange={(amountVnd) => { set({ amountVnd }); }} /></Field>
        <DryRun content={JSON.stringify(commitment)} ask={complete ? ask : null} />
      </Decision>
    </>
  );
}
