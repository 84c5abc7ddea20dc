// The spreadsheet without its looks: rows of text, and what keys and pasting do to them. Pure, so that it is tested alone.

/** A row: its cells by column key, as text. `key` never changes and never repeats. */
export interface GridRow { key: string; cells: Readonly<Record<string, string>> }

export interface Choice { value: string; label: string }

export interface GridColumn {
  key: string;
  title: string;
  /** Pixels. */
  width: number;
  numeric?: boolean;
  readOnly?: boolean;
  /** Text typed or pasted → what is stored. What cannot be read is stored as it came, and marked by `wrong`. */
  read?: (text: string, row: GridRow) => string;
  /** Stored → shown. */
  show?: (value: string, row: GridRow) => string;
  /** Stored → offered for editing and copied; `show` when absent. */
  edit?: (value: string, row: GridRow) => string;
  /** Values to choose from. */
  choices?: (row: GridRow) => readonly Choice[];
  /** What is wrong with a stored value; empty when nothing. */
  wrong?: (value: string, row: GridRow) => string;
}

export interface Place { row: number; column: number }
/** A rectangle; `anchor` is where it began, `active` where the cursor is. */
export interface Selection { anchor: Place; active: Place }
export interface Rectangle { top: number; bottom: number; left: number; right: number }

export const rectangleOf = ({ anchor, active }: Selection): Rectangle => ({
  top: Math.min(anchor.row, active.row), bottom: Math.max(anchor.row, active.row),
  left: Math.min(anchor.column, active.column), right: Math.max(anchor.column, active.column),
});

/** Text of a spreadsheet's clipboard as cells: tabs and lines, with quotes around cells that contain them. */
export function parseClipboard(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => { rows[rows.length - 1]?.push(cell); cell = ''; };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') { cell += '"'; at++; } else if (char === '"') quoted = false;
      else cell += char;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === '\t') endCell();
    else if (char === '\n') { endCell(); rows.push([]); } else if (char !== '\r') cell += char;
  }
  endCell();
  const last = rows[rows.length - 1];
  if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop();  // Spreadsheets end with a line break.
  return rows;
}

const stored = (column: GridColumn, text: string, row: GridRow): string => (column.read ? column.read(text, row) : text.trim());

/** A row with one cell set from typed or pasted text; the same row when nothing changed. */
export function withCell(row: GridRow, column: GridColumn, text: string): GridRow {
  if (column.readOnly) return row;
  const value = stored(column, text, row);
  return value === (row.cells[column.key] ?? '') ? row : { ...row, cells: { ...row.cells, [column.key]: value } };
}

/** Sets many cells at once: `text(row, column)` gives the text of each cell of the rectangle. Adds rows as needed. */
function setArea(rows: readonly GridRow[], columns: readonly GridColumn[], area: Rectangle, text: (row: number, column: number) => string | undefined, newRow: (rows: readonly GridRow[]) => GridRow): GridRow[] {
  const next = [...rows];
  while (next.length <= area.bottom) next.push(newRow(next));
  for (let at = area.top; at <= area.bottom; at++) {
    let row = next[at];
    if (!row) continue;
    for (let index = area.left; index <= area.right; index++) {
      const column = columns[index];
      const value = text(at, index);
      if (column && value !== undefined) row = withCell(row, column, value);
    }
    next[at] = row;
  }
  return next;
}

/** Pastes cells at the selection. One cell fills the whole selection, as spreadsheets do. */
export function paste(rows: readonly GridRow[], columns: readonly GridColumn[], selection: Selection, cells: string[][], newRow: (rows: readonly GridRow[]) => GridRow): { rows: GridRow[]; selection: Selection } {
  const area = rectangleOf(selection);
  const single = cells.length === 1 && cells[0]?.length === 1;
  const width = Math.max(...cells.map((line) => line.length));
  const target = single ? area : { ...area, bottom: area.top + cells.length - 1, right: Math.min(area.left + width - 1, columns.length - 1) };
  const next = setArea(rows, columns, target, (row, column) => (single ? cells[0]?.[0] : cells[row - target.top]?.[column - target.left]), newRow);
  return { rows: next, selection: { anchor: { row: target.top, column: target.left }, active: { row: target.bottom, column: target.right } } };
}

