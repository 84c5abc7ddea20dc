// The terms of a round: method, envelopes, ranks, minimums.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNames, useProvinces } from '../../api/reference';
import { useYear } from '../../design/year';
import { MoneyInput } from '../../design/money';
import { usePick, useTexts } from '../../i18n/language';
import { type Choice, Field, SelectField, TextField } from './fields';
import { type Selector, type Terms, everything } from './terms';
import { methodTexts, texts } from './texts';
import type { Method } from './types';

const methods: Method[] = ['METHOD_PROPORTIONAL', 'METHOD_AS_REQUESTED', 'METHOD_BY_PRIORITY', 'METHOD_WATER_FILLING'];

interface FormProps { id: string; programme: string; terms: Terms; onChange: (terms: Terms) => void }

export function TermsForm({ id, programme, terms, onChange }: FormProps) {
  const t = useTexts(texts);
  const method = useTexts(methodTexts);
  const rows = { id, programme };
  return (
    <div className="terms">
      <Field id={`${id}-method`} label={t('method')}>
        <select id={`${id}-method`} value={terms.method} onChange={(event) => { onChange({ ...terms, method: event.target.value as Method }); }}>
          {methods.map((one) => <option key={one} value={one}>{method(one)}</option>)}
        </select>
      </Field>
      <Rows {...rows} kind="envelope" add={t('addEnvelope')} all={terms.envelopes} fresh={{ ...everything, amountVnd: '', thisRoundOnly: false }} onChange={(envelopes) => { onChange({ ...terms, envelopes }); }}>
        {(row, put, rowId) => (
          <>
            <Field id={`${rowId}-amount`} label={t('amount')}><MoneyInput id={`${rowId}-amount`} value={row.amountVnd} onChange={(amountVnd) => { put({ amountVnd }); }} /></Field>
            <label><input type="checkbox" checked={row.thisRoundOnly} onChange={(event) => { put({ thisRoundOnly: event.target.checked }); }} /> {t('thisRoundOnly')}</label>
          </>
        )}
      </Rows>
      {terms.method === 'METHOD_BY_PRIORITY' && (
        <Rows {...rows} kind="priority" add={t('addPriority')} all={terms.priorities} fresh={{ ...everything, rank: '1' }} onChange={(priorities) => { onChange({ ...terms, priorities }); }}>
          {(row, put, rowId) => <TextField id={`${rowId}-rank`} label={t('rank')} value={row.rank} onChange={(rank) => { put({ rank }); }} />}
        </Rows>
      )}
      {terms.method === 'METHOD_WATER_FILLING' && (
        <Rows {...rows} kind="guarantee" add={t('addGuarantee')} all={terms.guarantees} fresh={{ ...everything, minimumVnd: '', minimumBasisPoints: '' }} onChange={(guarantees) => { onChange({ ...terms, guarantees }); }}>
          {(row, put, rowId) => (
            <>
              <Field id={`${rowId}-minimum`} label={t('minimum')}><MoneyInput id={`${rowId}-minimum`} value={row.minimumVnd} onChange={(minimumVnd) => { put({ minimumVnd }); }} /></Field>
              <TextField id={`${rowId}-share`} label={t('minimumShare')} value={row.minimumBasisPoints} onChange={(minimumBasisPoints) => { put({ minimumBasisPoints }); }} />
            </>
          )}
        </Rows>
      )}
    </div>
  );
}

interface RowsProps<R extends Selector> {
  id: string;
  programme: string;
  kind: 'envelope' | 'priority' | 'guarantee';
  add: string;
  all: R[];
  fresh: R;
  onChange: (rows: R[]) => void;
  children: (row: R, put: (part: Partial<R>) => void, rowId: string) => ReactNode;
}

/** Rows that each mean some lines of a round; what is left open means all. */
function Rows<R extends Selector>({ id, programme, kind, add, all, fresh, onChange, children }: RowsProps<R>) {
  const t = useTexts(texts);
  const pick = usePick();
  const { sources, projects, agencies, project } = useNames(programme);
  const provinces = (useProvinces(useYear().year).data?.provinces ?? []).map((one) => ({ value: one.code, label: pick(one.titleVi, one.titleEn) }));
  const choices: [keyof Selector, string, Choice[]][] = [
    ['source', t('source'), sources.filter((one) => one.kind !== 'SOURCE_KIND_ENTERPRISE').map((one) => ({ value: one.id, label: pick(one.titleVi, one.titleEn) }))],
    ['componentProject', t('project'), projects.map((one) => ({ value: one.name, label: project(one.name) }))],
    ['holder', t('holder'), agencies.filter((one) => one.kind === 'AGENCY_KIND_MINISTRY' || one.kind === 'AGENCY_KIND_DEPARTMENT').map((one) => ({ value: one.name, label: pick(one.titleVi, one.titleEn) }))],
  ];
  return (
    <>
      {all.map((row, index) => {
        const put = (part: Partial<R>) => { onChange(all.map((one, place) => (place === index ? { ...one, ...part } : one))); };
        const rowId = `${id}-${kind}-${index}`;
        return (
          <fieldset key={index} className="terms-row">
            <legend>{t(kind, { n: index + 1 })}</legend>
            {choices.map(([part, label, options]) => <SelectField key={part} id={`${rowId}-${part}`} label={label} value={row[part]} choices={options} empty={t('all')} onChange={(value) => { put({ [part]: value } as Partial<R>); }} />)}
            <SelectField id={`${rowId}-province`} label={t('province')} value={row.provinceCode} choices={provinces} empty={t('all')} onChange={(value) => { put({ provinceCode: value } as Partial<R>); }} />
            {children(row, put, rowId)}
            <Button size="small" onClick={() => { onChange(all.filter((_, place) => place !== index)); }}>{t('remove')}</Button>
          </fieldset>
        );
      })}
      <Button size="small" onClick={() => { onChange([...all, fresh]); }}>{add}</Button>{' '}
    </>
  );
}
