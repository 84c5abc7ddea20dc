// tools/run says what to do when it cannot start, in English and Vietnamese, and leaves nothing behind when it ends.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { Run, Stack, newDataDirectory, programs } from './stack.mjs';

/** Processes whose command line names a directory. */
function processesOf(directory) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory) && Number(pid) !== process.pid;
    } catch {
      return false;
    }
  });
}

function saysWhatToDo(run, english) {
  assert.equal(run.code, 1);
  assert.match(run.output, /^error: /m);
  assert.match(run.output, english);
  assert.match(run.output, /^lỗi: /m);
}

test('Ctrl-C stops everything in order, and the second start is quick', async () => {
  const stack = await new Stack().start();
  try {
    assert.equal(await stack.interrupt(), 0);
    assert.deepEqual(processesOf(stack.data), [], 'no process is left');
    for (const name of programs) {
      assert.doesNotMatch(readFileSync(join(stack.data, 'log', `${name}.log`), 'utf8'), /Sanitizer|terminate called/, name);
    }
    const began = Date.now();
    await stack.start();
    assert.ok(Date.now() - began < 15_000, `the second start took ${Date.now() - began} ms`);
  } finally {
    await stack.remove();
  }
});

test('a data directory in use is refused', async () => {
  const stack = await new Stack().start();
  try {
    const second = new Run(['--data', stack.data, '--port', '0', '--no-demo']);
    await second.exited;
    saysWhatToDo(second, /in use by another tools\/run/);
  } finally {
    await stack.remove();
  }
});

test('a busy port is refused by name', async () => {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const data = newDataDirectory();
  try {
    const run = new Run(['--data', data, '--port', String(port), '--no-demo']);
    await run.exited;
    saysWhatToDo(run, new RegExp(`Port ${port} is in use.*--port`));
    assert.deepEqual(processesOf(data), []);
  } finally {
    server.close();
    rmSync(data, { recursive: true });
  }
});

test('a directory with other files is not touched', async () => {
  const data = newDataDirectory();
  try {
    writeFileSync(join(data, 'letter.txt'), 'mine');
    const run = new Run(['--data', data, '--port', '0', '--no-demo', '--fresh']);
    await run.exited;
    saysWhatToDo(run, /holds other files/);
    assert.equal(readFileSync(join(data, 'letter.txt'), 'utf8'), 'mine');
  } finally {
    rmSync(data, { recursive: true });
  }
});

test('a place without the right to write, and a wrong port, are refused', async () => {
  const data = newDataDirectory();
  try {
    for (const [args, english] of [[['--data', '/proc/cpbudget'], /No right to write/], [['--data', data, '--port', 'x'], /--port needs a number/]]) {
      const run = new Run(args);
      await run.exited;
      saysWhatToDo(run, english);
    }
  } finally {
    rmSync(data, { recursive: true });
  }
});
