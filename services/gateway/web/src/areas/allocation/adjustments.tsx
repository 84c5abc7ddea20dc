// Adjustments within the year: proposed by one person, approved by another.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { idOf, newRequestId, post } from '../../api/client';
import { useChange, useGet } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { Findings } from '../../design/findings';
import { Empty, Loaded, PageHeader, Section } from '../../design/layout';
import { Money, MoneyInput } from '../../design/money';
import { ProblemBox } from '../../design/problem';
import { YearChoice, useYear } from '../../design/year';
import { formatDate } from '../../i18n/dates';
import { useLanguage, usePick, useTexts } from '../../i18n/language';
import { formatDong, toDong } from '../../money/dong';
import { Field, SelectField, TextField } from './fields';
import { adjustmentKindTexts, adjustmentStateTexts, texts } from './texts';
import { type Adjustment, AdjustmentState } from './types';

export default function AdjustmentsPage() {
  const t = useTexts(texts);
  const { year, years, choose, programme, cyclesRead } = useYear();
  return (
    <>
      <PageHeader title={t('adjustments')} extra={year > 0 && <><YearChoice year={year} years={years} choose={choose} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>{t('adjustmentsLead')}</PageHeader>
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : year > 0 && <List key={year} year={year} programme={programme} />}
    </>
  );
}

function List({ year, programme }: { year: number; programme: string }) {
  const t = useTexts(texts);
  const kind = useTexts(adjustmentKindTexts);
  const state = useTexts(adjustmentStateTexts);
  const user = useUser();
  const { source } = useNames(programme);
  const query = useGet('/v1/adjustments', { query: { budgetYear: year, pageSize: 1000 } });
  const [proposing, setProposing] = useState(false);
  const [approving, setApproving] = useState<Adjustment | null>(null);
  const columns: Column<Adjustment>[] = [
    { key: 'name', title: t('adjustment'), value: (row) => idOf(row.name) },
    { key: 'kind', title: t('kind'), value: (row) => kind(row.kind) },
    { key: 'state', title: t('state'), value: (row) => state(row.state), render: (row) => <><AdjustmentState state={row.state} /> {row.state !== 'STATE_POSTED' && hasRole(user, 'ROLE_APPROVER') && <Button size="small" onClick={() => { setApproving(row); }}>{t('approve')}…</Button>}</> },
    { key: 'source', title: t('source'), value: (row) => source(row.source) },
    { key: 'from', title: t('fromLine'), value: (row) => row.fromBudgetLine },
    { key: 'to', title: t('toLine'), value: (row) => row.toBudgetLine },
    { key: 'amount', title: t('amount'), numeric: true, value: (row) => toDong(row.amountVnd), render: (row) => <Money amount={row.amountVnd} /> },
    { key: 'reason', title: t('reason'), width: '12rem', value: (row) => row.reason },
    { key: 'decision', title: t('decisionNumber'), value: (row) => row.decisionNumber, render: (row) => <>{row.decisionNumber} <span className="soft small">{formatDate(row.effectiveDate)}</span></> },
  ];
  return (
    <Section title={`${t('adjustments')} ${year}`} extra={hasRole(user, 'ROLE_BUDGET_OFFICER') && <Button type="primary" onClick={() => { setProposing(true); }}>{t('propose')}</Button>}>
      <Loaded query={query}>
        {({ adjustments }) => <DataTable caption={t('adjustments')} columns={columns} rows={adjustments} rowKey={(row) => row.name} empty={<Empty>{t('noAdjustments')}</Empty>} />}
      </Loaded>
      {proposing && <ProposeDialog year={year} programme={programme} onClose={() => { setProposing(false); }} />}
      {approving && <ApproveDialog adjustment={approving} onClose={() => { setApproving(null); }} />}
    </Section>
  );
}

const kinds = ['KIND_VIREMENT', 'KIND_SUPPLEMENT', 'KIND_CUT', 'KIND_CARRY_OVER'] as const;

/** Budget lines to choose from, as a list that the field completes. */
function LineField({ id, label, value, source, year, onChange }: { id: string; label: string; value: string; source: string; year: number; onChange: (value: string) => void }) {
  const pick = usePick();
  const { agencies } = useNames();
  const allotments = useGet('/v1/allotments', { query: { budgetYear: year, pageSize: 1000 } }).data?.allotments ?? [];
  const unit = (name: string) => { const one = agencies.find((agency) => agency.name === name); return pick(one?.titleVi, one?.titleEn); };
  return (
    <Field id={id} label={label}>
      <input id={id} className="plain-input" list={`${id}-list`} autoComplete="off" value={value} onChange={(event) => { onChange(event.target.value.trim()); }} />
      <datalist id={`${id}-list`}>
        {allotments.filter((one) => !source || one.source === source).map((one) => <option key={`${one.budgetLine} ${one.source}`} value={one.budgetLine}>{`${unit(one.agency)}: ${one.title}`}</option>)}
      </datalist>
    </Field>
  );
}

