// What a judgement costs while somebody types: one item under the rulebook as shipped, asked again and again over REST; in the
// service by its own log, and for the person by the clock.
import { readFileSync } from 'node:fs';

const calls = 2_000;

const item = (number) => ({ step: 'STEP_PLAN_ITEM', subjects: [{
  subjectId: '01', programme: 'programmes/SXSH2020', budgetYear: 2019, componentProject: 'componentProjects/SXSH2020-3',
  activity: 'activities/ASSESS-DETAILED', establishment: `establishments/E${number % 100}`, provinceCode: '68',
  eligibleCostVnd: '180000000', quantity: '1', eventDate: '2019-06-30', asked: [{ source: 'central', amountVnd: '60000000' }] }] });

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const line = (title, ms) => {
  const sorted = [...ms].sort((a, b) => a - b);
  console.log(`${title.padEnd(34)} p50 ${percentile(sorted, 0.5).toFixed(2).padStart(7)} ms   p99 ${percentile(sorted, 0.99).toFixed(2).padStart(7)} ms`);
};

/** Milliseconds of every EvaluateRules that the program logged. */
const logged = (logFile) => readFileSync(logFile, 'utf8').split('\n').filter((text) => text.includes('/EvaluateRules"'))
  .map((text) => Number(JSON.parse(text).ms));

export async function measureRules(person, logFile) {
  const { rules } = await person.get('/v1/rules', { asOfDate: '2019-06-30' });
  for (let i = 0; i < 200; ++i) await person.post('/v1/rules:evaluate', item(i));
  const before = logged(logFile).length;
  const seen = [];
  for (let i = 0; i < calls; ++i) {
    const start = performance.now();
    await person.post('/v1/rules:evaluate', item(i));
    seen.push(performance.now() - start);
  }
  console.log(`\nrules: one item, ${rules.length} rules in force, ${calls} calls one after the other`);
  line('in the service', logged(logFile).slice(before));
  line('over REST, as the caller sees it', seen);
}
