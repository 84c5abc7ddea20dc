import { beforeEach, describe, expect, it } from 'vitest';
import { changeOption, mostChanged } from './changes';
import { everything, keepTerms, plainTerms, readTerms, scenarioOf } from './terms';

describe('terms', () => {
  beforeEach(() => { localStorage.clear(); });
  const terms = {
    ...plainTerms, envelopes: [{ ...everything, source: 'local', amountVnd: '40000000', thisRoundOnly: false }, { ...everything, amountVnd: '', thisRoundOnly: true }],
    priorities: [{ ...everything, provinceCode: '68', rank: '2' }], guarantees: [{ ...everything, minimumVnd: '', minimumBasisPoints: '3000' }],
  };
  it('leave out what was not typed, and what the method does not know', () => {
    const plain = scenarioOf(terms);
    expect(plain.envelopes).toEqual([{ ...everything, source: 'local', amountVnd: '40000000', thisRoundOnly: false }, { ...everything, thisRoundOnly: true }]);
    expect([plain.priorities, plain.guarantees]).toEqual([[], []]);
    expect(scenarioOf({ ...terms, method: 'METHOD_BY_PRIORITY' }).priorities).toEqual([{ lines: { ...everything, provinceCode: '68' }, rank: 2 }]);
    expect(scenarioOf({ ...terms, method: 'METHOD_WATER_FILLING' }).guarantees).toEqual([{ lines: everything, minimumVnd: '0', minimumBasisPoints: 3000 }]);
  });
  it('outlive the page, apart for each page', () => {
    keepTerms('new 2019', terms);
    expect([readTerms('new 2019'), readTerms('new 2020')]).toEqual([terms, plainTerms]);
  });
});

describe('the chart of changes', () => {
  const rows = ['5000000', '0', '-9007199254740993', '-3'].map((changeVnd, index) => ({ agency: String(index), changeVnd }));
  it('shows those that change most, gains first', () => {
    expect(mostChanged(rows).map(({ agency }) => agency)).toEqual(['0', '3', '2']);
    expect(mostChanged(rows, 1).map(({ agency }) => agency)).toEqual(['2']);
  });
  it('has a colour for gains and one for losses', () => {
    const { series } = changeOption([['a', 1_500_000n], ['b', -2_000_000n]], 'vi') as { series: { data: { value: number; itemStyle: { color: string } }[] }[] };
    const [gain, loss] = series[0]?.data ?? [];
    expect([gain?.value, loss?.value]).toEqual([1.5, -2]);
    expect(gain?.itemStyle.color).not.toBe(loss?.itemStyle.color);
  });
});
