// Home of the planning officer.
import { Section } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { texts } from './texts';

export default function PlansHome() {
  const t = useTexts(texts);
  return <Section title={t('plans')}>{t('plansLead')}</Section>;
}
