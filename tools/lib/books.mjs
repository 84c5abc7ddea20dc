// Lets outside tools prove the exported journal: hledger and beancount must accept it and agree on every balance.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const installed = (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;

const options = { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 };

/** Account → dong, zero balances left out, as hledger sums them. */
function hledgerBalances(file) {
  const csv = execFileSync('hledger', ['-f', file, 'balance', '--flat', '--no-total', '-O', 'csv'], options);
  return balancesOf(csv.split('\n').slice(1).map((row) => /^"([^"]*)","(-?[\d.,]+) ?VND"$/.exec(row.trim())));
}

/** The same as beancount sums them. */
function beancountBalances(file) {
  const csv = execFileSync('bean-query', ['-q', '-f', 'csv', file, 'SELECT account, sum(number) AS total GROUP BY account'], options);
  return balancesOf(csv.split('\n').slice(1).map((row) => /^"?([^",]*)"?,\s*"?(-?[\d.,]+)"?\s*$/.exec(row.trim())));
}

function balancesOf(matches) {
  const found = new Map();
  for (const match of matches) {
    if (!match) continue;
    const amount = BigInt(match[2].replace(/[.,]\d{1,2}$/, '').replace(/[.,]/g, ''));
    if (amount !== 0n) found.set(match[1].trim(), amount);
  }
  return found;
}

/** Checks both files with their tools. Returns the balances per tool; throws with the tool's words when it refuses. */
export function proveBooks(hledgerBytes, beancountBytes) {
  const folder = mkdtempSync(join(tmpdir(), 'cpbudget-books-'));
  try {
    const [ledger, bean] = [join(folder, 'journal.hledger'), join(folder, 'journal.beancount')];
    writeFileSync(ledger, hledgerBytes);
    writeFileSync(bean, beancountBytes);
    const result = {};
    if (installed('hledger')) {
      execFileSync('hledger', ['-f', ledger, 'check'], options);
      result.hledger = hledgerBalances(ledger);
    }
    if (installed('bean-check')) {
      execFileSync('bean-check', ['--no-cache', bean], options);
      result.beancount = beancountBalances(bean);
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Accounts on which two maps differ, with both figures. */
export function differences(left, right) {
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].filter((name) => left.get(name) !== right.get(name)).map((name) => `${name}: ${left.get(name) ?? 0} / ${right.get(name) ?? 0}`);
}
