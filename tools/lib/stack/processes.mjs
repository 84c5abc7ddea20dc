// Starting, watching and stopping processes; finding those that an earlier run left behind.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const commandLine = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

export function alive(pid) {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

/** TERM, then KILL after `graceMs`. */
export async function stopPid(pid, graceMs) {
  signal(pid, 'SIGTERM');
  const end = Date.now() + graceMs;
  while (alive(pid) && Date.now() < end) await sleep(20);
  if (alive(pid)) signal(pid, 'SIGKILL');
  while (alive(pid)) await sleep(20);
}

/** One child with a log file and a pid file. In a session of its own, so that Ctrl-C reaches this program alone. */
export class Child {
  constructor(name, { runDir, logDir }) {
    this.name = name;
    this.pidFile = join(runDir, `${name}.pid`);
    this.logFile = join(logDir, `${name}.log`);
    this.stopping = false;
  }

  start(command, args, { cwd, onExit }) {
    Object.assign(this, { gone: false, stopping: false, failure: undefined, code: undefined, killedBy: undefined }); // It may be started again.
    const log = openSync(this.logFile, 'a');
    this.process = spawn(command, args, { cwd, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.exited = new Promise((resolve) => {
      this.process.on('error', (error) => { this.failure = error; resolve(); });
      this.process.on('exit', (code, killedBy) => { Object.assign(this, { code, killedBy }); resolve(); });
    }).then(() => {
      this.gone = true;
      rmSync(this.pidFile, { force: true });
      if (!this.stopping) onExit(this);
    });
    if (this.process.pid) writeFileSync(this.pidFile, String(this.process.pid));
    return this;
  }

  async stop(graceMs) {
    this.stopping = true;
    if (!this.gone && this.process?.pid) await stopPid(this.process.pid, graceMs);
    await this.exited;
  }

  get ending() {
    if (this.failure) return this.failure.message;
    return this.killedBy ? `killed by ${this.killedBy}` : `exit status ${this.code}`;
  }

  /** Last lines of the log, for a message. */
  lastWords(count = 5) {
    if (!existsSync(this.logFile)) return '';
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-count).map((line) => `    ${line}`).join('\n');
  }
}

/**
 * Stops what an earlier run left behind. A pid file is believed only when the process's command line names this data
 * directory: process ids are used again.
 */
export async function stopLeftovers(runDir, dataDir, order) {
  if (!existsSync(runDir)) return [];
  const found = readdirSync(runDir).filter((file) => file.endsWith('.pid')).map((file) => ({
    name: file.slice(0, -4), pid: Number(readFileSync(join(runDir, file), 'utf8').trim()),
  })).filter(({ pid }) => pid > 1 && commandLine(pid).includes(dataDir) && alive(pid));
  found.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  for (const { pid } of found) await stopPid(pid, 20_000);
  return found.map(({ name }) => name);
}
