// Builds the pages: types from the OpenAPI document, type check, bundle, compressed forms, one C++ file.
// Usage: node scripts/build.mjs OPENAPI DIST OUT_CC
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { compressAll } from './compress.mjs';
import { embed } from './embed.mjs';
import { generateTypes } from './generate.mjs';
import { firstLoad, limit } from './size.mjs';

const [document, dist, out] = process.argv.slice(2).map((path) => resolve(path));
const tool = (name) => join('node_modules', '.bin', name);

await generateTypes(document);
execFileSync(tool('tsc'), ['--noEmit'], { stdio: 'inherit' });
execFileSync(tool('vite'), ['build', '--logLevel', 'warn', '--emptyOutDir', '--outDir', dist], { stdio: 'inherit' });
compressAll(dist);
if (firstLoad(dist) > limit) throw new Error(`the first load is ${firstLoad(dist)} bytes, more than ${limit}: load something later`);
embed(dist, out);
