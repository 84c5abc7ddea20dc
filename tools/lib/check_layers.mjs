// The repository checks itself: who may include whom, which calls are banned and what to use instead, how long files
// may be. Prints one line a finding; exit 1 when there is any. Run by `tools/test lint`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'libs', 'services', 'tools', 'tests'], { encoding: 'utf8' })
  .trim().split('\n').filter((file) => /\.(cc|h|mjs|sh)$/.test(file));
const findings = [];
const found = (file, number, text) => findings.push(`${file}:${number}: ${text}`);

/** What `services/<name>/domain` may include of ours. */
const domainLibraries = new Set(['money', 'clock', 'refusal', 'calendar', 'rulebook', 'ledger', 'csv', 'text', 'people']);

/** Layers that a layer of a service may include: wire → app → domain, store; store → domain. */
const below = { wire: ['app', 'domain', 'store'], app: ['domain', 'store'], store: ['domain'], domain: [] };

const isTest = (file) => /(_test\.cc|\/testing\/|\/tests\/|^tests\/)/.test(file);

function checkInclude(file, number, target) {
  const own = /^services\/([^/]+)\/([^/]+)(?:\/|$)/.exec(file);
  const other = /^services\/([^/]+)\/([^/]+)\//.exec(target);
  if (/^libs\//.test(file) && other) found(file, number, `a library includes ${target}: libraries never include services`);
  if (!own || isTest(file)) return;
  const [, service, layer] = own;
  if (other && other[1] !== service) found(file, number, `includes ${target}: programs meet over gRPC alone`);
  if (other && other[1] === service && layer in below && other[2] in below && other[2] !== layer && !below[layer].includes(other[2])) {
    found(file, number, `${layer}/ includes ${target}: the direction is wire → app → domain, store; store → domain`);
  }
  if (layer === 'domain') {
    const library = /^libs\/([^/]+)\//.exec(target);
    if (library && !domainLibraries.has(library[1])) found(file, number, `domain/ includes ${target}: the domain knows ${[...domainLibraries].join(', ')} and the standard library`);
    if (/\.pb\.h$|^grpcpp\/|^absl\/|^cppconn\/|^google\/protobuf/.test(target)) found(file, number, `domain/ includes ${target}: no protobuf, gRPC, SQL in the domain`);
  }
}

/** Pattern, where it is allowed, what to use instead. */
const banned = [
  [/(?:->|\.)(?:commit|rollback)\s*\(\s*\)|setAutoCommit\s*\(/, /^libs\/storage\//, 'commit(), rollback() and setAutoCommit() hide lost connections; use Database::Write'],
  [/\bgetDouble\s*\(|\bgetInt64\s*\(/, /^libs\/storage\//, 'unchecked getters of the driver; use Row::Int'],
  [/cppconn\//, /^libs\/storage\/.*\.(cc|h)$/, 'cppconn is included by libs/storage alone'],
  [/system_clock::now|absl::Now\s*\(\)|\btime\s*\(\s*(?:nullptr|NULL|0)\s*\)|gettimeofday/, /^libs\/(clock|auth|rpc|telemetry|testing|program|feed|storage)\/|^services\/gateway\/|^tools\/|^tests\//,
    'business code asks clock::Clock; only deadlines, tokens and sessions use the real clock'],
  [/\bsleep_for\s*\(|absl::SleepFor\s*\(/, /^libs\/(feed|storage|testing|clock|program|rpc)\/|^tools\/|^tests\//, 'sleeping is no synchronisation; wait for the condition'],
  [/\bdouble\s+\w*(?:vnd|dong)/i, /^$/, 'money is int64 dong'],
];

/** The real clock decides how long to wait; anything else says `banned-ok: why` on the line. */
const excused = (line) => /banned-ok:/.test(line) || (/absl::Now\(\)|system_clock::now/.test(line) && /deadline|timeout|expire/i.test(line));

function checkLine(file, number, line) {
  const include = /^\s*#include\s+["<]([^">]+)[">]/.exec(line);
  if (include) checkInclude(file, number, include[1]);
  const code = line.replace(/\/\/.*$/, '').replace(/"(?:[^"\\]|\\.)*"/g, '""');
  for (const [pattern, allowed, instead] of banned) {
    const text = include && pattern.source.startsWith('cppconn') ? line : code;
    if (pattern.test(text) && !allowed.test(file) && !isTest(file) && !excused(line)) found(file, number, instead);
  }
}

const longestFile = 400;
for (const file of files) {
  if (!/\.(cc|h)$/.test(file)) continue;
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.forEach((line, index) => checkLine(file, index + 1, line));
  if (lines.length > longestFile && !isTest(file)) found(file, lines.length, `more than ${longestFile} lines: one idea a file`);
}

for (const finding of findings) console.log(finding);
console.log(`${files.length} files, ${findings.length} findings`);
process.exit(findings.length ? 1 : 0);
