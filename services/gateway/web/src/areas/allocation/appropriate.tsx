// Dialogs that record appropriations and frameworks and release reserves.
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { Decision } from '../../design/confirm';
import { DateInput } from '../../design/dateinput';
import { MoneyInput } from '../../design/money';
import { useLanguage, usePick, useTexts } from '../../i18n/language';
import { formatDong } from '../../money/dong';
import { Field, SelectField, TextField } from './fields';
import { appropriationKindTexts, texts } from './texts';
import type { Appropriation, Framework } from './types';

/** Sources that are paid out, and who may hold them. */
function useScopes(programme: string) {
  const pick = usePick();
  const { sources, agencies } = useNames(programme);
  return {
    sources: sources.filter(({ kind }) => kind !== 'SOURCE_KIND_ENTERPRISE').map((one) => ({ value: one.id, label: pick(one.titleVi, one.titleEn) })),
    donors: new Set(sources.filter(({ kind }) => kind === 'SOURCE_KIND_DONOR_GRANT').map(({ id }) => id)),
    holders: agencies.filter(({ kind }) => kind === 'AGENCY_KIND_MINISTRY' || kind === 'AGENCY_KIND_DEPARTMENT').map((one) => ({ value: one.name, label: pick(one.titleVi, one.titleEn) })),
  };
}

const kinds = ['KIND_ORIGINAL', 'KIND_SUPPLEMENT', 'KIND_CUT'] as const;

export function RecordDialog({ year, programme, onClose }: { year: number; programme: string; onClose: () => void }) {
  const t = useTexts(texts);
  const kindText = useTexts(appropriationKindTexts);
  const { sources, holders, donors } = useScopes(programme);
  const create = useChange('post', '/v1/appropriations');
  const [form, setForm] = useState({ source: '', holder: '', kind: 'KIND_ORIGINAL', amountVnd: '', reserveVnd: '', decisionNumber: '', decisionDate: '', reason: '', currency: '', foreignAmountMinor: '', exchangeRate: '', exchangeRateDate: '' });
  const put = (part: Partial<typeof form>) => { setForm({ ...form, ...part }); };
  const confirm = () => {
    const { kind, amountVnd, reserveVnd, currency, foreignAmountMinor, exchangeRate, exchangeRateDate, ...plain } = form;
    const grant = currency ? { currency, foreignAmountMinor, exchangeRate, exchangeRateDate } : {};
    return create.mutateAsync({ body: { appropriation: { ...plain, ...grant, programme, budgetYear: year, kind: kind as Appropriation['kind'], ...(amountVnd && { amountVnd }), ...(reserveVnd && { reserveVnd }) } } });
  };
  return (
    <Decision open title={`${t('recordTitle')} ${year}`} action={t('recordAction')} onClose={onClose} onConfirm={confirm} disabled={!form.source || !form.holder || !form.decisionNumber || (!form.amountVnd && !form.currency)}>
      <p>{t('recordWhat')}</p>
      <SelectField id="kind" label={t('kind')} value={form.kind} choices={kinds.map((one) => ({ value: one, label: kindText(one) }))} onChange={(kind) => { put({ kind }); }} />
      <SelectField id="source" label={t('source')} value={form.source} choices={sources} onChange={(source) => { put({ source }); }} />
      <SelectField id="holder" label={t('holder')} value={form.holder} choices={holders} onChange={(holder) => { put({ holder }); }} />
      <Field id="amount" label={t(donors.has(form.source) ? 'amountOrForeign' : 'amount')}><MoneyInput id="amount" value={form.amountVnd} onChange={(amountVnd) => { put({ amountVnd }); }} /></Field>
      {donors.has(form.source) && (
        <>
          <TextField id="currency" label={t('currency')} value={form.currency} onChange={(currency) => { put({ currency: currency.toUpperCase() }); }} />
          {form.currency && (
            <>
              <TextField id="foreign" label={t('foreign')} value={form.foreignAmountMinor} onChange={(foreignAmountMinor) => { put({ foreignAmountMinor }); }} />
              <TextField id="rate" label={t('rate')} value={form.exchangeRate} onChange={(exchangeRate) => { put({ exchangeRate }); }} />
              <Field id="rate-date" label={t('rateDate')}><DateInput id="rate-date" value={form.exchangeRateDate} onChange={(exchangeRateDate) => { put({ exchangeRateDate }); }} /></Field>
            </>
          )}
        </>
      )}
      {form.kind !== 'KIND_CUT' && <Field id="reserve" label={t('reserve')}><MoneyInput id="reserve" value={form.reserveVnd} onChange={(reserveVnd) => { put({ reserveVnd }); }} /></Field>}
      <TextField id="decision" label={t('decisionNumber')} help={t('decisionHint')} value={form.decisionNumber} onChange={(decisionNumber) => { put({ decisionNumber }); }} />
      <Field id="decision-date" label={t('decisionDate')}><DateInput id="decision-date" value={form.decisionDate} onChange={(decisionDate) => { put({ decisionDate }); }} /></Field>
      {form.kind !== 'KIND_ORIGINAL' && <TextField id="reason" long label={t('reason')} value={form.reason} onChange={(reason) => { put({ reason }); }} />}
    </Decision>
  );
}

