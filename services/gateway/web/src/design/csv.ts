// A table as text for spreadsheets.
export type Cell = string | number | bigint;

const quote = (text: string, separator: string): string => (new RegExp(`["\n\r${separator}]`).test(text) ? `"${text.replace(/"/g, '""')}"` : text);
/** Cells that a spreadsheet would run as a formula are defused; plain numbers are left. */
const safe = (cell: Cell): string => {
  const text = String(cell);
  return /^[=+@\t\r]|^-(?!\d+$)/.test(text) ? `'${text}` : text;
};
const toText = (rows: Cell[][], separator: string): string => rows.map((row) => row.map((cell) => quote(safe(cell), separator)).join(separator)).join('\r\n');

/** For the clipboard: tabs, as Excel pastes them. */
export const toTsv = (rows: Cell[][]): string => toText(rows, '\t');
/** For a file: comma, with the mark by which Excel knows UTF-8. */
export const toCsv = (rows: Cell[][]): string => `\ufeff${toText(rows, ',')}\r\n`;

/** Hands a file to the person. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
