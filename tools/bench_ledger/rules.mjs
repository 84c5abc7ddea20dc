// What a judgement costs while somebody types: one item that forty rules in force speak about, asked again and again over REST; in
// the service by its own log, and for the person by the clock. The rules beyond those shipped are published for the run.
import { readFileSync } from 'node:fs';
import { requestIdOf } from '../lib/client.mjs';

const calls = 3_000;
const wantedRules = 40;

const item = (number) => ({ step: 'STEP_PLAN_ITEM', subjects: [{
  subjectId: '01', programme: 'programmes/SXSH2020', budgetYear: 2019, componentProject: 'componentProjects/SXSH2020-3',
  activity: 'activities/ASSESS-DETAILED', establishment: `establishments/E${number % 100}`, provinceCode: '68',
  eligibleCostVnd: '180000000', quantity: '1', eventDate: '2019-06-30', asked: [{ source: 'central', amountVnd: '60000000' }] }] });

/** A rule that speaks about the item at each of the steps that are measured: a share, an amount for the item, or one for life. */
const rule = (number) => ({
  id: `BENCH-${number}`, titleVi: `Quy định đo hiệu năng số ${number}`, titleEn: `Rule ${number} of the measurement`,
  citation: { instrument: '221/2012/TTLT-BTC-BCT', article: `${number}`, verified: true },
  steps: ['STEP_PLAN_ITEM', 'STEP_COMMITMENT'], appliesTo: { activities: ['activities/ASSESS-DETAILED'] }, effect: 'RULE_EFFECT_CAP',
  ...[{ share: { basisPoints: 4000 + number } },
    { amount: { amountVnd: String(40_000_000 + number), scope: 'LIMIT_SCOPE_ITEM', perVi: 'hoạt động', perEn: 'item' } },
    { amount: { amountVnd: String(50_000_000 + number), scope: 'LIMIT_SCOPE_ESTABLISHMENT_LIFETIME', perVi: 'cơ sở', perEn: 'establishment' } }][number % 3],
});

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const line = (title, ms) => {
  const sorted = [...ms].sort((a, b) => a - b);
  console.log(`${title.padEnd(34)} p50 ${percentile(sorted, 0.5).toFixed(2).padStart(7)} ms   p99 ${percentile(sorted, 0.99).toFixed(2).padStart(7)} ms`);
};

/** Milliseconds of every EvaluateRules that the program logged. */
const logged = (logFile) => readFileSync(logFile, 'utf8').split('\n').filter((text) => text.includes('/EvaluateRules"'))
  .map((text) => Number(JSON.parse(text).ms));

/** Processor time that a process took so far, in microseconds: unlike the clock it hardly depends on what else runs. */
function processorTime(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13).map(Number);
  return (user + system) * 10_000;
}

const spoke = async (person) => (await person.post('/v1/rules:evaluate', item(0))).outcomes[0].findings.length;

/** Publishes rules until forty speak about the item. */
async function publish({ author, approver }) {
  const missing = wantedRules - await spoke(author);
  const changes = Array.from({ length: missing }, (_, index) => ({ put: rule(index + 1) }));
  const { draft } = await author.post('/v1/rulebookDrafts', { requestId: requestIdOf('bench', 'draft'), effectiveDate: new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10), changes,
    reason: 'Đo hiệu năng', legalGround: '221/2012/TTLT-BTC-BCT' });
  await approver.post(`/v1/${draft.name}:approve`, { requestId: requestIdOf('bench', 'approve'), etag: draft.etag, decisionNumber: 'ĐO/2019' });
}

/** `programs`: process ids by name, of which the processor time is told. */
export async function measureRules(people, logFile, programs) {
  await publish(people);
  const person = people.author;
  for (let i = 0; i < 200; ++i) await person.post('/v1/rules:evaluate', item(i));
  const before = logged(logFile).length;
  const used = Object.fromEntries(Object.entries(programs).map(([name, pid]) => [name, processorTime(pid)]));
  const seen = [];
  for (let i = 0; i < calls; ++i) {
    const start = performance.now();
    await person.post('/v1/rules:evaluate', item(i));
    seen.push(performance.now() - start);
  }
  console.log(`rules: one item that ${await spoke(person)} rules speak about, ${calls} calls one after the other`);
  line('in the service', logged(logFile).slice(before));
  line('over REST, as the caller sees it', seen);
  const each = Object.entries(programs).map(([name, pid]) => `${name} ${Math.round((processorTime(pid) - used[name]) / calls)} us`);
  console.log(`processor time a call: ${each.join(', ')}`);
}