function ProposeDialog({ year, programme, onClose }: { year: number; programme: string; onClose: () => void }) {
  const t = useTexts(texts);
  const kindText = useTexts(adjustmentKindTexts);
  const pick = usePick();
  const { sources } = useNames(programme);
  const [form, setForm] = useState({ kind: 'KIND_VIREMENT' as Adjustment['kind'], source: '', fromBudgetLine: '', toBudgetLine: '', amountVnd: '', reason: '', ground: '', proof: '' });
  const create = useChange('post', '/v1/adjustments');
  const { kind } = form;
  const [from, to] = [kind !== 'KIND_SUPPLEMENT', kind === 'KIND_VIREMENT' || kind === 'KIND_SUPPLEMENT'];
  const adjustment = {
    ...form, programme, budgetYear: year, fromBudgetLine: from ? form.fromBudgetLine : '', toBudgetLine: to ? form.toBudgetLine : kind === 'KIND_CARRY_OVER' ? form.fromBudgetLine : '',
    ...(kind !== 'KIND_CARRY_OVER' && { ground: '', proof: '' }),
  };
  const check = useMutation({ mutationFn: () => post('/v1/adjustments', { body: { adjustment, validateOnly: true, requestId: newRequestId() } }) });
  const put = (part: Partial<typeof form>) => { setForm({ ...form, ...part }); check.reset(); };
  const ready = Boolean(form.source && form.amountVnd && (!from || form.fromBudgetLine) && (!to || form.toBudgetLine));
  return (
    <Decision open title={`${t('proposeTitle')} ${year}`} action={t('proposeAction')} onClose={onClose} disabled={!ready} width={640} onConfirm={() => create.mutateAsync({ body: { adjustment } })}>
      <p>{t('proposeWhat')}</p>
      <SelectField id="kind" label={t('kind')} value={kind} choices={kinds.map((one) => ({ value: one, label: kindText(one) }))} onChange={(value) => { put({ kind: value as Adjustment['kind'] }); }} />
      <SelectField id="source" label={t('source')} value={form.source} choices={sources.filter((one) => one.kind !== 'SOURCE_KIND_ENTERPRISE').map((one) => ({ value: one.id, label: pick(one.titleVi, one.titleEn) }))} onChange={(source) => { put({ source }); }} />
      {from && <LineField id="from" label={t('fromLine')} value={form.fromBudgetLine} source={form.source} year={year} onChange={(fromBudgetLine) => { put({ fromBudgetLine }); }} />}
      {to && <LineField id="to" label={t('toLine')} value={form.toBudgetLine} source={form.source} year={year} onChange={(toBudgetLine) => { put({ toBudgetLine }); }} />}
      <Field id="amount" label={t('amount')}><MoneyInput id="amount" value={form.amountVnd} onChange={(amountVnd) => { put({ amountVnd }); }} /></Field>
      {kind === 'KIND_CARRY_OVER' && (
        <>
          <TextField id="ground" label={t('ground')} value={form.ground} onChange={(ground) => { put({ ground }); }} />
          <TextField id="proof" label={t('proof')} value={form.proof} onChange={(proof) => { put({ proof }); }} />
        </>
      )}
      <TextField id="reason" long label={t('reason')} value={form.reason} onChange={(reason) => { put({ reason }); }} />
      <p><Button disabled={!ready} loading={check.isPending} onClick={() => { check.mutate(); }}>{t('check')}</Button></p>
      {check.data?.adjustment && <Findings findings={check.data.adjustment.findings} />}
      <ProblemBox error={check.error} />
    </Decision>
  );
}

function ApproveDialog({ adjustment, onClose }: { adjustment: Adjustment; onClose: () => void }) {
  const t = useTexts(texts);
  const kind = useTexts(adjustmentKindTexts);
  const { language } = useLanguage();
  const [decisionNumber, setDecisionNumber] = useState('');
  const approve = useChange('post', '/v1/adjustments/{adjustment}:approve');
  return (
    <Decision open title={t('approveAdjustment')} action={t('approve')} onClose={onClose} disabled={!decisionNumber.trim()}
      onConfirm={() => approve.mutateAsync({ path: { adjustment: idOf(adjustment.name) }, body: { etag: adjustment.etag, decisionNumber } })}>
      <p>{t('approveAdjustmentWhat', { kind: kind(adjustment.kind), amount: formatDong(adjustment.amountVnd, language) })}</p>
      <p className="soft">{adjustment.fromBudgetLine} → {adjustment.toBudgetLine} · {adjustment.reason}</p>
      <Findings findings={adjustment.findings} />
      <TextField id="decision" label={t('decisionNumber')} help={t('decisionHint')} value={decisionNumber} onChange={setDecisionNumber} />
    </Decision>
  );
}
