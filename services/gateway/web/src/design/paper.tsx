// Decisions and reports on paper: the head and the foot that Vietnamese documents have. Seen only when the page is printed.
import { type ReactNode, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { useGet } from '../api/hooks';
import { useTexts } from '../i18n/language';
import { texts } from './texts';

interface PaperHeadProps {
  /** Who issues it, for example "Bộ Tài chính". */
  agency: string;
  /** Number of the decision; dots to be filled in when absent. */
  number?: string;
  /** ISO 8601 date of the document; dots when absent. */
  date?: string;
  /** Where it is signed; dots when absent. */
  place?: string;
  /** Kind of the document, for example "Quyết định". */
  kind: string;
  /** What it is about. */
  about: string;
  /** Known to be invented; a system whose clock can be moved is a demonstration anyway. */
  illustrative?: boolean;
}

export function PaperHead({ agency, number, date, place, kind, about, illustrative = false }: PaperHeadProps) {
  const t = useTexts(texts);
  const clock = useGet('/v1/clock', {}, { staleTime: 60_000 });
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  const dots = '……';
  return (
    <div className="paper-only paper-head">
      {(illustrative || clock.data?.movable) && <p className="paper-mark">{t('paperIllustrative')}</p>}
      <div className="paper-columns">
        <div><p><strong>{agency}</strong></p><p>{t('paperNumber', { number: number || dots })}</p></div>
        <div><p><strong>{t('paperCountry')}</strong></p><p><strong className="motto">{t('paperMotto')}</strong></p>
          <p><em>{t('paperDate', { place: place || dots, day: day || dots, month: month || dots, year: year || dots })}</em></p></div>
      </div>
      <p className="paper-kind">{kind}</p>
      <p className="paper-about">{about}</p>
    </div>
  );
}

/** `signers`: titles of those who sign, left to right; the last one issues the document. */
export function PaperFoot({ signers, receivers }: { signers: string[]; receivers?: string[] }) {
  const t = useTexts(texts);
  return (
    <div className="paper-only paper-foot">
      <div className="paper-columns">
        {receivers && <div className="receivers"><p><strong><em>{t('paperReceivers')}</em></strong></p>{receivers.map((one) => <p key={one}>- {one};</p>)}<p>- {t('paperFiled')}.</p></div>}
        {signers.map((signer) => <div key={signer}><p><strong>{signer}</strong></p><p><em>{t('paperSign')}</em></p><div className="paper-space" /></div>)}
      </div>
      <p className="small">{t('paperPrinted')}</p>
    </div>
  );
}

const media = () => window.matchMedia('print');
/** True while the page is printed: what is built only in sight is built whole then. */
export function usePrinting(): boolean {
  return useSyncExternalStore((changed) => {
    const query = media();
    const listener = () => { flushSync(changed); };
    query.addEventListener('change', listener);
    return () => { query.removeEventListener('change', listener); };
  }, () => media().matches);
}

/** Keeps its content off the paper. */
export const NotOnPaper = ({ when = true, children }: { when?: boolean; children: ReactNode }) => <div className={when ? 'not-on-paper' : undefined}>{children}</div>;
