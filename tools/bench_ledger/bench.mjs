// The second half of tools/bench: starts a private MariaDB and the six real programs on throw-away data, lets bench_ledger
// load them, and reports the memory of each program before and after. `growth`: fills the ledger instead, and restarts it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Person, waitForGateway } from '../lib/client.mjs';
import { centralPeople, createPeople, provincePeople } from '../lib/people.mjs';
import { PrivateDatabase, secret } from '../lib/stack/database.mjs';
import { measureRules } from './rules.mjs';
import { findPort, prepareData } from '../lib/stack/options.mjs';
import { Program, makeKeys, programs } from '../lib/stack/programs.mjs';

const { values: options } = parseArgs({ options: { 'build-dir': { type: 'string' }, seconds: { type: 'string', default: '3' },
  'in-flight': { type: 'string', default: '1,16,128' }, what: { type: 'string', default: 'rules,minimum,grpc,rest,bulk' }, growth: { type: 'string', default: '' } } });
const buildDir = resolve(options['build-dir']);
const data = mkdtempSync(join(tmpdir(), 'cpbudget-bench.'));
const running = [];

function residentMiB(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

const memoryOf = () => Object.fromEntries(running.map(({ name, part }) => [name, residentMiB(part.child.process.pid)]));

/** Room for 128 calls in flight; the default sizes are those of a small office. */
const extraFlags = (port, passwordFile) => ({
  disbursement: ['--pool_size=16', '--waiting_calls=160', '--log_level=error'],
  gateway: [`--http_listen=127.0.0.1:${port}`, '--grpc_listen=', '--bootstrap_admin=admin', `--bootstrap_admin_password_file=${passwordFile}`,
    '--requests_per_second=0', '--http_workers=160', '--log_level=error'],
});

async function start() {
  const places = prepareData(data, false);
  const port = await findPort(0, '--port');
  makeKeys(buildDir, places);
  const passwordFile = join(places.secrets, 'admin_password');
  const password = secret(passwordFile);
  const died = (child) => console.error(`${child.name} ended: ${child.ending}\n${child.lastWords()}`);
  const database = new PrivateDatabase(places, died);
  await database.start();
  database.createSchemas([...programs, 'minimum']);
  running.push({ name: 'mariadb', part: database });
  const flags = extraFlags(port, passwordFile);
  for (const name of programs) {
    const program = new Program(name, places);
    running.push({ name, part: program });
    program.how = { buildDir, database, extraFlags: flags[name] ?? [], onExit: (child) => { if (!stopping) died(child); } };
    program.start(program.how);
  }
  await Promise.all(running.filter(({ name }) => name !== 'mariadb').map(({ part }) => part.ready()));
  const url = `http://127.0.0.1:${port}`;
  await waitForGateway(url);
  const admin = await new Person(url, 'admin', password).signIn();
  const people = await createPeople(admin, [...provincePeople('68', 'Lam Dong'), ...centralPeople], 'bench');
  const accountant = await people['lamdong.accountant'].signIn();
  return { places, port, database, session: accountant.token, author: await people['moit.budget'].signIn(), approver: await people['mof.director'].signIn() };
}

function load({ places, port, database, session }, what) {
  const child = spawn(join(buildDir, 'bin', 'bench_ledger'), [
    `--minimum=${database.dsn('minimum', true)}`, `--disbursement=unix:${join(places.run, 'disbursement.sock')}`,
    `--allocation=unix:${join(places.run, 'allocation.sock')}`, `--gateway=127.0.0.1:${port}`, `--session=${session}`, `--keys=${places.keys}`, `--budget_year=${new Date().getFullYear()}`,
    `--processes=${running.map(({ name, part }) => `${name}:${part.child.process.pid}`).join(',')}`,
    `--seconds=${options.seconds}`, `--in_flight=${options['in-flight']}`, `--what=${what}`, `--growth=${options.growth}`], { stdio: 'inherit' });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

function printMemory(before, after) {
  console.log('\nmemory (RSS, MiB)        start    after');
  for (const { name } of running) console.log(`${name.padEnd(20)} ${before[name].toFixed(1).padStart(9)} ${after[name].toFixed(1).padStart(8)}`);
}

/** How long the ledger's program takes from its start to ready after it was killed, with all that was booked. */
async function printRestart() {
  const { part } = running.find(({ name }) => name === 'disbursement');
  stopping = true;
  await part.stop();
  const start = performance.now();
  part.start(part.how);
  await part.ready();
  stopping = false;
  console.log(`\nrestart of disbursement to ready: ${(performance.now() - start).toFixed(0)} ms`);
}

let stopping = false;
async function stop() {
  stopping = true;
  for (const { part } of [...running].reverse()) await part.stop();
  rmSync(data, { recursive: true, force: true });
}
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => stop().then(() => process.exit(130)));

let status = 1;
try {
  const stack = await start();
  const before = memoryOf();
  console.log(`${cpus().length} × ${cpus()[0].model}; durable commits (innodb_flush_log_at_trx_commit=1); load generator on the same machine;`);
  console.log(`${options.seconds} s a measurement; ratio: to the hand-written minimum of the same row in the same run\n`);
  const what = options.what.split(',');
  status = 0;
  if (what.includes('rules')) {
    const pidOf = (program) => running.find(({ name }) => name === program).part.child.process.pid;
    await measureRules(stack, running.find(({ name }) => name === 'allocation').part.child.logFile,
      { gateway: pidOf('gateway'), allocation: pidOf('allocation'), mariadb: pidOf('mariadb') });
    status = await load(stack, 'rules');
  }
  const rest = what.filter((one) => one !== 'rules').join(',');
  if (status === 0 && (rest !== '' || options.growth)) status = await load(stack, rest);
  printMemory(before, memoryOf());
  if (options.growth) await printRestart();
} catch (error) {
  console.error(error.message ?? error);
}
await stop();
process.exit(status);
