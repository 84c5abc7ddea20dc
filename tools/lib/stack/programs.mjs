// The six programs: their flags, the order of start and stop.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child, sleep } from './processes.mjs';
import { Trouble } from './say.mjs';

export const programs = ['registration', 'projects', 'allocation', 'disbursement', 'audit', 'gateway'];

/** Who is stopped first: the gateway, so that nothing new comes in; the database last. */
export const stopOrder = ['gateway', 'audit', 'allocation', 'disbursement', 'registration', 'projects', 'mariadb'];

const referenceData = fileURLToPath(new URL('../../../deploy/reference-data', import.meta.url));
const drainSeconds = 10;

export function makeKeys(buildDir, places) {
  execFileSync(join(buildDir, 'bin', 'cpb_keys'), [places.keys, ...programs], { stdio: ['ignore', 'ignore', 'inherit'] });
}

export class Program {
  constructor(name, places) {
    this.name = name;
    this.places = places;
    this.socket = join(places.run, `${name}.sock`);
    this.readyFile = join(places.run, `${name}.ready`);
    this.child = new Child(name, { runDir: places.run, logDir: places.log });
  }

  start({ buildDir, database, extraFlags = [], onExit }) {
    rmSync(this.readyFile, { force: true });
    rmSync(this.socket, { force: true });
    const peers = programs.map((name) => `${name}=unix:${join(this.places.run, `${name}.sock`)}`).join(',');
    this.child.start(join(buildDir, 'bin', this.name), [
      `--listen=unix:${this.socket}`, `--database=${database.dsn(this.name)}`, `--owner_database=${database.dsn(this.name, true)}`,
      `--keys=${this.places.keys}`, '--metrics_listen=127.0.0.1:0', `--ready_file=${this.readyFile}`, `--reference_data=${referenceData}`,
      `--clock_file=${join(this.places.data, 'clock')}`, `--peers=${peers}`, `--drain_seconds=${drainSeconds}`, ...extraFlags,
    ], { cwd: this.places.data, onExit });
  }

  /** Waits for the ready file and returns what it says. */
  async ready(timeoutMs = 60_000) {
    const end = Date.now() + timeoutMs;
    while (!existsSync(this.readyFile)) {
      if (this.child.gone) {
        throw new Trouble(`${this.name} did not start (${this.child.ending}); its log is ${this.child.logFile}:\n${this.child.lastWords()}`,
          `${this.name} không khởi động được; xem nhật ký ${this.child.logFile}.`);
      }
      if (Date.now() > end) {
        throw new Trouble(`${this.name} is not ready after ${timeoutMs / 1000} s; its log is ${this.child.logFile}:\n${this.child.lastWords()}`,
          `${this.name} chưa sẵn sàng sau ${timeoutMs / 1000} giây; xem nhật ký ${this.child.logFile}.`);
      }
      await sleep(20);
    }
    return JSON.parse(readFileSync(this.readyFile, 'utf8'));
  }

  stop() {
    return this.child.stop((drainSeconds + 10) * 1000);
  }
}
