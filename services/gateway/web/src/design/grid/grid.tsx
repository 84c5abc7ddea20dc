// A spreadsheet: keyboard, ranges, copy and paste with Excel, fill down, undo and redo. Ten thousand rows scroll because only
// those in sight exist.
import { Button } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, memo, useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTexts } from '../../i18n/language';
import { toTsv } from '../csv';
import { ActiveCell } from './cell';
import { type GridColumn, type GridRow, type Place, type Rectangle, type Selection, clear, copy, editText, fillDown, move, parseClipboard, paste, rectangleOf, shownText, withCell } from './model';
import { texts } from './texts';

/** What is shown about a row in its heading: a sign with its meaning, and messages by column. */
export interface RowMark { tone: 'red' | 'orange' | 'gold' | 'green'; sign: string; text: string; cells?: Record<string, string> }

export interface GridProps {
  label: string;
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
  /** What stands in the heading of a row, for example its id. */
  heading: (row: GridRow) => string;
  marks: ReadonlyMap<string, RowMark>;
  onChange: (rows: GridRow[]) => void;
  newRow: (rows: readonly GridRow[]) => GridRow;
  undo: { can: boolean; run: () => void };
  redo: { can: boolean; run: () => void };
  /** The row under the cursor, for details beside the grid. */
  onRow?: (key: string | undefined) => void;
  /** A row to go to; a new object each time. */
  goTo?: { key: string };
  extra?: ReactNode;
}

const rowHeight = 32;
const headingWidth = 76;
const spare = 8;

