// The decade 2010–2020 from a seed: who planned what in which year, so that every total is exactly the published one.
// The split below the published totals is invented and marked illustrative.
import { fileURLToPath } from 'node:url';
import { readCsv } from '../lib/csv.mjs';
import { split } from '../lib/money.mjs';
import { anySector, assessment, companyName, danish, lamDong, office, provincial } from './catalogue.mjs';
import { randomFrom } from './random.mjs';

const million = 1_000_000;
export const firstYear = 2010;
export const lastYear = 2020;
const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);
const reference = (name) => readCsv(fileURLToPath(new URL(`../../deploy/reference-data/${name}`, import.meta.url)));

const totalOf = (source) => Number(reference('strategy_budget_totals.csv').find((row) => row.source_of_funds === source).amount_vnd);
export const published = {
  central: totalOf('central'), local: totalOf('local'), denmark: totalOf('denmark'),
  provinces: Number(/\d+/.exec(reference('strategy_budget_totals.csv').find((row) => row.source_of_funds === 'local').scope)[0]),
};
export const publishedResults = () => reference('published_results.csv');

/** The 41 provinces: those whose plans are known, and others by the seed. */
function chooseProvinces(random) {
  const all = reference('provinces.csv');
  const known = new Set(reference('provincial_plans.csv').map(({ province_code: code }) => code));
  const others = random.some(all.filter(({ code }) => !known.has(code)), published.provinces - known.size).map(({ code }) => code);
  return all.filter(({ code }) => known.has(code) || others.includes(code)).map(({ code, title_vi: nameVi, title_en: nameEn }) => ({ code, nameVi, nameEn }));
}

/** Makes items of one plan, numbering them and inventing the establishments that they support. */
class ItemMaker {
  constructor(random, province, year) {
    Object.assign(this, { random, province, year, items: [], establishments: [] });
  }

  establishment(sector) {
    const serial = this.establishments.length + 1;
    const taxCode = `${this.province.code}${this.year}${String(serial).padStart(4, '0')}`;
    const title = companyName(this.random, sector);
    this.establishments.push({ title, taxCode, provinceCode: this.province.code, illustrative: true });
    return { name: `establishments/${taxCode}`, title };
  }

  /** `shares`: million dong per source; `enterprise` million dong of its own money. */
  add(kind, shares, enterprise = 0) {
    const sector = anySector(this.random);
    const company = kind.establishment ? this.establishment(sector) : { name: '', title: '' };
    const support = Object.values(shares).reduce((a, b) => a + b, 0);
    const requested = Object.entries(enterprise ? { ...shares, enterprise } : shares)
      .map(([source, amount]) => ({ source, amountVnd: String(amount * million) }));
    this.items.push({
      itemId: String(this.items.length + 1).padStart(2, '0'), componentProject: `componentProjects/SXSH2020-${kind.project}`,
      activity: `activities/${kind.activity}`, title: kind.title(sector, this.province.nameVi, company.title), establishment: company.name,
      quantity: String(Math.max(1, Math.round(support / (kind.unit ?? 1e9)))), eligibleCostVnd: String((support + enterprise) * million), requested,
    });
  }
}

function provincialPlan(random, province, year, amount) {
  const maker = new ItemMaker(random, province, year);
  let left = amount;
  if (left > 200 && random.between(0, 2) > 0) {
    const support = random.pick([30, 40, 50]);
    maker.add(assessment, { local: support }, support);
    left -= support;
  }
  const kinds = random.some(provincial.filter(({ lastYear: last = lastYear }) => year <= last), left > 650 ? 3 : left > 120 ? 2 : 1);
  const parts = split(left, kinds.map(() => random.between(2, 5)));
  kinds.forEach((kind, index) => maker.add(kind, { local: parts[index] }, kind.costTimes ? parts[index] * (kind.costTimes - 1) : 0));
  return maker;
}

function lamDongPlan(random, province, year) {
  const maker = new ItemMaker(random, province, year);
  const demo = { ...assessment, activity: 'DEMO-MODEL', title: (sector, nameVi, company) => `Mô hình trình diễn kỹ thuật tại ${company}` };
  for (const [activity, support, enterprise] of lamDong[year]) {
    maker.add({ 'ASSESS-DETAILED': assessment, 'DEMO-MODEL': demo }[activity] ?? provincial.find((kind) => kind.activity === activity), { local: support }, enterprise);
  }
  return maker;
}

function officePlan(random, year, central, denmark) {
  const maker = new ItemMaker(random, { code: '', nameVi: '' }, year);
  const ofYear = (kinds) => kinds.filter(({ lastYear: last = lastYear }) => year <= last).map((kind) => ({ ...kind, title: () => kind.title(year) }));
  for (const [kinds, source, amount] of [[ofYear(office), 'central', central], [ofYear(danish), 'denmark', denmark]]) {
    if (!amount) continue;
    split(amount, kinds.map(({ weight }) => weight)).forEach((part, index) => maker.add(kinds[index], { [source]: part }));
  }
  return maker;
}

/** `{provinces, plans: [{year, agency, province, title, items, establishments}]}`, by year and then agency. */
export function makeDecade(seed) {
  const random = randomFrom(seed);
  const provinces = chooseProvinces(random);
  const plans = [];
  const push = (year, agency, province, title, maker) =>
    plans.push({ year, agency, province, title, items: maker.items, establishments: maker.establishments, name: `plans/SXSH2020-${year}-${agency.slice('agencies/'.length)}` });

  const lamDongTotal = 3700;
  const others = provinces.filter(({ code }) => code !== '68');
  const totals = split(published.local / million - lamDongTotal, others.map(() => random.between(12, 30)));
  others.forEach((province, index) => {
    const planned = random.some(years, 4);
    const amounts = split(totals[index], planned.map(() => random.between(3, 7)));
    planned.forEach((year, place) => push(year, `agencies/SCT-${province.code}`, province,
      `Kế hoạch sản xuất sạch hơn trong công nghiệp năm ${year} của ${province.nameVi}`, provincialPlan(random, province, year, amounts[place])));
  });
  const home = provinces.find(({ code }) => code === '68');
  for (const year of Object.keys(lamDong).map(Number)) {
    push(year, 'agencies/SCT-68', home, `Kế hoạch sản xuất sạch hơn năm ${year} của Lâm Đồng (2645/QĐ-UBND)`, lamDongPlan(random, home, year));
  }
  const central = split(published.central / million, years.map(() => random.between(8, 12)));
  const grantYears = [2010, 2011, 2012, 2013];
  const grant = split(published.denmark / million, grantYears.map(() => random.between(8, 12)));
  years.forEach((year, index) => push(year, 'agencies/VP-SXSH', undefined, `Kế hoạch của Văn phòng Chiến lược năm ${year}`,
    officePlan(random, year, central[index], grant[grantYears.indexOf(year)] ?? 0)));
  plans.sort((a, b) => a.year - b.year || (a.agency < b.agency ? -1 : 1));
  return { provinces, plans };
}
