// The plan as a spreadsheet: findings beside the rows while one types, sums by source, saved by itself.
import { Button, Input } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useUser } from '../../app/session';
import { DateInput } from '../../design/dateinput';
import { type Finding, Findings, worstOf } from '../../design/findings';
import { Grid, type RowMark } from '../../design/grid/grid';
import { Loaded, Loading, Section } from '../../design/layout';
import { ProblemBox } from '../../design/problem';
import { useTexts } from '../../i18n/language';
import { type Catalogue, useColumns } from './columns';
import { Differences } from './differences';
import { Remarks } from './remarks';
import { newRow } from './rows';
import type { Plan } from './state';
import { Submit } from './submit';
import { texts } from './texts';
import { Totals } from './totals';
import { contentOf, usePlanDraft } from './usedraft';
import { WorkbookIn } from './workbook';

const tones = { BLOCK: 'red', CAP: 'orange', WARN: 'gold' } as const;
const signs = { BLOCK: '⛔', CAP: '▼', WARN: '!' } as const;

export function PlanEditor({ plan, catalogue }: { plan: Plan; catalogue: Catalogue }) {
  const t = useTexts(texts);
  const user = useUser();
  const client = useQueryClient();
  const remarks = plan.items.some(({ remark }) => remark);
  const columns = useColumns(catalogue, remarks);
  const onSaved = useCallback((saved: Plan) => { client.setQueryData(['/v1/plans/{plan}', { path: { plan: idOf(saved.name) } }], { plan: saved }); }, [client]);
  const draft = usePlanDraft(plan, catalogue.sources, user.name, onSaved);
  const [row, setRow] = useState<string | undefined>();
  const asked = useSearchParams()[0].get('item');
  const [goTo, setGoTo] = useState<{ key: string } | undefined>(asked ? { key: asked } : undefined);

  const findings = useMemo(() => draft.stored.items.flatMap((item) => item.findings), [draft.stored]);
  const marks = useMemo(() => {
    const all = new Map<string, RowMark>();
    const byItem = new Map<string, Finding[]>();
    for (const finding of findings) byItem.set(finding.itemId, [...(byItem.get(finding.itemId) ?? []), finding]);
    for (const [key, list] of byItem) {
      const worst = worstOf(list);
      if (worst && worst !== 'INFO') all.set(key, { tone: tones[worst], sign: signs[worst], text: list.map(({ textVi }) => textVi).join('\n') });
    }
    for (const [key, cells] of draft.refused) all.set(key, { tone: 'red', sign: '✗', text: Object.values(cells).join('\n'), cells });
    return all;
  }, [findings, draft.refused]);

  if (!draft.ready) return <Loading />;
  if (draft.conflict) return <Conflict name={plan.name} mine={draft.content.rows} columns={columns} onChoose={draft.resolve} />;
  const shown = row && findings.some(({ itemId }) => itemId === row) ? findings.filter(({ itemId }) => itemId === row) : findings;
  return (
    <>
      {draft.stored.state === 'STATE_RETURNED' && <Remarks plan={draft.stored} meanwhile={draft.meanwhile} onRow={(key) => { setGoTo({ key }); }} />}
      <Section title={t('items')} extra={<><span role="status" className={`saving ${draft.saving}`}>{t(draft.saving)}</span>
        {draft.saving !== 'saved' && <Button size="small" onClick={() => void draft.save()}>{t('saveNow')}</Button>}
        <WorkbookIn plan={draft.stored} onDone={(changed) => { draft.resolve(changed, false); }} />
        <Submit plan={draft.stored} save={draft.save} saved={draft.saving === 'saved'} held={draft.held} /></>}>
        <div className="columns">
          <label className="field"><span>{t('title')}</span><Input value={draft.content.title} maxLength={300} onChange={(event) => { draft.change({ title: event.target.value }); }} /></label>
          <label className="field"><span>{t('localDecision')}</span><Input value={draft.content.localDecision} maxLength={200} placeholder={t('localDecisionHint')} onChange={(event) => { draft.change({ localDecision: event.target.value }); }} /></label>
          <label className="field"><span>{t('localDecisionDate')}</span><DateInput value={draft.content.localDecisionDate} onChange={(localDecisionDate) => { draft.change({ localDecisionDate }); }} /></label>
        </div>
        <ProblemBox error={draft.problem} retry={() => void draft.save()} />
        {draft.held > 0 && <p className="soft small">{t('held', { count: draft.held })}</p>}
        <Grid label={t('items')} columns={columns} rows={draft.content.rows} heading={({ key }) => key} marks={marks} newRow={newRow} onRow={setRow} goTo={goTo}
          onChange={(rows) => { draft.change({ rows }); }} undo={draft.undo} redo={draft.redo} />
      </Section>
      <div className="columns">
        <Section title={shown === findings ? t('findings') : `${t('findings')} · ${t('findingsOf', { item: row ?? '' })}`}>
          <Refusals of={draft.refused} onRow={(key) => { setGoTo({ key }); }} />
          <div aria-live="polite"><Findings findings={shown.slice(0, 60)} showItem onItem={(key) => { setGoTo({ key }); }} /></div>
          {draft.stored.rulebookVersion && <p className="soft small">{t('rulebook', { version: draft.stored.rulebookVersion })}</p>}
        </Section>
        <Section title={t('bySource')}><Totals rows={draft.content.rows} sources={catalogue.sources} /></Section>
      </div>
    </>
  );
}

/** What the service says is wrong in cells, with the way to them. */
function Refusals({ of, onRow }: { of: ReadonlyMap<string, Record<string, string>>; onRow: (key: string) => void }) {
  const t = useTexts(texts);
  if (!of.size) return null;
  return (
    <ul className="findings" aria-label={t('message')}>
      {[...of].slice(0, 60).map(([key, cells]) => (
        <li key={key} className="finding block"><button type="button" className="link" onClick={() => { onRow(key); }}>{key}</button> {Object.values(cells).join(' ')}</li>
      ))}
    </ul>
  );
}

/** Two people edited one plan: what differs, and the choice. */
function Conflict({ name, mine, columns, onChoose }: { name: string; mine: Parameters<typeof Differences>[0]['after']; columns: Parameters<typeof Differences>[0]['columns']; onChoose: (theirs: Plan, keepMine: boolean) => void }) {
  const t = useTexts(texts);
  // A key of its own: never the plan that was read before.
  const query = useGet('/v1/plans/{plan}', { path: { plan: idOf(name) }, query: { revision: 0 } }, { staleTime: 0 });
  return (
    <Section title={t('conflict')}>
      <p>{t('conflictLead')}</p>
      <Loaded query={query}>
        {({ plan: theirs }) => theirs && (
          <>
            <Differences before={contentOf(theirs).rows} after={mine} columns={columns} caption={`${t('theirs')} → ${t('mine')}`} />
            <div className="actions">
              <Button type="primary" onClick={() => { onChoose(theirs, true); }}>{t('keepMine')}</Button>
              <Button onClick={() => { onChoose(theirs, false); }}>{t('takeTheirs')}</Button>
            </div>
          </>
        )}
      </Loaded>
    </Section>
  );
}
