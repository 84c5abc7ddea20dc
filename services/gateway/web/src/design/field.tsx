// A label over a field, the same in every form; plain inputs, which every keyboard and screen reader knows.
import { Input } from 'antd';
import type { ReactNode } from 'react';

export function Field({ label, help, children }: { label: string; help?: string; children: ReactNode }) {
  return <label className="field"><span>{label}</span>{children}{help && <span className="soft small">{help}</span>}</label>;
}

interface TextProps { label: string; value: string; onChange: (value: string) => void; help?: string; maxLength?: number; long?: boolean }

export function TextField({ label, value, onChange, help, maxLength = 500, long = false }: TextProps) {
  const given = { maxLength, value, onChange: (event: { target: { value: string } }) => { onChange(event.target.value); } };
  return <Field label={label} help={help}>{long ? <Input.TextArea rows={2} {...given} /> : <Input autoComplete="off" {...given} />}</Field>;
}

/** Value and what is shown for it; `empty` is offered first, with the empty value. */
export function SelectField<V extends string>({ label, value, choices, onChange, empty }: { label: string; value: V | ''; choices: readonly (readonly [V, string])[]; onChange: (value: V) => void; empty?: string }) {
  return (
    <Field label={label}>
      <select value={value} onChange={(event) => { onChange(event.target.value as V); }}>
        {empty !== undefined && <option value="">{empty}</option>}
        {choices.map(([one, shown]) => <option key={one} value={one}>{shown}</option>)}
      </select>
    </Field>
  );
}
