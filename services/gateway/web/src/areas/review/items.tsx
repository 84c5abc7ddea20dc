// The items of a plan, and one of them opened beside the table with its remark and its cut.
import { Button, Drawer, Input } from 'antd';
import { idOf } from '../../api/client';
import { useReference } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { type Column, DataTable } from '../../design/datatable';
import { Findings, SeverityTag, worstOf } from '../../design/findings';
import { Facts } from '../../design/layout';
import { Money, MoneyInput } from '../../design/money';
import { RemarkList } from '../../design/remarks';
import { formatDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import type { Draft } from './draft';
import type { Plan, PlanItem } from './state';
import { approvedOf, requestedOf, sumOf } from './sums';
import { texts } from './texts';

export function ItemTable({ plan, draft, onOpen }: { plan: Plan; draft: Draft; onOpen: (itemId: string) => void }) {
  const t = useTexts(texts);
  const { project, activity } = useNames(plan.programme);
  const sums = sumOf(plan.items);
  const remark = (item: PlanItem) => draft.remarks[item.itemId] ?? item.remark;
  const cut = (item: PlanItem) => draft.cuts[item.itemId]?.approvedVnd;
  const approved = plan.state === 'STATE_APPROVED';
  const columns: Column<PlanItem>[] = [
    { key: 'item', title: t('item'), value: (item) => item.itemId, render: (item) => <button type="button" className="link" aria-label={t('openItem', { item: item.itemId })} onClick={() => { onOpen(item.itemId); }}>{item.itemId}</button> },
    { key: 'content', title: t('content'), width: '14rem', value: (item) => item.title },
    { key: 'activity', title: t('activity'), width: '10rem', value: (item) => activity(item.activity) },
    { key: 'project', title: t('project'), width: '10rem', value: (item) => project(item.componentProject) },
    { key: 'eligible', title: t('eligible'), numeric: true, value: (item) => toDong(item.eligibleCostVnd), render: (item) => <Money amount={item.eligibleCostVnd} /> },
    { key: 'requested', title: t('requested'), numeric: true, value: requestedOf, render: (item) => <Money amount={requestedOf(item)} />, total: <Money amount={sums.requested} /> },
    { key: 'admissible', title: t('admissible'), numeric: true, value: (item) => toDong(item.admissibleVnd), render: (item) => <Capped item={item} />, total: <Money amount={sums.admissible} /> },
    ...(approved ? [{ key: 'approved', title: t('approved'), numeric: true, value: approvedOf, render: (item: PlanItem) => <Money amount={approvedOf(item)} />, total: <Money amount={sums.approved} /> }] : []),
    ...(plan.items.some(cut) ? [{ key: 'cut', title: t('cut'), numeric: true, value: (item: PlanItem) => (/^\d+$/.test(cut(item) ?? '') ? BigInt(cut(item) ?? 0) : ''), render: (item: PlanItem) => (/^\d+$/.test(cut(item) ?? '') ? <Money amount={cut(item)} strong /> : cut(item)) }] : []),
    { key: 'found', title: t('found'), value: (item) => item.findings.length, render: (item) => { const worst = worstOf(item.findings); return worst && <SeverityTag severity={worst} />; } },
    { key: 'remark', title: t('remark'), width: '9rem', value: remark },
  ];
  return <DataTable caption={t('items')} columns={columns} rows={plan.items} rowKey={(item) => item.itemId} />;
}

/** What the rules leave, strong where it is less than was asked for. */
function Capped({ item }: { item: PlanItem }) {
  return <Money amount={item.admissibleVnd} strong={toDong(item.admissibleVnd) < requestedOf(item)} />;
}

interface PanelProps { plan: Plan; item: PlanItem; mayRemark: boolean; mayCut: boolean; draft: Draft; onChange: (draft: Draft) => void; onClose: () => void }

export function ItemPanel({ plan, item, mayRemark, mayCut, draft, onChange, onClose }: PanelProps) {
  const t = useTexts(texts);
  const { project, activity, source } = useNames(plan.programme);
  const establishments = new Map(useReference('/v1/establishments', { query: { provinceCode: plan.provinceCode, pageSize: 1000 } }, item.establishment !== '').data?.establishments.map((one) => [one.name, `${one.title} (${one.taxCode})`]));
  const remarks = plan.remarks.filter(({ itemId }) => itemId === item.itemId);
  const cut = draft.cuts[item.itemId] ?? { approvedVnd: '', reason: '' };
  const setCut = (part: Partial<typeof cut>) => { onChange({ ...draft, cuts: { ...draft.cuts, [item.itemId]: { ...cut, ...part } } }); };
  return (
    <Drawer open size={520} onClose={onClose} title={t('itemTitle', { item: item.itemId })} footer={<Button type="primary" onClick={onClose}>{t('done')}</Button>}>
      <p><strong>{item.title}</strong></p>
      <Facts facts={[
        [t('activity'), activity(item.activity)],
        [t('project'), project(item.componentProject)],
        [t('quantity'), item.quantity],
        item.establishment !== '' && [t('establishment'), establishments.get(item.establishment) ?? idOf(item.establishment)],
        item.scheduledDate !== '' && [t('scheduled'), formatDate(item.scheduledDate)],
        [t('eligible'), <Money key="eligible" amount={item.eligibleCostVnd} />],
        ...item.requested.map((one) => [`${t('requested')}: ${source(one.source)}`, <Money key={one.source} amount={one.amountVnd} />] as const),
        [t('admissible'), <Capped key="admissible" item={item} />],
        ...item.approved.map((one) => [`${t('approved')}: ${source(one.source)}`, <Money key={one.source} amount={one.amountVnd} />] as const),
      ]} />
      <h3>{t('findings')}</h3>
      <Findings findings={item.findings} />
      {remarks.length > 0 ? <><h3>{t('remark')}</h3><RemarkList remarks={remarks} /></> : item.remark && <><h3>{t('remark')}</h3><p className="note">{item.remark}</p></>}
      {mayCut && (
        <>
          <div><label htmlFor="cut">{t('cutLabel')}</label><MoneyInput id="cut" value={cut.approvedVnd} onChange={(approvedVnd) => { setCut({ approvedVnd }); }} /></div>
          {cut.approvedVnd !== '' && <p><label htmlFor="cut-reason">{t('cutReason')}</label><Input.TextArea id="cut-reason" rows={2} maxLength={1000} value={cut.reason} onChange={(event) => { setCut({ reason: event.target.value }); }} /></p>}
        </>
      )}
      {mayRemark && <p><label htmlFor="remark">{t('remarkLabel')}</label><Input.TextArea id="remark" rows={3} maxLength={1000} value={draft.remarks[item.itemId] ?? ''} onChange={(event) => { onChange({ ...draft, remarks: { ...draft.remarks, [item.itemId]: event.target.value } }); }} /></p>}
    </Drawer>
  );
}
