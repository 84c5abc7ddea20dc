// The public figures: for anybody, without personal data.
import { useState } from 'react';
import { useGet } from '../../api/hooks';
import { Loaded, PageHeader, Section } from '../../design/layout';
import { UsageTable, UsageTiles } from '../../design/usage';
import { useTexts } from '../../i18n/language';
import { texts } from '../../design/usagetexts';

export default function PublicPage() {
  const t = useTexts(texts);
  const [year, setYear] = useState(0);
  const all = useGet('/v1/public/usage', {});
  const usage = useGet('/v1/public/usage', year ? { query: { budgetYear: year } } : {});
  const years = (all.data?.byYear ?? []).map((row) => row.keys[0] ?? '').filter(Boolean);
  const choice = (
    <label>
      {t('year')}{' '}
      <select value={year} onChange={(event) => { setYear(Number(event.target.value)); }}>
        <option value={0}>{t('allYears')}</option>
        {years.map((one) => <option key={one} value={one}>{one}</option>)}
      </select>
    </label>
  );
  return (
    <>
      <PageHeader title={t('title')} extra={choice}>{t('lead')}</PageHeader>
      <Loaded query={usage}>
        {(data) => (
          <div id="public-usage">
            <UsageTiles total={data.total} />
            {data.total?.illustrative && <p className="notice">{t('illustrative')}</p>}
            <Section title={t('bySource')}><UsageTable caption={t('bySource')} rows={data.bySource} total={data.total} /></Section>
            <Section title={t('byProject')}><UsageTable caption={t('byProject')} rows={data.byProject} /></Section>
            <Section title={t('byProvince')}><UsageTable caption={t('byProvince')} rows={data.byProvince} /></Section>
            <Section title={t('byYear')}><UsageTable caption={t('byYear')} rows={data.byYear} /></Section>
            <p className="soft small">{t('position', { position: data.position })}</p>
          </div>
        )}
      </Loaded>
    </>
  );
}
