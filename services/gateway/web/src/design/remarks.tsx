// Remarks that returned a plan, each with its answer: the same list for whoever answers and whoever asked.
import type { ReactNode } from 'react';
import type { Schema } from '../api/client';
import { formatTime } from '../i18n/dates';
import { useTexts } from '../i18n/language';
import { texts } from './texts';

export type Remark = Schema<'registration.v1.PlanRemark'>;

/** The remarks of the latest return that had any. */
export function latestRemarks(remarks: readonly Remark[]): Remark[] {
  const last = Math.max(0, ...remarks.map(({ revision }) => revision));
  return remarks.filter(({ revision }) => revision === last);
}

interface RemarkListProps {
  remarks: readonly Remark[];
  onItem?: (itemId: string) => void;
  /** What stands where an answer is missing. */
  answer?: (remark: Remark) => ReactNode;
}

export function RemarkList({ remarks, onItem, answer }: RemarkListProps) {
  const t = useTexts(texts);
  return (
    <ul className="findings" aria-label={t('remarks')}>
      {remarks.map((remark) => (
        <li key={remark.number} className={`finding ${remark.answerTime ? 'info' : 'cap'}`}>
          <p>
            {onItem ? <button type="button" className="link" onClick={() => { onItem(remark.itemId); }}>{remark.itemId}</button> : <strong>{remark.itemId}</strong>}{' '}
            <span className="soft small">{t('remarkBy', { who: remark.authorName, time: formatTime(remark.time), revision: remark.revision })}</span>
          </p>
          <p className="note">{remark.remark}</p>
          {remark.answerTime
            ? <><p className="soft small">{t('answeredBy', { who: remark.answererName, time: formatTime(remark.answerTime) })}</p><p className="note answer">{remark.answer}</p></>
            : answer?.(remark) ?? <p className="soft">{t('unanswered')}</p>}
        </li>
      ))}
    </ul>
  );
}
