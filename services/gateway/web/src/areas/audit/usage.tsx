// Fund usage by any dimension, now or as it stood, down to the vouchers of a budget line.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { allPages, get, idOf, send } from '../../api/client';
import { useGet } from '../../api/hooks';
import { hasRole, useUser } from '../../app/session';
import { Chart } from '../../design/chart';
import { saveFile } from '../../design/csv';
import { type Column, DataTable } from '../../design/datatable';
import { DateInput } from '../../design/dateinput';
import { Field, SelectField, TextField } from '../../design/field';
import { Empty, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { type Payment, PaymentState, paymentKinds } from '../../design/payment';
import { ProblemBox } from '../../design/problem';
import { UsageTable, UsageTiles, type UsageRow } from '../../design/usage';
import { formatTime, parseDate } from '../../i18n/dates';
import { useLanguage, usePick, useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { type Dimension, type Step, dimensions, nextDimension, readWay, rowsOn, sumOf, writeWay } from './drill';
import { dimensionTexts, texts } from './texts';

/** What the address says, and ways to change it. */
function useQuestion() {
  const [search, setSearch] = useSearchParams();
  const way = readWay(search.get('way'));
  const by = nextDimension(way, search.get('by'));
  const put = (parts: Record<string, string>) => {
    setSearch((old) => {
      for (const [key, value] of Object.entries(parts)) { if (value) old.set(key, value); else old.delete(key); }
      return old;
    });
  };
  const date = parseDate(search.get('date') ?? '') ?? '';
  const position = /^\d+$/.test(search.get('position') ?? '') ? search.get('position') ?? '' : '';
  const groupBy = [...way.map(({ dimension }) => dimension), by].map((dimension) => `DIMENSION_${dimension}` as const);
  return { way, by, put, date, position, query: { groupBy, asOfDate: date, ...(position ? { asOfPosition: position } : {}) } };
}

export default function UsagePage() {
  const t = useTexts(texts);
  const dimension = useTexts(dimensionTexts);
  const { way, by, put, date, position, query } = useQuestion();
  const usage = useGet('/v1/usage', { query });
  const free = dimensions.filter((one) => !way.some((step) => step.dimension === one));
  return (
    <>
      <PageHeader title={t('usage')} extra={<><Workbook query={query} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>{t('usageLead')}</PageHeader>
      <div className="block columns">
        {!way.some((step) => step.dimension === 'BUDGET_LINE') && <SelectField label={t('by')} value={by} onChange={(next) => { put({ by: next }); }} choices={free.map((one) => [one, dimension(one)] as const)} />}
        <Field label={t('asOfDate')}><DateInput key={date} value={date} onChange={(next) => { if (next === '' || parseDate(next)) put({ date: next }); }} /></Field>
        <TextField label={t('asOfPosition')} value={position} onChange={(next) => { put({ position: next.replace(/\D/g, '') }); }} maxLength={18} />
      </div>
      <Way way={way} found={usage.data?.rows.find((row) => way.every((step, index) => row.keys[index] === step.key))} onGo={(steps) => { put({ way: writeWay(steps), by: '' }); }} />
      <Loaded query={usage}>
        {(data) => {
          const rows = rowsOn(data.rows, way);
          return <Level rows={rows} way={way} by={by} position={data.position} onDown={(key) => { put({ way: writeWay([...way, { dimension: by, key }]), by: '' }); }} />;
        }}
      </Loaded>
    </>
  );
}

/** Where one is: each step leads back up. `found` is a row on the way, which knows the names. */
function Way({ way, found, onGo }: { way: Step[]; found: UsageRow | undefined; onGo: (way: Step[]) => void }) {
  const t = useTexts(texts);
  const pick = usePick();
  const dimension = useTexts(dimensionTexts);
  if (!way.length) return null;
  const nameOf = (step: Step, index: number) => `${dimension(step.dimension)}: ${pick(found?.labelsVi[index], found?.labelsEn[index]) || idOf(step.key) || t('central')}`;
  return (
    <nav className="block way" aria-label={t('way')}>
      <button type="button" className="link" onClick={() => { onGo([]); }}>{t('everything')}</button>
      {way.map((step, index) => <span key={step.dimension}> › {index < way.length - 1
        ? <button type="button" className="link" onClick={() => { onGo(way.slice(0, index + 1)); }}>{nameOf(step, index)}</button>
        : <strong>{nameOf(step, index)}</strong>}</span>)}
    </nav>
  );
}

function Level({ rows, way, by, position, onDown }: { rows: UsageRow[]; way: Step[]; by: Dimension; position: string; onDown: (key: string) => void }) {
  const t = useTexts(texts);
  const dimension = useTexts(dimensionTexts);
  const line = way.find((step) => step.dimension === 'BUDGET_LINE');
  const total = sumOf(rows);
  return (
    <>
      <UsageTiles total={total} />
      {total.illustrative && <p className="notice">{t('illustrative')}</p>}
      {line ? <Vouchers line={line.key} /> : (
        <>
          <Section title={`${t('by')}: ${dimension(by)}`}><UsageTable caption={dimension(by)} rows={rows} total={total} onOpen={onDown} /></Section>
          <Bars rows={rows} label={`${t('chart')}: ${dimension(by)}`} onDown={onDown} />
        </>
      )}
      <p className="soft small">{t('position', { position })}</p>
    </>
  );
}

const shownBars = 15;
/** The largest of the table above, in million dong. */
function Bars({ rows, label, onDown }: { rows: UsageRow[]; label: string; onDown: (key: string) => void }) {
  const t = useTexts(texts);
  const pick = usePick();
  const { language } = useLanguage();
  const largest = useMemo(() => [...rows].sort((a, b) => (toDong(b.allottedVnd) > toDong(a.allottedVnd) ? 1 : -1)).slice(0, shownBars).reverse(), [rows]);
  const option = useMemo((): EChartsCoreOption => {
    const million = (amount: string) => Number(toDong(amount) / 1_000_000n);
    const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB');
    const unit = language === 'vi' ? 'triệu ₫' : 'million ₫';
    const cut = (name: string) => (name.length > 34 ? `${name.slice(0, 33)}…` : name);
    return {
      animation: false, color: ['#9fc3b1', '#0b5d3b'], grid: { left: 8, right: 16, top: 32, bottom: 4, containLabel: true }, legend: { top: 0, right: 0 },
      tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (value: unknown) => `${format.format(Number(value))} ${unit}` },
      xAxis: { type: 'value', name: unit, axisLabel: { formatter: (value: number) => format.format(value) } },
      yAxis: { type: 'category', data: largest.map((row) => cut(pick(row.labelsVi[0], row.labelsEn[0]) || row.keys[0] || t('central'))) },
      series: [[t('allotted'), largest.map((row) => million(row.allottedVnd))], [t('spent'), largest.map((row) => million(row.spentVnd))]].map(([name, data]) => ({ type: 'bar', name, data })),
    };
  }, [largest, language, pick, t]);
  if (rows.length < 2) return null;
  return <Section title={label}><Chart option={option} height={Math.max(180, largest.length * 34 + 60)} label={label} onPick={(index) => { onDown(largest[index]?.keys[0] ?? ''); }} /></Section>;
}

/** Payments of one budget line, each with its trail. */
function Vouchers({ line }: { line: string }) {
  const t = useTexts(texts);
  const kind = useTexts(paymentKinds);
  const trails = hasRole(useUser(), 'ROLE_AUDITOR', 'ROLE_APPROVER', 'ROLE_TREASURY_OFFICER', 'ROLE_APPRAISER');
  const query = useQuery({ queryKey: ['vouchers', line], queryFn: () => allPages((pageToken) => get('/v1/payments', { query: { budgetLine: line, pageSize: 1000, pageToken } }), (answer) => answer.payments) });
  const columns: Column<Payment>[] = [
    { key: 'name', title: t('payment'), value: (row) => idOf(row.name), render: (row) => (trails ? <Link to={`/trail/${idOf(row.name)}`}>{t('number')} {idOf(row.name)}</Link> : idOf(row.name)) },
    { key: 'created', title: t('created'), value: (row) => row.createTime ?? '', render: (row) => formatTime(row.createTime) },
    { key: 'kind', title: t('kind'), value: (row) => kind(row.kind) },
    { key: 'payee', title: t('payee'), width: '12rem', value: (row) => row.payee },
    { key: 'what', title: t('what'), width: '12rem', value: (row) => row.description },
    { key: 'amount', title: t('amount'), numeric: true, value: (row) => toDong(row.amountVnd), render: (row) => <Money amount={row.amountVnd} /> },
    { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <PaymentState payment={row} /> },
    { key: 'reference', title: t('reference'), value: (row) => row.treasuryReference },
  ];
  return <Section title={`${t('vouchers')} ${line}`}><p className="soft">{t('vouchersNow')}</p><Loaded query={query}>{(rows) => <DataTable caption={`${t('vouchers')} ${line}`} columns={columns} rows={rows} rowKey={(row) => row.name} empty={<Empty>{t('noVouchers')}</Empty>} />}</Loaded></Section>;
}

/** The same question as a workbook, with its whole answer. */
function Workbook({ query }: { query: { groupBy: string[]; asOfDate: string; asOfPosition?: string } }) {
  const t = useTexts(texts);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const search = new URLSearchParams(query.groupBy.map((dimension) => ['groupBy', dimension]));
      if (query.asOfDate) search.set('asOfDate', query.asOfDate);
      if (query.asOfPosition) search.set('asOfPosition', query.asOfPosition);
      saveFile('usage.xlsx', await (await send('get', `/v1/usage:export?${search.toString()}`)).blob(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return <><Button loading={busy} onClick={() => void save()}>{t('workbook')}</Button><ProblemBox error={error} /></>;
}
