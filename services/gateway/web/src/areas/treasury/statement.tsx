// A statement of the treasury: chosen, tried (nothing is booked), looked at line by line, then booked whole.
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { idOf, newRequestId, post } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { Field } from '../../design/field';
import { base64Of, bytesOf } from '../../design/files';
import { Empty, Facts, Loading, Mark, PageHeader, Section, type Tone } from '../../design/layout';
import { Money, MoneyInput } from '../../design/money';
import { ProblemBox } from '../../design/problem';
import { formatDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { type FileLine, type Imported, type LineResult, type ResultLine, linesOf, resultsOf, totalsOf } from './lines';
import { texts } from './texts';

interface Chosen { name: string; csv: string; lines: FileLine[] | null }
const tones: Record<LineResult, Tone> = { decided: 'green', unmatched: 'orange', agrees: 'grey' };

export default function StatementPage() {
  const t = useTexts(texts);
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [expected, setExpected] = useState({ lines: '', paid: '' });
  const [tried, setTried] = useState<Imported | null>(null);
  const [booked, setBooked] = useState<Imported | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [booking, setBooking] = useState(false);
  const book = useChange('post', '/v1/statements', setBooked);
  const body = (csv: string) => ({ csv, expectedLines: Number(expected.lines) || 0, expectedPaidVnd: /^\d+$/.test(expected.paid) ? expected.paid : '0' });
  const attempt = async (file: Chosen) => {
    setBusy(true);
    setError(null);
    setTried(null);
    try {
      setTried(await post('/v1/statements', { body: { ...body(file.csv), requestId: newRequestId(), validateOnly: true } }));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const choose = async (file: File) => {
    const csv = await base64Of(file);
    const next = { name: file.name, csv, lines: linesOf(new TextDecoder().decode(bytesOf(csv))) };
    setBooked(null);
    setChosen(next);
    await attempt(next);
  };
  const answer = booked ?? tried;
  const totals = chosen?.lines && totalsOf(chosen.lines);
  return (
    <>
      <PageHeader title={t('statements')} extra={<Button type="primary" onClick={() => { input.current?.click(); }}>{t('chooseFile')}</Button>}>{t('statementsLead')}</PageHeader>
      <input ref={input} type="file" accept=".csv,.txt" hidden aria-label={t('chooseFile')} data-testid="statement-file"
        onChange={(event) => { const file = event.target.files?.[0]; event.target.value = ''; if (file) void choose(file); }} />
      {!chosen && <div className="block"><Empty>{t('noFile')}</Empty><p className="soft"><code className="hash">payment,outcome,amount_vnd,value_date,treasury_reference,payee</code></p></div>}
      {chosen && (
        <Section title={chosen.name} extra={<>
          {!booked && <Button onClick={() => void attempt(chosen)}>{t('tryAgain')}</Button>}
          {!booked && <Button type="primary" disabled={!tried || tried.alreadyImported} onClick={() => { setBooking(true); }}>{t('bookStatement')}…</Button>}
          {booked && <Button onClick={() => { print(); }}>{t('print')}</Button>}
        </>}>
          {totals && <Facts facts={[[t('linesOfFile'), totals.lines], [t('paidOfFile'), <Money key="paid" amount={totals.paidVnd} words />]]} />}
          {!booked && (
            <details>
              <summary>{t('expected')}</summary>
              <p className="soft">{t('expectedLead')}</p>
              <Field label={t('linesOfFile')}><input className="plain-input" inputMode="numeric" value={expected.lines} onChange={(event) => { setExpected({ ...expected, lines: event.target.value.replace(/\D/g, '') }); }} /></Field>
              <Field label={t('paidOfFile')}><MoneyInput value={expected.paid} onChange={(paid) => { setExpected({ ...expected, paid }); }} /></Field>
            </details>
          )}
          {busy && <Loading />}
          <ProblemBox error={error} />
          {answer && <Outcome chosen={chosen} answer={answer} booked={booked !== null} />}
        </Section>
      )}
      <Decision open={booking} title={t('bookStatement')} action={t('bookStatement')} onClose={() => { setBooking(false); }} onConfirm={() => book.mutateAsync({ body: body(chosen?.csv ?? '') })}>
        <p>{t('bookLead', { count: tried?.payments.length ?? 0, unmatched: tried?.unmatched.length ?? 0 })}</p>
      </Decision>
    </>
  );
}

function Outcome({ chosen, answer, booked }: { chosen: Chosen; answer: Imported; booked: boolean }) {
  const t = useTexts(texts);
  if (answer.alreadyImported) return <p className="notice" role="status">{t('alreadyImported', { statement: idOf(answer.statement) })}</p>;
  return (
    <>
      <p role="status" className={booked ? 'notice' : 'soft'}>{t(booked ? 'booked' : 'tried', { count: answer.payments.length, unmatched: answer.unmatched.length, statement: idOf(answer.statement) })}</p>
      {chosen.lines ? <Lines rows={resultsOf(chosen.lines, answer)} /> : answer.unmatched.length > 0 && <ul>{answer.unmatched.map((line) => <li key={line} lang="vi">{line}</li>)}</ul>}
      {answer.unmatched.length > 0 && booked && <Link to="/reconciliation">{t('toReconciliation')}</Link>}
    </>
  );
}

function Lines({ rows }: { rows: ResultLine[] }) {
  const t = useTexts(texts);
  const columns: Column<ResultLine>[] = [
    { key: 'row', title: t('row'), numeric: true, value: (line) => line.row },
    { key: 'payment', title: t('payment'), value: (line) => line.payment },
    { key: 'outcome', title: t('outcome'), value: (line) => (line.outcome === 'paid' ? t('paid') : line.outcome === 'refused' ? t('refused') : line.outcome) },
    { key: 'amount', title: t('amount'), numeric: true, value: (line) => line.amountVnd, render: (line) => (/^\d+$/.test(line.amountVnd) ? <Money amount={line.amountVnd} /> : line.amountVnd) },
    { key: 'date', title: t('valueDate'), value: (line) => line.valueDate, render: (line) => formatDate(line.valueDate) },
    { key: 'reference', title: t('reference'), value: (line) => line.reference },
    { key: 'result', title: t('result'), value: (line) => t(line.result), render: (line) => <Mark tone={tones[line.result]}>{t(line.result)}</Mark> },
    { key: 'about', title: t('about'), width: '14rem', value: (line) => line.about, render: (line) => (line.result === 'unmatched' ? <span lang="vi">{line.about}</span> : line.result === 'decided' ? <Link to={`/treasury/${idOf(line.about)}`}>{t('number')} {idOf(line.about)}</Link> : line.about) },
  ];
  return <DataTable caption={t('linesOfFile')} columns={columns} rows={rows} rowKey={(line) => String(line.row)} />;
}
