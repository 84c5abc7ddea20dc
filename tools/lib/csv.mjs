// Reads a CSV file of ours (UTF-8, comma, one header line, double quotes) as objects.
import { readFileSync } from 'node:fs';

function cellsOf(text) {
  const rows = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => { rows.at(-1).push(cell); cell = ''; };
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') { cell += '"'; index++; }
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') endCell();
    else if (character === '\n') { endCell(); rows.push([]); }
    else if (character !== '\r') cell += character;
  }
  if (cell || rows.at(-1).length) endCell();
  return rows.filter((row) => row.length > 1 || row[0]);
}

export function readCsv(file) {
  const [header, ...rows] = cellsOf(readFileSync(file, 'utf8'));
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}
