// node tools/scenario/main.mjs --url http://127.0.0.1:PORT --admin USER --admin-password-file FILE
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { playScenario } from './scenario.mjs';

const { values } = parseArgs({ options: { url: { type: 'string' }, admin: { type: 'string' }, 'admin-password-file': { type: 'string' } } });
const held = await playScenario({
  base: values.url, adminId: values.admin, adminPassword: readFileSync(values['admin-password-file'], 'utf8').trim(),
});
process.exit(held ? 0 : 1);
