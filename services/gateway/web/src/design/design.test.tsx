import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { answer, show } from '../testing/render';
import { toCsv, toTsv } from './csv';
import { DataTable } from './datatable';
import { DateInput } from './dateinput';
import { Findings } from './findings';
import { MoneyInput } from './money';
import { readable } from './notices';

beforeEach(() => { localStorage.clear(); answer({}); });

describe('csv', () => {
  it('quotes, and defuses what a spreadsheet would run', () => {
    expect(toTsv([['a\tb', '=1+1', -5n, '-x']])).toBe('"a\tb"\t\'=1+1\t-5\t\'-x');
    expect(toCsv([['a,"b"', 1]])).toBe('\ufeff"a,""b""",1\r\n');
  });
});

describe('DataTable', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({ id: String(index), amount: BigInt((index * 7919) % 5000) }));
  const columns = [
    { key: 'id', title: 'Id', value: (row: (typeof rows)[number]) => row.id },
    { key: 'amount', title: 'Amount', numeric: true, value: (row: (typeof rows)[number]) => row.amount },
  ];
  it('builds only the rows in sight of a long table, and says how many there are', () => {
    show(<DataTable caption="rows" columns={columns} rows={rows} rowKey={(row) => row.id} />);
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '5001');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });
  it('sorts by a heading: up, down, as it came', async () => {
    show(<DataTable caption="rows" columns={columns} rows={rows.slice(0, 5)} rowKey={(row) => row.id} />);
    const ids = () => within(screen.getByRole('table')).getAllByRole('row').slice(1).map((row) => row.querySelector('td')?.textContent);
    const heading = screen.getByRole('button', { name: /Amount/ });
    await userEvent.click(heading);
    expect(ids()).toEqual(['0', '2', '4', '1', '3']);
    await userEvent.click(heading);
    expect(ids()).toEqual(['3', '1', '4', '2', '0']);
    await userEvent.click(heading);
    expect(ids()).toEqual(['0', '1', '2', '3', '4']);
  });
});

describe('the field above a table', () => {
  const rows = ['Sở Công Thương Lâm Đồng', 'Đắk Lắk', 'Hà Nội'].map((title, id) => ({ id: String(id), title }));
  it('finds rows without regard to diacritics, starts with what the address asks for, and says when nothing is left', async () => {
    show(<DataTable caption="rows" columns={[{ key: 'title', title: 'Title', value: (row) => row.title }]} rows={rows} rowKey={(row) => row.id} filter="lam dong" />);
    expect(screen.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual(['Sở Công Thương Lâm Đồng']);
    await userEvent.clear(screen.getByLabelText('Tìm trong bảng'));
    expect(screen.getAllByRole('cell')).toHaveLength(3);
    await userEvent.type(screen.getByLabelText('Tìm trong bảng'), 'hue');
    expect(screen.getByText('Không có dòng nào khớp.')).toBeVisible();
  });
});

describe('notices', () => {
  it('speak of titles and dd/mm/yyyy', () => {
    expect(readable('plans/SXSH2020-2020-SCT-68 đã được phê duyệt. Đến 2018-07-20: 1', (year, agency) => `kế hoạch ${year} của ${agency}`)).toBe('kế hoạch 2020 của agencies/SCT-68 đã được phê duyệt. Đến 20/07/2018: 1');
  });
});

describe('inputs', () => {
  function Both() {
    const [amount, setAmount] = useState('');
    const [day, setDay] = useState('');
    return <><MoneyInput aria-label="amount" value={amount} onChange={setAmount} /><DateInput aria-label="day" value={day} onChange={setDay} /><output>{amount}|{day}</output></>;
  }
  it('take amounts with separators, read them out and show them grouped', async () => {
    show(<Both />);
    await userEvent.type(screen.getByLabelText('amount'), '25,000,000');
    expect(screen.getByText('Hai mươi lăm triệu đồng')).toBeVisible();
    await userEvent.type(screen.getByLabelText('day'), '20/7/2019');
    expect(screen.getByLabelText('amount')).toHaveValue('25.000.000');
    expect(document.querySelector('output')).toHaveTextContent('25000000|2019-07-20');
  });
  it('say at once what is no amount', async () => {
    show(<Both />, { language: 'en' });
    await userEvent.type(screen.getByLabelText('amount'), '1.5');
    expect(screen.getByText(/Not an amount/)).toBeVisible();
  });
});

describe('Findings', () => {
  const finding = (severity: string, ruleId: string, verified: boolean) => ({
    ruleId, severity, itemId: '03', textVi: `vi ${ruleId}`, textEn: `en ${ruleId}`, limitVnd: '50000000', actualVnd: '60000000',
    citation: { instrument: '221/2012/TTLT-BTC-BCT', article: 'Điều 5', link: 'https://example.vn/', verified },
  }) as Parameters<typeof Findings>[0]['findings'][number];
  it('stand worst first, with figures, source and how sure we are', () => {
    show(<Findings findings={[finding('SEVERITY_WARN', 'B', false), finding('SEVERITY_BLOCK', 'A', true)]} showItem />);
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent(/Chặn.*03.*vi A.*50\.000\.000.*60\.000\.000.*221\/2012\/TTLT-BTC-BCT, Điều 5.*đã đối chiếu/);
    expect(second).toHaveTextContent(/Cảnh báo.*vi B.*chưa đối chiếu/);
  });
});
