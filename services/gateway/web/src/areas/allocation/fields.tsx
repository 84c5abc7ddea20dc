// Fields of this area's forms: plain labels around plain inputs, which every keyboard and screen reader knows.
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/language';
import { texts } from './texts';

export function Field({ id, label, help, children }: { id: string; label: string; help?: string; children: ReactNode }) {
  return <div className="form-field"><label htmlFor={id}>{label}</label>{children}{help && <span className="soft small">{help}</span>}</div>;
}

export function TextField({ id, label, value, onChange, help, long = false }: { id: string; label: string; value: string; onChange: (value: string) => void; help?: string; long?: boolean }) {
  return (
    <Field id={id} label={label} help={help}>
      {long ? <Input.TextArea id={id} rows={2} maxLength={1000} value={value} onChange={(event) => { onChange(event.target.value); }} />
        : <Input id={id} maxLength={300} autoComplete="off" value={value} onChange={(event) => { onChange(event.target.value); }} />}
    </Field>
  );
}

export interface Choice { value: string; label: string }
export function SelectField({ id, label, value, choices, onChange, empty }: { id: string; label: string; value: string; choices: readonly Choice[]; onChange: (value: string) => void; empty?: string }) {
  const t = useTexts(texts);
  return (
    <Field id={id} label={label}>
      <select id={id} value={value} onChange={(event) => { onChange(event.target.value); }}>
        <option value="">{empty ?? t('choose')}</option>
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </select>
    </Field>
  );
}
