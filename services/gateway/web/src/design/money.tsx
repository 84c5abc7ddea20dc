// Money shown and typed: 1.234.567.890 ₫, with a reading in words.
import { Input } from 'antd';
import { useState } from 'react';
import { useLanguage, useTexts } from '../i18n/language';
import { type Amount, formatDong, groupDigits, parseDong, toDong } from '../money/dong';
import { inWords } from '../money/words';
import { texts } from './texts';

/** An amount. `words` adds the reading underneath. Absent amounts are a dash. */
export function Money({ amount, words = false, strong = false }: { amount: Amount; words?: boolean; strong?: boolean }) {
  const { language } = useLanguage();
  if (amount === undefined || amount === null) return <span className="soft">–</span>;
  const figure = <span className="figures">{formatDong(amount, language)}</span>;
  return (
    <>
      {strong ? <strong>{figure}</strong> : figure}
      {words && <span className="in-words">{inWords(toDong(amount), language)}</span>}
    </>
  );
}

interface MoneyInputProps {
  /** Whole dong as the contract writes it; empty when nothing was typed. */
  value?: string;
  onChange?: (value: string) => void;
  id?: string;
  disabled?: boolean;
  'aria-label'?: string;
  'aria-describedby'?: string;
}

/** Takes what people type and paste ("1.234.567", "1,234,567 đ"); says at once when it is no amount. For use in Form.Item. */
export function MoneyInput({ value = '', onChange, id, disabled, ...aria }: MoneyInputProps) {
  const { language } = useLanguage();
  const t = useTexts(texts);
  const [typed, setTyped] = useState<string | null>(null);
  const amount = /^\d+$/.test(value) ? BigInt(value) : null;
  const shown = typed ?? (amount === null ? value : groupDigits(amount, language));
  const wrong = typed !== null && typed.trim() !== '' && parseDong(typed) === null;
  return (
    <div>
      <Input id={id} {...aria} disabled={disabled} inputMode="numeric" autoComplete="off" suffix="₫" className="figures"
        status={wrong ? 'error' : ''} value={shown}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text);
          const read = parseDong(text);
          onChange?.(text.trim() === '' ? '' : read === null ? text : read.toString());
        }}
        onBlur={() => { if (!wrong) setTyped(null); }} />
      <span className={wrong ? 'in-words wrong' : 'in-words'} aria-live="polite">
        {wrong ? t('notAmount') : amount !== null ? inWords(amount, language) : '\u00a0'}
      </span>
    </div>
  );
}

/** Rule for Form.Item: a whole amount of at least 1 dong. */
export function useAmountRule() {
  const t = useTexts(texts);
  return { validator: (_: unknown, value?: string) => (/^[1-9]\d*$/.test(value ?? '') ? Promise.resolve() : Promise.reject(new Error(value ? t('notAmount') : t('required')))) };
}
