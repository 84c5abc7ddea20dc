// The budget year 2019 plays to its end, and every check of it holds.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Run } from './stack.mjs';

test('tools/run --scenario plays the budget year 2019 and every check holds', async () => {
  const run = new Run(['--scenario']);
  const code = await run.exited;
  console.log(run.output.split('\n').slice(-60).join('\n'));
  assert.equal(code, 0, run.output.split('\n').filter((line) => line.includes('✗')).join('\n'));
  assert.match(run.output, /\d+ checks held, 0 failed/);
  assert.match(run.output, /Tình hình sử dụng kinh phí năm 2019/);
});