/** Copies the first row of the selection over the rows below it; with one row selected, the row above it. */
export function fillDown(rows: readonly GridRow[], columns: readonly GridColumn[], selection: Selection): GridRow[] {
  const area = rectangleOf(selection);
  const from = area.top === area.bottom ? area.top - 1 : area.top;
  const source = rows[from];
  if (!source) return [...rows];
  const next = [...rows];
  for (let at = from + 1; at <= area.bottom; at++) {
    const row = next[at];
    if (!row) continue;
    const cells = { ...row.cells };
    for (const column of columns.slice(area.left, area.right + 1)) if (!column.readOnly) cells[column.key] = source.cells[column.key] ?? '';
    next[at] = { ...row, cells };
  }
  return next;
}

export const clear = (rows: readonly GridRow[], columns: readonly GridColumn[], selection: Selection): GridRow[] =>
  setArea(rows, columns, rectangleOf(selection), () => '', (all) => ({ key: String(all.length), cells: {} }));

/** The selected cells as people read them, for the clipboard. */
export function copy(rows: readonly GridRow[], columns: readonly GridColumn[], selection: Selection): string[][] {
  const area = rectangleOf(selection);
  return rows.slice(area.top, area.bottom + 1).map((row) => columns.slice(area.left, area.right + 1).map((column) => editText(column, row)));
}

export const editText = (column: GridColumn, row: GridRow): string => {
  const value = row.cells[column.key] ?? '';
  return (column.edit ?? column.show)?.(value, row) ?? value;
};
export const shownText = (column: GridColumn, row: GridRow): string => column.show?.(row.cells[column.key] ?? '', row) ?? row.cells[column.key] ?? '';

/** Where a key of the keyboard leads; null when it leads nowhere. */
export function move(from: Place, key: string, jump: boolean, rowCount: number, columnCount: number, pageRows: number): Place | null {
  const last = { row: Math.max(0, rowCount - 1), column: columnCount - 1 };
  const to = { ...from };
  switch (key) {
    case 'ArrowUp': to.row = jump ? 0 : from.row - 1; break;
    case 'ArrowDown': to.row = jump ? last.row : from.row + 1; break;
    case 'ArrowLeft': to.column = jump ? 0 : from.column - 1; break;
    case 'ArrowRight': to.column = jump ? last.column : from.column + 1; break;
    case 'Home': to.column = 0; if (jump) to.row = 0; break;
    case 'End': to.column = last.column; if (jump) to.row = last.row; break;
    case 'PageUp': to.row = from.row - pageRows; break;
    case 'PageDown': to.row = from.row + pageRows; break;
    default: return null;
  }
  return { row: Math.min(last.row, Math.max(0, to.row)), column: Math.min(last.column, Math.max(0, to.column)) };
}

/** What was, is and was undone. */
export interface Timeline<T> { past: T[]; present: T; future: T[] }
const longestPast = 100;
export const beginning = <T>(present: T): Timeline<T> => ({ past: [], present, future: [] });
export const step = <T>({ past, present }: Timeline<T>, next: T): Timeline<T> => (next === present ? { past, present, future: [] } : { past: [...past.slice(-longestPast + 1), present], present: next, future: [] });
export const undo = <T>(line: Timeline<T>): Timeline<T> => (line.past.length ? { past: line.past.slice(0, -1), present: line.past[line.past.length - 1] as T, future: [line.present, ...line.future] } : line);
export const redo = <T>(line: Timeline<T>): Timeline<T> => (line.future.length ? { past: [...line.past, line.present], present: line.future[0] as T, future: line.future.slice(1) } : line);
