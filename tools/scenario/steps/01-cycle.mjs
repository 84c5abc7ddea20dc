// (1) The cycle of budget year 2019 opens, with the deadlines that the calendar data give.
export const title = '1. The planning cycle of 2019 opens';

export async function run(world) {
  const { report, people } = world;
  const office = people['office.appraiser'];
  await world.moveTo('2018-05-23');
  const { cycle } = await world.post(office, '/v1/cycles', { programme: world.programme, budgetYear: world.year });
  report.did('office.appraiser', `opens ${cycle.name}`);
  for (const { date, action, instrument, verified } of cycle.deadlines) {
    report.note(`${date}  ${action} (${instrument}${verified ? '' : ', not verified'})`);
  }
  const dates = cycle.deadlines.map(({ date }) => date);
  report.equal(cycle.submissionDeadline, '2018-07-20', 'plans are due on 20 July 2018');
  report.equal(dates, [...dates].sort(), 'the deadlines stand in the order of their dates');
  report.check(dates.includes('2018-11-15') && dates.includes('2018-12-10'), 'they name 15 November (National Assembly) and 10 December (provincial councils)');
  report.check(cycle.appraisalDeadline > cycle.submissionDeadline, `a returned plan may come back until ${cycle.appraisalDeadline}`);
  world.cycle = cycle;
  await report.refuses(office, 'POST', '/v1/cycles', { programme: world.programme, budgetYear: world.year },
    { reason: 'CYCLE_EXISTS', text: 'opening it twice is refused' });
  await report.refuses(people['lamdong.officer'], 'POST', '/v1/cycles', { programme: world.programme, budgetYear: 2020 },
    { reason: 'ROLE_MISSING', status: 403, text: 'a province may not open a cycle' });
}