export function Grid({ label, columns, rows: given, heading, marks, onChange: onGiven, newRow, undo, redo, onRow, goTo, extra }: GridProps) {
  const t = useTexts(texts);
  const help = useId();
  // One key may change the rows twice before they are drawn again: take the cell, then add a row.
  const current = useRef(given);
  useLayoutEffect(() => { current.current = given; }, [given]);
  const rows = given;
  const onChange = (next: GridRow[]) => {
    current.current = next;
    onGiven(next);
  };
  const body = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 520 });
  const [selection, setSelection] = useState<Selection>({ anchor: { row: 0, column: 0 }, active: { row: 0, column: 0 } });
  const [focused, setFocused] = useState(false);
  const leaving = useRef(false);
  const active: Place = { row: Math.min(selection.active.row, rows.length - 1), column: selection.active.column };
  const area = useMemo(() => rectangleOf(selection), [selection]);
  const pageRows = Math.max(1, Math.floor(view.height / rowHeight) - 2);

  const select = useCallback((to: Place, extend = false) => {
    setSelection((now) => ({ anchor: extend ? now.anchor : to, active: to }));
  }, []);
  const activeKey = rows[active.row]?.key;
  useEffect(() => { onRow?.(focused ? activeKey : undefined); }, [activeKey, focused, onRow]);
  const [went, setWent] = useState<object | undefined>(undefined);
  if (goTo && went !== goTo) {
    setWent(goTo);
    const row = rows.findIndex(({ key }) => key === goTo.key);
    if (row >= 0) {
      select({ row, column: 0 });
      setFocused(true);
    }
  }
  // The cell under the cursor stays in sight.
  useLayoutEffect(() => {
    const box = body.current;
    if (!box || !focused) return;
    const [top, left] = [active.row * rowHeight, columns.slice(0, active.column).reduce((sum, { width }) => sum + width, 0)];
    const width = columns[active.column]?.width ?? 0;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + rowHeight * 2 > box.scrollTop + box.clientHeight - rowHeight) box.scrollTop = top + rowHeight * 3 - box.clientHeight;
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (left + width + headingWidth > box.scrollLeft + box.clientWidth) box.scrollLeft = left + width + headingWidth - box.clientWidth;
  }, [active.row, active.column, focused, columns]);

  const commit = (row: number, column: number) => (text: string) => {
    const [before, definition] = [current.current[row], columns[column]];
    if (!before || !definition || text === editText(definition, before)) return;
    const after = withCell(before, definition, text);
    if (after !== before) onChange(current.current.map((one) => (one.key === before.key ? after : one)));
  };
  const addRow = () => {
    const now = current.current;
    const at = Math.min(area.bottom + 1, now.length);
    onChange([...now.slice(0, at), newRow(now), ...now.slice(at)]);
    select({ row: at, column: 0 });
    setFocused(true);
  };
  const deleteRows = () => {
    onChange(current.current.filter((_, index) => index < area.top || index > area.bottom));
    select({ row: Math.max(0, Math.min(area.top, rows.length - (area.bottom - area.top) - 2)), column: active.column });
  };

  const onKey = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape') {
      leaving.current = true;  // The next Tab leaves the grid: no keyboard is caught in it.
      return true;
    }
    const leave = leaving.current;
    leaving.current = event.key === 'Shift' && leave;
    if (event.key === 'Tab') return !leave && tab(event.shiftKey);
    if (event.key === 'Enter') {
      if (event.shiftKey) select({ ...active, row: Math.max(0, active.row - 1) });
      else if (active.row === rows.length - 1 && rowHasText(current.current[active.row])) addRow();
      else select({ ...active, row: Math.min(rows.length - 1, active.row + 1) });
      return true;
    }
    if (event.key === 'Delete' || event.key === 'Backspace') {
      onChange(clear(current.current, columns, selection));
      return true;
    }
    if (control) {
      const key = event.key.toLowerCase();
      if (key === 'd') onChange(fillDown(current.current, columns, selection));
      else if (key === 'z' && !event.shiftKey) undo.run();
      else if (key === 'y' || (key === 'z' && event.shiftKey)) redo.run();
      else if (key === 'a') setSelection({ anchor: { row: 0, column: 0 }, active: { row: rows.length - 1, column: columns.length - 1 } });
      if ('dzya'.includes(key)) return true;
    }
    const to = move(active, event.key, control, rows.length, columns.length, pageRows);
    if (to) select(to, event.shiftKey);
    return to !== null;
  };
  /** To the next or previous cell; false at the ends, where the keyboard leaves the grid. */
  const tab = (back: boolean): boolean => {
    const index = active.row * columns.length + active.column + (back ? -1 : 1);
    if (index < 0 || index >= rows.length * columns.length) return false;
    select({ row: Math.floor(index / columns.length), column: index % columns.length });
    return true;
  };
  const onCopy = (event: ClipboardEvent, cut: boolean) => {
    event.preventDefault();
    event.clipboardData.setData('text/plain', toTsv(copy(rows, columns, selection)));
    if (cut) onChange(clear(current.current, columns, selection));
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    const done = paste(current.current, columns, selection, parseClipboard(event.clipboardData.getData('text/plain')), newRow);
    onChange(done.rows);
    setSelection(done.selection);
  };

  /** The keyboard arrives: its cell is there before the next key. */
  const enter = (grid: HTMLElement) => {
    flushSync(() => { setFocused(true); });
    grid.querySelector<HTMLInputElement>('.active input')?.focus({ preventScroll: true });
  };

  const first = Math.max(0, Math.floor(view.top / rowHeight) - spare);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + spare);
  const width = headingWidth + columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div className="grid-part">
      <div className="grid-tools">
        <Button size="small" onClick={undo.run} disabled={!undo.can}>{t('undo')}</Button>
        <Button size="small" onClick={redo.run} disabled={!redo.can}>{t('redo')}</Button>
        <Button size="small" onClick={addRow}>{t('addRow')}</Button>
        <Button size="small" onClick={() => { onChange(fillDown(current.current, columns, selection)); }} disabled={!rows.length}>{t('fillDown')}</Button>
        <Button size="small" onClick={deleteRows} disabled={!rows.length}>{t('deleteRows')}</Button>
        {extra}
      </div>
      <div ref={body} className="grid" role="grid" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length + 1} aria-multiselectable="true" tabIndex={focused ? -1 : 0}
        onFocus={(event) => { if (event.target === event.currentTarget) enter(event.currentTarget); }}
        onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false); }}
        onScroll={(event) => { setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight }); }}>
        <div className="grid-head" role="row" aria-rowindex={1} style={{ width }}>
          <div role="columnheader" className="grid-heading" style={{ width: headingWidth }}>{t('row')}</div>
          {columns.map((column, index) => <div key={column.key} role="columnheader" aria-colindex={index + 2} className={column.readOnly ? 'read-only' : undefined} style={{ width: column.width }} title={column.title}>{column.title}</div>)}
        </div>
        <div role="presentation" style={{ height: first * rowHeight }} />
        {rows.slice(first, last).map((row, offset) => {
          const at = first + offset;
          const inside = at >= area.top && at <= area.bottom;
          const here = focused && at === active.row;
          return (
            <Row key={row.key} row={row} index={at} columns={columns} width={width} heading={heading(row)} mark={marks.get(row.key)}
              area={inside ? area : undefined} onSelect={select} onFocus={setFocused}
              active={here ? active.column : undefined}
              editor={here ? (
                <ActiveCell key={`${row.key}/${active.column}`} label={t('cell', { column: columns[active.column]?.title ?? '', row: heading(row) })} text={editTextOf(columns[active.column], row)}
                  numeric={columns[active.column]?.numeric ?? false} readOnly={columns[active.column]?.readOnly ?? false} describedBy={help}
                  invalid={wrongOf(columns[active.column], row, marks.get(row.key))} choices={columns[active.column]?.choices?.(row)}
                  onCommit={commit(active.row, active.column)} onKey={onKey} onCopy={onCopy} onPaste={onPaste} />
              ) : undefined} />
          );
        })}
        <div role="presentation" style={{ height: Math.max(0, rows.length - last) * rowHeight }} />
      </div>
      <p id={help} className="soft small grid-help">{t('help')}</p>
    </div>
  );
}

