// What tools/run was asked for, and the places inside the data directory.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Trouble } from './say.mjs';

export function readOptions() {
  const { values } = parseArgs({ options: {
    data: { type: 'string' }, 'build-dir': { type: 'string' }, port: { type: 'string' }, 'grpc-port': { type: 'string' },
    fresh: { type: 'boolean' }, 'no-demo': { type: 'boolean' }, scenario: { type: 'boolean' },
  } });
  const scenario = Boolean(values.scenario);
  return {
    data: values.data, buildDir: values['build-dir'], fresh: Boolean(values.fresh), scenario,
    demo: !values['no-demo'] && !scenario,
    port: portOf(values.port ?? (scenario ? '0' : '8080'), '--port'),
    grpcPort: portOf(values['grpc-port'] ?? (scenario ? '0' : '8081'), '--grpc-port'),
  };
}

function portOf(text, option) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Trouble(`${option} needs a number from 0 to 65535, not "${text}".`, `${option} cần một số từ 0 đến 65535, không phải "${text}".`);
}

/** A port nobody uses: the one asked for, or a free one for 0. */
export function findPort(port, option) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', (error) => reject(new Trouble(
      error.code === 'EACCES' ? `Port ${port} may only be opened by root; choose another one with ${option}.`
        : `Port ${port} is in use by another program; choose another one with ${option}.`,
      error.code === 'EACCES' ? `Cổng ${port} chỉ dành cho root; hãy chọn cổng khác bằng ${option}.`
        : `Cổng ${port} đang được chương trình khác dùng; hãy chọn cổng khác bằng ${option}.`)));
    server.listen(port, '127.0.0.1', () => {
      const free = server.address().port;
      server.close(() => resolve(free));
    });
  });
}

const marker = '.cpbudget';

/** Makes the directories. `fresh` empties the data directory, which must be one of ours. */
export function prepareData(data, fresh) {
  const others = readdirSync(data).filter((name) => name !== '.lock');
  if (others.length && !others.includes(marker)) {
    throw new Trouble(`${data} holds other files; give --data an empty directory.`, `${data} có tệp khác; hãy chọn một thư mục trống cho --data.`);
  }
  if (fresh) for (const name of others) rmSync(join(data, name), { recursive: true, force: true });
  const places = { data };
  for (const name of ['run', 'log', 'keys', 'secrets']) {
    places[name] = join(data, name);
    mkdirSync(places[name], { recursive: true, mode: 0o700 });
  }
  if (!existsSync(join(data, marker))) writeFileSync(join(data, marker), 'data of cpbudget\n');
  checkRoom(data);
  return places;
}

function checkRoom(data) {
  const socket = join(data, 'run', 'disbursement.sock');
  if (Buffer.byteLength(socket) > 100) {
    throw new Trouble(`The path ${data} is too long for sockets; choose a shorter one with --data.`, `Đường dẫn ${data} quá dài cho socket; hãy chọn đường dẫn ngắn hơn bằng --data.`);
  }
  const freeMb = Math.floor(Number(execFileSync('df', ['-Pk', data], { encoding: 'utf8' }).trim().split('\n')[1].split(/\s+/)[3]) / 1024);
  if (freeMb < 500) {
    throw new Trouble(`The disk of ${data} has ${freeMb} MB left and 500 MB are needed; free some space or choose another directory with --data.`,
      `Ổ đĩa của ${data} chỉ còn ${freeMb} MB, cần 500 MB; hãy giải phóng dung lượng hoặc chọn thư mục khác bằng --data.`);
  }
}
