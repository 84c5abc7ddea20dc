// A whole system for a test: tools/run on a data directory of its own and free ports, with what is built.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Person } from '../../tools/lib/client.mjs';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
export const preset = process.env.CPB_PRESET ?? 'release';
export const programs = ['registration', 'projects', 'allocation', 'disbursement', 'audit', 'gateway'];

export const newDataDirectory = () => mkdtempSync(join(tmpdir(), 'cpbudget-e2e.'));

/** Waits for a condition, which may be asynchronous. */
export async function until(condition, what, timeoutMs = 60_000) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** tools/run as a child; collects what it prints. */
export class Run {
  constructor(args) {
    this.output = '';
    this.process = spawn(join(repository, 'tools/run'), ['--no-build', '--preset', preset, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (chunk) => (this.output += chunk));
    this.exited = new Promise((resolve) => this.process.on('exit', (code, signal) => {
      this.code = code ?? signal;
      resolve(this.code);
    }));
  }
}

export class Stack {
  constructor({ demo = false } = {}) {
    this.data = newDataDirectory();
    this.demo = demo;
  }

  async start() {
    const description = join(this.data, 'run', 'stack.json');
    rmSync(description, { force: true });
    this.run = new Run(['--data', this.data, '--port', '0', '--grpc-port', '0', ...(this.demo ? [] : ['--no-demo'])]);
    await until(() => existsSync(description) || this.run.code !== undefined, 'the system to start', 120_000);
    if (this.run.code !== undefined) throw new Error(`tools/run ended with ${this.run.code}:\n${this.run.output}`);
    Object.assign(this, JSON.parse(readFileSync(description, 'utf8')));
    return this;
  }

  get adminPassword() {
    return readFileSync(this.adminPasswordFile, 'utf8').trim();
  }

  administrator() {
    return new Person(this.url, this.admin, this.adminPassword);
  }

  pidOf(name) {
    return Number(readFileSync(join(this.data, 'run', `${name}.pid`), 'utf8'));
  }

  /** Waits for a line of tools/run. */
  async says(pattern, timeoutMs) {
    await until(() => pattern.test(this.run.output) || this.run.code !== undefined, String(pattern), timeoutMs);
    if (!pattern.test(this.run.output)) throw new Error(`tools/run ended with ${this.run.code}:\n${this.run.output}`);
  }

  /** Ctrl-C; resolves to the exit status. */
  async interrupt() {
    this.run.process.kill('SIGINT');
    return this.run.exited;
  }

  /** Ends and removes everything. */
  async remove() {
    if (this.run && this.run.code === undefined) await this.interrupt();
    rmSync(this.data, { recursive: true, force: true });
  }
}
