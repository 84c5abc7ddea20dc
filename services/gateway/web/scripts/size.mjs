// What a browser must load before the first page can be used: index.html and everything that it names, as brotli.
// Usage: node scripts/size.mjs DIST
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const limit = 350 * 1024;

export function firstLoad(dist) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, name]) => join(dist, name));
  const sizeOf = (file) => statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
  return html.length + files.reduce((sum, file) => sum + sizeOf(file), 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`${firstLoad(process.argv[2])} of ${limit} bytes`);
