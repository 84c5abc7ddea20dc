// The private MariaDB of a data directory: made once, durable commits, reachable through its socket alone; a schema
// and two users per program (the owner migrates, the run-time user is granted table by table by the migrations).
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child, sleep } from './processes.mjs';
import { Trouble, say } from './say.mjs';

const run = promisify(execFile);
const osUser = userInfo().username;

/** A random password, made once and readable by its owner alone. */
export function secret(file) {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(24).toString('hex') + '\n', { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8').trim();
}

export class PrivateDatabase {
  constructor(places, onExit) {
    this.places = places;
    this.onExit = onExit;
    this.dataDir = join(places.data, 'mariadb');
    this.socket = join(places.run, 'mariadb.sock');
    this.child = new Child('mariadb', { runDir: places.run, logDir: places.log });
  }

  async start() {
    if (!existsSync(this.dataDir)) await this.#install();
    rmSync(this.socket, { force: true });
    this.child.start('mariadbd', ['--no-defaults', `--datadir=${this.dataDir}`, `--socket=${this.socket}`, '--skip-networking',
      `--user=${osUser}`, `--pid-file=${join(this.dataDir, 'server.pid')}`, '--innodb-flush-log-at-trx-commit=1',
      '--innodb-buffer-pool-size=256M', modestIo, '--max-connections=300', '--character-set-server=utf8mb4', '--skip-log-bin'],
    { cwd: this.places.data, onExit: this.onExit });
    await this.#waitUntilReady();
  }

  async #install() {
    say('Creating the private MariaDB');
    const fresh = `${this.dataDir}.new`;
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
    try {
      await run('mariadb-install-db', ['--no-defaults', `--datadir=${fresh}`, `--user=${osUser}`, '--skip-test-db', modestIo,
        '--auth-root-authentication-method=socket', `--auth-root-socket-user=${osUser}`], { maxBuffer: 1 << 24 });
    } catch (error) {
      const reason = reasonIn(`${error.stdout}\n${error.stderr}`);
      throw new Trouble(`MariaDB could not create its data directory ${this.dataDir}: ${reason}`, `MariaDB không tạo được thư mục dữ liệu ${this.dataDir}: ${reason}`);
    }
    renameSync(fresh, this.dataDir);
  }

  async #waitUntilReady() {
    const end = Date.now() + 60_000;
    for (;;) {
      if (this.child.gone) throw notStarted(this.child);
      try {
        this.execute('SELECT 1');
        return;
      } catch {
        if (Date.now() > end) throw notStarted(this.child);
        await sleep(50);
      }
    }
  }

  /** Runs SQL as the database administrator, who is the user of this process. */
  execute(sql) {
    return execFileSync('mariadb', ['--no-defaults', `--socket=${this.socket}`, `--user=${osUser}`, '--batch', '--skip-column-names'],
      { input: sql, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
  }

  /** Schema and users of the programs; repeating changes nothing. */
  createSchemas(programs) {
    const statements = [];
    for (const program of programs) {
      const schema = `cpb_${program}`;
      statements.push(`CREATE DATABASE IF NOT EXISTS ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`);
      for (const user of [`${schema}_owner`, schema]) {
        const password = secret(join(this.places.secrets, user));
        statements.push(`CREATE USER IF NOT EXISTS '${user}'@'localhost';`, `ALTER USER '${user}'@'localhost' IDENTIFIED BY '${password}';`);
      }
      // `_` would stand for any character in a grant.
      statements.push(`GRANT ALL PRIVILEGES ON \`${schema.replaceAll('_', '\\_')}\`.* TO '${schema}_owner'@'localhost' WITH GRANT OPTION;`);
    }
    this.execute(statements.join('\n'));
  }

  dsn(program, owner) {
    const user = `cpb_${program}${owner ? '_owner' : ''}`;
    return `mysql://${user}@localhost/cpb_${program}?socket=${this.socket}&password_file=${join(this.places.secrets, user)}`;
  }

  stop() {
    return this.child.stop(60_000);
  }
}

/** Native asynchronous I/O draws on a limit of the whole machine, which several servers on it can use up. */
const modestIo = '--innodb-use-native-aio=0';

/** What went wrong, of all that a program printed. */
function reasonIn(text) {
  const lines = (text ?? '').trimEnd().split('\n');
  return (lines.filter((line) => /\[ERROR\]/.test(line) && !/Aborting/.test(line))[0] ?? lines.at(-1)).trim();
}

function notStarted(child) {
  const words = child.lastWords(3);
  return new Trouble(`MariaDB did not start (${child.ending}); its log is ${child.logFile}:\n${words}`, `MariaDB không khởi động được; xem nhật ký ${child.logFile}.`);
}
