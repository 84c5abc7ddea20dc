// LibreOffice as people use it: opens a workbook, somebody types into cells, it is saved as .xlsx or .ods. The typing is
// done in LibreOffice's own flat XML between two of its conversions, because its headless package runs no macros.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';

const escape = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** What can be typed into a cell. */
export const typed = {
  text: (text) => `<table:table-cell office:value-type="string"><text:p>${escape(text)}</text:p></table:table-cell>`,
  number: (number) => `<table:table-cell office:value-type="float" office:value="${number}"/>`,
  date: (iso) => `<table:table-cell office:value-type="date" office:date-value="${iso}"/>`,
  formula: (formula) => `<table:table-cell table:formula="of:${escape(formula)}" office:value-type="float" office:value="0"/>`,
  nothing: () => '<table:table-cell/>',
};

const cellPattern = /<table:table-cell\b[^>]*?(?:\/>|>[\s\S]*?<\/table:table-cell>)/g;
const rowPattern = /<table:table-row\b[^>]*?(?:\/>|>[\s\S]*?<\/table:table-row>)/g;

/** Cells of a row, each on its own. */
function cellsOf(row) {
  return (row.match(cellPattern) ?? []).flatMap((cell) => {
    const start = cell.slice(0, cell.indexOf('>'));
    const repeated = Number(/number-columns-repeated="(\d+)"/.exec(start)?.[1] ?? 1);
    return Array(Math.min(repeated, 30)).fill(cell.replace(/ table:number-columns-repeated="\d+"/, ''));
  });
}

export class Office {
  /** Keeps its profile and files in `folder`. */
  constructor(folder) {
    this.folder = folder;
    this.count = 0;
  }

  /** Opens a file and saves it as another kind; returns its path. */
  async convert(file, kind) {
    const folder = join(this.folder, `office${++this.count}`);
    mkdirSync(folder);
    await promisify(execFile)('soffice', [`-env:UserInstallation=file://${this.folder}/profile`, '--headless', '--norestore', '--convert-to', kind, '--outdir', folder, file],
      { timeout: 180_000 });
    const saved = join(folder, `${basename(file, extname(file))}.${kind}`);
    if (!existsSync(saved)) throw new Error(`LibreOffice made no ${saved}`);
    return saved;
  }

  /**
   * Types into the sheet "Kế hoạch" of a workbook. `edits`: { '02': { G: typed.number(5) } } by item id and column;
   * `rows`: cells of new rows below the last item. Returns the bytes of the saved file of each of `kinds`.
   */
  async edit(file, { edits = {}, rows = [] }, kinds) {
    const flat = await this.convert(file, 'fods');
    const text = readFileSync(flat, 'utf8');
    const start = text.indexOf('<table:table table:name="Kế hoạch"');
    const end = text.indexOf('</table:table>', start);
    const left = new Set(Object.keys(edits));
    let last = '';
    let sheet = text.slice(start, end).replace(rowPattern, (row) => {
      const cells = cellsOf(row);
      const id = /<text:p>(\d{2,4})<\/text:p>/.exec(cells[0] ?? '')?.[1];
      if (id === undefined) return row;
      for (const [column, cell] of Object.entries(edits[id] ?? {})) cells[column.charCodeAt(0) - 65] = cell;
      left.delete(id);
      last = `<table:table-row>${cells.join('')}</table:table-row>`;
      return last;
    });
    if (left.size) throw new Error(`no row of item ${[...left]}`);
    const added = rows.map((cells) => `<table:table-row>${cells.join('')}</table:table-row>`).join('');
    sheet = sheet.replace(last, () => last + added);
    writeFileSync(flat, text.slice(0, start) + sheet + text.slice(end));
    const saved = [];
    for (const kind of kinds) saved.push(readFileSync(await this.convert(flat, kind)));
    return saved;
  }
}
