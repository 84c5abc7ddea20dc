// The second half of tools/run: everything after setup and build.
import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForGateway } from '../client.mjs';
import { demonstrationPassword } from '../people.mjs';
import { PrivateDatabase, secret } from './database.mjs';
import { findPort, prepareData, readOptions } from './options.mjs';
import { Program, makeKeys, programs, stopOrder } from './programs.mjs';
import { stopLeftovers } from './processes.mjs';
import { Trouble, say, tell } from './say.mjs';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const administrator = 'admin';

class Stack {
  constructor(options) {
    this.options = options;
    this.parts = new Map();
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  async start() {
    const { options } = this;
    const places = (this.places = prepareData(options.data, options.fresh));
    const left = await stopLeftovers(places.run, options.data, stopOrder);
    if (left.length) say(`Stopped what an earlier run had left: ${left.join(', ')}`);
    this.port = await findPort(options.port, '--port');
    this.grpcPort = await findPort(options.grpcPort, '--grpc-port');
    makeKeys(options.buildDir, places);
    this.adminPasswordFile = join(places.secrets, 'admin_password');
    secret(this.adminPasswordFile);

    say('Starting MariaDB');
    const database = new PrivateDatabase(places, (child) => this.#died(child));
    this.parts.set('mariadb', database);
    await database.start();
    database.createSchemas(programs);

    say(`Starting ${programs.join(', ')}`);
    for (const name of programs) {
      const program = new Program(name, places);
      this.parts.set(name, program);
      program.start({ buildDir: options.buildDir, database, extraFlags: name === 'gateway' ? this.#gatewayFlags() : [],
        onExit: (child) => this.#died(child) });
    }
    const ready = await Promise.all(programs.map((name) => this.parts.get(name).ready()));
    this.url = `http://127.0.0.1:${this.port}`;
    await waitForGateway(this.url);
    writeFileSync(join(places.run, 'stack.json'), JSON.stringify({
      url: this.url, grpc: `127.0.0.1:${this.grpcPort}`, admin: administrator, adminPasswordFile: this.adminPasswordFile,
      metrics: Object.fromEntries(programs.map((name, index) => [name, ready[index].metrics_port])),
    }, null, 2));
  }

  #gatewayFlags() {
    return [`--http_listen=127.0.0.1:${this.port}`, `--grpc_listen=127.0.0.1:${this.grpcPort}`,
      `--bootstrap_admin=${administrator}`, `--bootstrap_admin_password_file=${this.adminPasswordFile}`];
  }

  #died(child) {
    if (this.stopping) return;
    tell(new Trouble(`${child.name} ended unexpectedly (${child.ending}); its log is ${child.logFile}:\n${child.lastWords()}\nRun tools/run again: nothing is lost.`,
      `${child.name} dừng bất thường (${child.ending}); xem nhật ký ${child.logFile}. Hãy chạy lại tools/run: không mất dữ liệu.`));
    this.end(1);
  }

  /** Runs a Node program with the address and the administrator's password; throws Ended when the stack ends first. */
  async play(script) {
    this.player = spawn(process.execPath, [join(repository, script), '--url', this.url, '--admin', administrator,
      '--admin-password-file', this.adminPasswordFile], { stdio: 'inherit', detached: true });
    const status = new Promise((resolve) => this.player.on('exit', (code) => resolve(code ?? 1)));
    return Promise.race([status, this.orEnd()]);
  }

  /** Never resolves; throws Ended with the exit status once the stack is to end. */
  orEnd() {
    return this.ended.then((code) => { throw new Ended(code); });
  }

  async stop() {
    if (this.stopping) return this.stopping;
    this.stopping = this.#stopAll();
    return this.stopping;
  }

  async #stopAll() {
    if (this.player && this.player.exitCode === null) this.player.kill('SIGTERM');
    if (this.parts.size) say('Stopping');
    await this.parts.get('gateway')?.stop();
    await Promise.all([...this.parts].filter(([name]) => name !== 'gateway' && name !== 'mariadb').map(([, part]) => part.stop()));
    await this.parts.get('mariadb')?.stop();
    if (this.places) rmSync(join(this.places.run, 'stack.json'), { force: true });
  }
}

async function loadDemonstration(stack) {
  const marker = join(stack.places.data, 'demonstration-loaded');
  if (existsSync(marker)) return;
  say('Loading the demonstration data: the decade 2010–2020, through the public API');
  const status = await stack.play('tools/demo/main.mjs');
  if (status !== 0) {
    throw new Trouble('Loading the demonstration data did not finish; run tools/run again and it continues, or leave it out with --no-demo.',
      'Nạp dữ liệu minh họa chưa xong; chạy lại tools/run để tiếp tục, hoặc bỏ qua bằng --no-demo.');
  }
  writeFileSync(marker, new Date().toISOString() + '\n');
}

function welcome(stack) {
  const people = [
    ['lamdong.officer', 'prepares the plans of Lâm Đồng'], ['lamdong.accountant', 'prepares its payments'], ['lamdong.chief', 'signs them first'], ['lamdong.head', 'signs them and sends them'],
    ['office.appraiser', 'appraises plans'], ['mof.approver', 'approves plans'], ['moit.budget', 'computes allocation rounds'],
    ['mof.director', 'approves rounds'], ['treasury.officer', 'confirms payments'], ['audit.auditor', 'follows the money'],
  ];
  const lines = [``, `  cpbudget runs at ${stack.url}/   (gRPC: 127.0.0.1:${stack.grpcPort})`, ''];
  if (stack.options.demo) {
    lines.push(`  Demonstration sign-ins, all with the password ${demonstrationPassword}:`);
    for (const [id, what] of people) lines.push(`    ${id.padEnd(20)} ${what}`);
  }
  lines.push(`    ${administrator.padEnd(20)} manages users; password in ${stack.adminPasswordFile}`, '', '  Ctrl-C stops everything.', '');
  process.stdout.write(lines.join('\n'));
}

async function main() {
  const stack = new Stack(readOptions());
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stack.end(stack.options.scenario ? 130 : 0));
  let status = 1;
  try {
    await Promise.race([stack.start(), stack.orEnd()]);
    if (stack.options.scenario) {
      status = await stack.play('tools/scenario/main.mjs');
    } else {
      if (stack.options.demo) await loadDemonstration(stack);
      welcome(stack);
      status = await stack.ended;
    }
  } catch (error) {
    if (error instanceof Ended) status = error.code;
    else tell(error);
  }
  await stack.stop();
  finishScenario(stack, status);
  process.exit(status);
}

class Ended extends Error {
  constructor(code) {
    super('ended');
    this.code = code;
  }
}

function finishScenario(stack, status) {
  if (!stack.options.scenario) return;
  if (status === 0) rmSync(stack.options.data, { recursive: true, force: true });
  else say(`Data and logs are kept in ${stack.options.data}`);
}

main().catch((error) => { tell(error); process.exit(1); });
