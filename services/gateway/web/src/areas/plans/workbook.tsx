// The plan as a workbook: out to Excel or LibreOffice, filled offline, and back with a message for every wrong cell.
import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { type Answer, idOf, newRequestId, post, send } from '../../api/client';
import { type Column, DataTable } from '../../design/datatable';
import { saveFile } from '../../design/csv';
import { base64Of } from '../../design/files';
import { Loading } from '../../design/layout';
import { ProblemBox } from '../../design/problem';
import { usePick, useTexts } from '../../i18n/language';
import type { Plan } from './state';
import { texts } from './texts';

type Result = Answer<'/v1/plans/{plan}:importWorkbook', 'post'>;

export function WorkbookOut({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    setError(null);
    try {
      const response = await send('get', `/v1/${plan.name}:exportWorkbook`);
      saveFile(`${idOf(plan.name)}.xlsx`, await response.blob(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return <><Button onClick={() => void download()} loading={busy}>{t('excelOut')}</Button><ProblemBox error={error} /></>;
}

export function WorkbookIn({ plan, onDone }: { plan: Plan; onDone: (plan: Plan) => void }) {
  const t = useTexts(texts);
  const pick = usePick();
  const input = useRef<HTMLInputElement>(null);
  const [workbook, setWorkbook] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const [error, setError] = useState<unknown>(null);
  const requestId = useRef('');
  const run = async (bytes: string, validateOnly: boolean): Promise<Result | null> => {
    setBusy(true);
    setError(null);
    try {
      return await post('/v1/plans/{plan}:importWorkbook', { path: { plan: idOf(plan.name) }, body: { requestId: validateOnly ? newRequestId() : requestId.current, workbook: bytes, validateOnly } });
    } catch (thrown) {
      setError(thrown);
      return null;
    } finally {
      setBusy(false);
    }
  };
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setOpen(true);
    setResult(null);
    requestId.current = newRequestId();
    const bytes = await base64Of(file);
    setWorkbook(bytes);
    setResult(await run(bytes, true));
  };
  const take = async () => {
    const done = workbook ? await run(workbook, false) : null;
    if (!done?.plan) return;
    setOpen(false);
    onDone(done.plan);
  };
  type Message = Result['messages'][number];
  const columns: Column<Message>[] = [
    { key: 'cell', title: t('cell'), value: (message) => `${message.sheet}!${message.cell}` },
    { key: 'text', title: t('message'), value: (message) => pick(message.textVi, message.textEn) },
  ];
  return (
    <>
      <Button onClick={() => input.current?.click()}>{t('excelIn')}</Button>
      <input ref={input} type="file" hidden accept=".xlsx,.ods" aria-label={t('excelIn')} data-testid="workbook"
        onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ''; }} />
      <Modal open={open} title={t('excelIn')} onCancel={() => { setOpen(false); }} width={720} destroyOnHidden
        footer={<Button type="primary" loading={busy} disabled={!result?.plan} onClick={() => void take()}>{t('excelTake')}</Button>}>
        <p>{t('excelLead')}</p>
        {busy && !result && <Loading />}
        <ProblemBox error={error} />
        {result && result.messages.length === 0 && <p>{t('excelResult', { rows: result.rowCount, created: result.createdItemIds.length, changed: result.changedItemIds.length, removed: result.removedItemIds.length })}</p>}
        {result && result.messages.length > 0 && <DataTable caption={t('excelIn')} columns={columns} rows={result.messages} rowKey={(message) => `${message.sheet}!${message.cell}/${message.textVi}`} />}
      </Modal>
    </>
  );
}