const rowHasText = (row: GridRow | undefined): boolean => Object.values(row?.cells ?? {}).some(Boolean);
const editTextOf = (column: GridColumn | undefined, row: GridRow): string => (column ? editText(column, row) : '');
const wrongOf = (column: GridColumn | undefined, row: GridRow, mark: RowMark | undefined): string => (column ? mark?.cells?.[column.key] ?? column.wrong?.(row.cells[column.key] ?? '', row) ?? '' : '');

interface RowProps {
  row: GridRow;
  index: number;
  columns: readonly GridColumn[];
  width: number;
  heading: string;
  mark: RowMark | undefined;
  area: Rectangle | undefined;
  active: number | undefined;
  editor: ReactNode;
  onSelect: (to: Place, extend: boolean) => void;
  onFocus: (focused: boolean) => void;
}

/** Drawn again only when something of it changed. */
const Row = memo(function Row({ row, index, columns, width, heading, mark, area, active, editor, onSelect, onFocus }: RowProps) {
  return (
    <div className="grid-row" role="row" aria-rowindex={index + 2} style={{ width }}>
      <div role="rowheader" className={`grid-heading ${mark?.tone ?? ''}`} style={{ width: headingWidth }} title={mark?.text}
        onMouseDown={() => { onSelect({ row: index, column: 0 }, false); onSelect({ row: index, column: columns.length - 1 }, true); onFocus(true); }}>
        {heading} {mark && <span aria-label={mark.text} role="img">{mark.sign}</span>}
      </div>
      {columns.map((column, at) => {
        const wrong = wrongOf(column, row, mark);
        const selected = area !== undefined && at >= area.left && at <= area.right;
        const names = [column.numeric && 'numeric', column.readOnly && 'read-only', wrong && 'wrong', selected && 'selected', active === at && 'active'].filter(Boolean).join(' ');
        return (
          <div key={column.key} role="gridcell" aria-colindex={at + 2} aria-selected={selected} className={names || undefined} style={{ width: column.width }} title={wrong || undefined}
            onMouseDown={(event) => { if (active !== at) { event.preventDefault(); onSelect({ row: index, column: at }, event.shiftKey); onFocus(true); } }}
            onMouseEnter={(event) => { if (event.buttons === 1) onSelect({ row: index, column: at }, true); }}>
            {active === at ? editor : shownText(column, row)}
          </div>
        );
      })}
    </div>
  );
});
