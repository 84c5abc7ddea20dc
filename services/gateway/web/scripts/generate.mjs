// Types of the REST surface from the gateway's OpenAPI document, into src/api/openapi.ts (not in git).
// Usage: node scripts/generate.mjs OPENAPI
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';

const target = fileURLToPath(new URL('../src/api/openapi.ts', import.meta.url));

export async function generateTypes(document) {
  const text = astToString(await openapiTypescript(pathToFileURL(document), { alphabetize: true }));
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generateTypes(process.argv[2]);
