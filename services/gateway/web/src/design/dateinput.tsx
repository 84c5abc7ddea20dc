// A date typed as dd/mm/yyyy. A plain field: quicker than a calendar for people who copy dates from documents.
import { Input } from 'antd';
import { useState } from 'react';
import { formatDate, parseDate } from '../i18n/dates';
import { useTexts } from '../i18n/language';
import { texts } from './texts';

interface DateInputProps {
  /** ISO 8601 date; what is no date is passed on as typed, so that rules can refuse it. */
  value?: string;
  onChange?: (value: string) => void;
  id?: string;
  'aria-label'?: string;
}

export function DateInput({ value = '', onChange, id, ...aria }: DateInputProps) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && typed.trim() !== '' && parseDate(typed) === null;
  return (
    <div>
      <Input id={id} {...aria} placeholder="dd/mm/yyyy" autoComplete="off" className="figures" status={wrong ? 'error' : ''}
        value={typed ?? (formatDate(value) || value)}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange?.(event.target.value.trim() === '' ? '' : parseDate(event.target.value) ?? event.target.value);
        }}
        onBlur={() => { if (!wrong) setTyped(null); }} />
      {wrong && <span className="in-words wrong">{t('notDate')}</span>}
    </div>
  );
}

/** Rule for Form.Item: a day of the calendar, or nothing when `optional`. */
export function useDateRule(optional = false) {
  const t = useTexts(texts);
  return { validator: (_: unknown, value?: string) => (!value ? (optional ? Promise.resolve() : Promise.reject(new Error(t('required')))) : parseDate(value) ? Promise.resolve() : Promise.reject(new Error(t('notDate')))) };
}