export function ReleaseDialog({ appropriation, onClose }: { appropriation: Appropriation; onClose: () => void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const release = useChange('post', '/v1/appropriations/{appropriation}:releaseReserve');
  const [form, setForm] = useState({ amountVnd: '', decisionNumber: '', reason: '' });
  return (
    <Decision open title={t('releaseTitle')} action={t('releaseAction')} onClose={onClose} disabled={!form.amountVnd || !form.decisionNumber}
      onConfirm={() => release.mutateAsync({ path: { appropriation: idOf(appropriation.name) }, body: form })}>
      <p>{t('releaseWhat', { held: formatDong(appropriation.reserveHeldVnd, language) })}</p>
      <Field id="amount" label={t('amount')}><MoneyInput id="amount" value={form.amountVnd} onChange={(amountVnd) => { setForm({ ...form, amountVnd }); }} /></Field>
      <TextField id="decision" label={t('decisionNumber')} help={t('decisionHint')} value={form.decisionNumber} onChange={(decisionNumber) => { setForm({ ...form, decisionNumber }); }} />
      <TextField id="reason" long label={t('reason')} value={form.reason} onChange={(reason) => { setForm({ ...form, reason }); }} />
    </Decision>
  );
}

export function FrameworkDialog({ year, programme, known, onClose }: { year: number; programme: string; known: Framework[]; onClose: () => void }) {
  const t = useTexts(texts);
  const { sources, holders } = useScopes(programme);
  const { source, agency } = useNames(programme);
  const create = useChange('post', '/v1/frameworks');
  const [form, setForm] = useState({ source: '', holder: '', firstYear: String(year), lastYear: String(year), amountVnd: '', decisionNumber: '', decisionDate: '', replaces: '' });
  const put = (part: Partial<typeof form>) => { setForm({ ...form, ...part }); };
  const confirm = () => create.mutateAsync({ body: { framework: { ...form, programme, firstYear: Number(form.firstYear), lastYear: Number(form.lastYear) } } });
  return (
    <Decision open title={t('frameworkTitle')} action={t('frameworkAction')} onClose={onClose} onConfirm={confirm} disabled={!form.amountVnd || !form.decisionNumber || !/^\d{4}$/.test(form.firstYear) || !/^\d{4}$/.test(form.lastYear)}>
      <p>{t('frameworkWhat')}</p>
      <TextField id="first-year" label={t('firstYear')} value={form.firstYear} onChange={(firstYear) => { put({ firstYear }); }} />
      <TextField id="last-year" label={t('lastYear')} value={form.lastYear} onChange={(lastYear) => { put({ lastYear }); }} />
      <SelectField id="source" label={t('source')} value={form.source} choices={sources} empty={t('all')} onChange={(source) => { put({ source }); }} />
      <SelectField id="holder" label={t('holder')} value={form.holder} choices={holders} empty={t('all')} onChange={(holder) => { put({ holder }); }} />
      <Field id="amount" label={t('ceiling')}><MoneyInput id="amount" value={form.amountVnd} onChange={(amountVnd) => { put({ amountVnd }); }} /></Field>
      <TextField id="decision" label={t('decisionNumber')} help={t('decisionHint')} value={form.decisionNumber} onChange={(decisionNumber) => { put({ decisionNumber }); }} />
      <Field id="decision-date" label={t('decisionDate')}><DateInput id="decision-date" value={form.decisionDate} onChange={(decisionDate) => { put({ decisionDate }); }} /></Field>
      {known.length > 0 && <SelectField id="replaces" label={t('replaces')} value={form.replaces} empty={t('none')} onChange={(replaces) => { put({ replaces }); }}
        choices={known.map((one) => ({ value: one.name, label: [`${one.firstYear}–${one.lastYear}`, one.source && source(one.source), one.holder && agency(one.holder), one.decisionNumber].filter(Boolean).join(' · ') }))} />}
    </Decision>
  );
}
