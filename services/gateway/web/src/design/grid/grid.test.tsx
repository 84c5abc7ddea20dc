import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { answer, show } from '../../testing/render';
import { Grid } from './grid';
import { type GridColumn, type GridRow, type Timeline, beginning, copy, fillDown, parseClipboard, paste, redo, step, undo } from './model';

const columns: GridColumn[] = [
  { key: 'name', title: 'Name', width: 100 },
  { key: 'cost', title: 'Cost', width: 100, numeric: true, read: (text) => text.replace(/\./g, '') },
  { key: 'kind', title: 'Kind', width: 100, choices: () => [{ value: 'T', label: 'Tập huấn' }, { value: 'H', label: 'Hội thảo' }], read: (text) => ({ 'Tập huấn': 'T', 'Hội thảo': 'H' })[text] ?? text, show: (value) => ({ T: 'Tập huấn', H: 'Hội thảo' })[value] ?? value },
  { key: 'left', title: 'Left', width: 100, readOnly: true },
];
const row = (key: string, name = '', cost = ''): GridRow => ({ key, cells: { name, cost } });
const newRow = (rows: readonly GridRow[]): GridRow => row(`n${rows.length}`);
const at = (r: number, c: number, r2 = r, c2 = c) => ({ anchor: { row: r, column: c }, active: { row: r2, column: c2 } });

describe('model', () => {
  it('reads a clipboard of Excel: quotes, line breaks inside cells, the last line break', () => {
    expect(parseClipboard('a\t"b\n""c"""\r\n1\t2\r\n')).toEqual([['a', 'b\n"c"'], ['1', '2']]);
    expect(parseClipboard('one')).toEqual([['one']]);
    expect(parseClipboard('a\t\tb')).toEqual([['a', '', 'b']]);
  });
  it('pastes beyond the last row, never into read-only columns, and fills a selection with one cell', () => {
    const pasted = paste([row('1', 'x')], columns, at(0, 1), [['1.000', 'Hội thảo', 'no', 'out'], ['2.000']], newRow);
    expect(pasted.rows.map(({ cells }) => cells)).toEqual([{ name: 'x', cost: '1000', kind: 'H' }, { name: '', cost: '2000' }]);
    expect(pasted.selection.active).toEqual({ row: 1, column: 3 });
    expect(paste([row('1'), row('2')], columns, at(0, 0, 1, 0), [['z']], newRow).rows.map(({ cells }) => cells.name)).toEqual(['z', 'z']);
  });
  it('fills down from the first row of the selection, or from the row above', () => {
    const rows = [row('1', 'a', '5'), row('2', 'b'), row('3', 'c')];
    expect(fillDown(rows, columns, at(0, 0, 2, 1)).map(({ cells }) => [cells.name, cells.cost])).toEqual([['a', '5'], ['a', '5'], ['a', '5']]);
    expect(fillDown(rows, columns, at(2, 0)).map(({ cells }) => cells.name)).toEqual(['a', 'b', 'b']);
    expect(fillDown(rows, columns, at(0, 0)).map(({ cells }) => cells.name)).toEqual(['a', 'b', 'c']);
  });
  it('copies what people read', () => {
    expect(copy([{ key: '1', cells: { kind: 'T', cost: '5' } }], columns, at(0, 1, 0, 2))).toEqual([['5', 'Tập huấn']]);
  });
  it('undoes and redoes; a new change forgets what was undone', () => {
    let line: Timeline<number> = beginning(1);
    line = step(step(line, 2), 3);
    line = undo(undo(undo(line)));
    expect(line.present).toBe(1);
    line = redo(line);
    expect(line.present).toBe(2);
    line = step(line, 9);
    expect([redo(line).present, undo(line).present]).toEqual([9, 2]);
  });
});

describe('Grid', () => {
  beforeEach(() => { localStorage.clear(); answer({}); });
  let rows: GridRow[] = [];
  function Sheet({ start }: { start: GridRow[] }) {
    const [line, setLine] = useState(beginning(start));
    rows = line.present;
    return (
      <Grid label="sheet" columns={columns} rows={line.present} heading={({ key }) => key} marks={new Map()} newRow={newRow}
        onChange={(next) => { setLine((now) => step(now, next)); }} undo={{ can: true, run: () => { setLine(undo); } }} redo={{ can: true, run: () => { setLine(redo); } }} />
    );
  }
  const type = (text: string) => userEvent.keyboard(text);
  const cells = (key: string) => rows.map((one) => one.cells[key] ?? '');

  it('is typed into by keyboard alone: over, down, right, edited, cancelled, cleared, undone', async () => {
    show(<Sheet start={[row('1', 'a', '1'), row('2', 'b', '2')]} />);
    act(() => { screen.getByRole('grid').focus(); });
    await type('new{Enter}other{Tab}7.000{ArrowUp}');
    expect([cells('name'), cells('cost')]).toEqual([['new', 'other'], ['1', '7000']]);
    await type('{ArrowLeft}{F2}er{Enter}');
    expect(cells('name')).toEqual(['newer', 'other']);
    await type('lost{Escape}');
    expect(cells('name')).toEqual(['newer', 'other']);
    await type('{Delete}');
    expect(cells('name')).toEqual(['newer', '']);
    await type('{Control>}z{/Control}{Control>}z{/Control}');
    expect(cells('name')).toEqual(['new', 'other']);
    await type('{Control>}y{/Control}');
    expect(cells('name')).toEqual(['newer', 'other']);
  });
  it('adds a row with Enter at the end, selects a range, fills it down', async () => {
    show(<Sheet start={[row('1', 'a', '1')]} />);
    act(() => { screen.getByRole('grid').focus(); });
    await type('{Enter}b{Enter}{Control>}{Home}{/Control}{Shift>}{ArrowDown}{/Shift}{Control>}d{/Control}');
    expect(cells('name').slice(0, 2)).toEqual(['a', 'a']);
  });
  it('pastes from Excel at the cursor', async () => {
    show(<Sheet start={[row('1')]} />);
    act(() => { screen.getByRole('grid').focus(); });
    await userEvent.paste('x\t1.000\tHội thảo\r\ny\t2.000\tTập huấn\r\n');
    expect([cells('name'), cells('cost'), cells('kind')]).toEqual([['x', 'y'], ['1000', '2000'], ['H', 'T']]);
  });
  it('offers choices without regard to diacritics', async () => {
    show(<Sheet start={[row('1')]} />);
    act(() => { screen.getByRole('grid').focus(); });
    await type('{ArrowRight}{ArrowRight}hoi');
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['Hội thảo']);
    await type('{Enter}');
    expect(cells('kind')).toEqual(['H', '']);  // Enter goes down, at the end to a new row.
  });
  it('lets the keyboard out: Escape, then Tab', async () => {
    show(<><Sheet start={[row('1'), row('2')]} /><button>after</button></>);
    act(() => { screen.getByRole('grid').focus(); });
    await userEvent.tab();
    expect(screen.getByLabelText('Cost, dòng 1')).toHaveFocus();
    await type('{Escape}');
    await userEvent.tab();
    expect(screen.getByText('after')).toHaveFocus();
  });
  it('builds only the rows in sight of ten thousand', () => {
    show(<Sheet start={Array.from({ length: 10_000 }, (_, index) => row(String(index), `r${index}`))} />);
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '10001');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });
});
