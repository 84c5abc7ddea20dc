// Settlements of the unit.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Schema } from '../../api/client';
import { useChange, useGet, useReference } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, Mark, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { NotOnPaper, PaperFoot, PaperHead } from '../../design/paper';
import { useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { Field } from './common';
import { settlementStates, texts } from './texts';

type Settlement = Schema<'disbursement.v1.Settlement'>;
type Line = Settlement['lines'][number];

export default function SettlementsPage() {
  const t = useTexts(texts);
  const user = useUser();
  const query = useGet('/v1/settlements', { query: { pageSize: 1000 } });
  const [paper, setPaper] = useState('');
  /** One of them alone on the paper. */
  const printOne = (name: string) => {
    flushSync(() => { setPaper(name); });
    print();
    setPaper('');
  };
  return (
    <>
      <PageHeader title={t('settlements')} extra={hasRole(user, 'ROLE_ACCOUNTANT') && <Compile />}>{t('settlementsLead')}</PageHeader>
      <Loaded query={query}>
        {(data) => {
          const own = data.settlements.filter(({ agency }) => agency === user.agency);
          return own.length ? own.map((one) => <NotOnPaper key={one.name} when={one.name !== paper}><OneSettlement settlement={one} onPrint={() => { printOne(one.name); }} /></NotOnPaper>) : <Empty>{t('noSettlements')}</Empty>;
        }}
      </Loaded>
    </>
  );
}

function OneSettlement({ settlement, onPrint }: { settlement: Settlement; onPrint: () => void }) {
  const t = useTexts(texts);
  const state = useTexts(settlementStates);
  const { source, agency } = useNames();
  const amount = (key: 'allottedVnd' | 'spentVnd' | 'lapsedVnd' | 'carriedForwardVnd' | 'refundedVnd', title: string): Column<Line> => ({
    key, title, numeric: true, value: (line) => toDong(line[key]), render: (line) => <Money amount={line[key]} />, total: <Money amount={sumDong(settlement.lines.map((line) => line[key]))} />,
  });
  const columns: Column<Line>[] = [
    { key: 'line', title: t('line'), value: (line) => line.budgetLine },
    { key: 'source', title: t('source'), value: (line) => source(line.source) },
    amount('allottedVnd', t('revised')), amount('spentVnd', t('spent')), amount('lapsedVnd', t('lapsed')), amount('carriedForwardVnd', t('carried')), amount('refundedVnd', t('refunded')),
  ];
  return (
    <Section title={`${t('year')} ${settlement.budgetYear}`} extra={<><Mark tone={settlement.state === 'STATE_APPROVED' ? 'green' : 'blue'}>{state(settlement.state)}</Mark><Button size="small" aria-label={t('printYear', { year: settlement.budgetYear })} onClick={onPrint}>{t('print')}</Button></>}>
      <PaperHead agency={agency(settlement.agency)} kind={t('paperSettlement')} about={t('paperSettlementAbout', { year: settlement.budgetYear, state: state(settlement.state) })} />
      <DataTable caption={`${t('settlements')} ${settlement.budgetYear}`} columns={columns} rows={settlement.lines} rowKey={(line) => `${line.budgetLine} ${line.source}`} />
      <PaperFoot signers={[t('paperPreparer'), t('paperChief'), t('paperHead')]} />
    </Section>
  );
}

function Compile() {
  const t = useTexts(texts);
  const { agency } = useUser();
  const programmes = useReference('/v1/programmes', {});
  const [open, setOpen] = useState(false);
  const [year, setYear] = useState('');
  const create = useChange('post', '/v1/settlements');
  const programme = programmes.data?.programmes.find((one) => Number(year) >= one.firstYear && Number(year) <= one.lastYear);
  return (
    <>
      <Button type="primary" onClick={() => { setOpen(true); }}>{t('compile')}</Button>
      <Decision open={open} title={t('compile')} action={t('compile')} disabled={!programme} onClose={() => { setOpen(false); }}
        onConfirm={() => create.mutateAsync({ body: { programme: programme?.name, budgetYear: Number(year), agency } })}>
        <p>{t('compileLead')}</p>
        <Field label={t('year')}><Input inputMode="numeric" value={year} onChange={(event) => { setYear(event.target.value.replace(/\D/g, '')); }} /></Field>
      </Decision>
    </>
  );
}
