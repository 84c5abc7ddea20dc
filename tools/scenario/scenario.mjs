// The budget year 2019, played through the gateway's REST surface by separate people.
import { centralPeople, createPeople, provincePeople } from '../lib/people.mjs';
import { Person } from '../lib/client.mjs';
import { Report } from './report.mjs';
import { World } from './world.mjs';
import * as cycle from './steps/01-cycle.mjs';
import * as register from './steps/02-register.mjs';
import * as submit from './steps/03-submit.mjs';
import * as approve from './steps/04-approve.mjs';
import * as allocate from './steps/05-allocate.mjs';
import * as pay from './steps/06-pay.mjs';
import * as limits from './steps/07-limits.mjs';
import * as virement from './steps/08-virement.mjs';
import * as yearEnd from './steps/09-year-end.mjs';
import * as settle from './steps/10-settle.mjs';
import * as audit from './steps/11-audit.mjs';
import * as rulebook from './steps/12-rulebook.mjs';

const steps = [cycle, register, submit, approve, allocate, pay, limits, virement, yearEnd, settle, audit, rulebook];

const cast = [
  ...centralPeople,
  ...provincePeople('68', 'Lam Dong'), ...provincePeople('87', 'Dong Thap'), ...provincePeople('31', 'Hai Phong'),
  ...provincePeople('25', 'Phu Tho'),
  // Prepares plans and holds the ministries' roles besides: shows that one person may not do both for one document.
  { id: 'lamdong.deputy', displayName: 'Cao Thị Hạnh', agency: 'agencies/SCT-68', provinceCode: '68',
    roles: ['ROLE_PROVINCE_OFFICER', 'ROLE_APPRAISER', 'ROLE_APPROVER'] },
  // Computes nothing here: approves for another person while that one travels.
  { id: 'mof.deputy', displayName: 'Tạ Minh Châu', agency: 'agencies/BTC', roles: ['ROLE_BUDGET_OFFICER'] },
];

/** Plays the year, or its first steps. Returns true when every check held. */
export async function playScenario({ base, adminId, adminPassword, upTo = steps.length }) {
  const report = new Report();
  const admin = new Person(base, adminId, adminPassword);
  await admin.signIn();
  report.heading('The year that must play: budget year 2019');
  const people = await createPeople(admin, cast, 'scenario-2019');
  report.did(adminId, `creates ${cast.length} users`);
  const world = new World({ admin, people, report, seed: 'scenario-2019' });
  for (const step of steps.slice(0, upTo)) {
    report.heading(step.title);
    try {
      await step.run(world);
    } catch (error) {
      report.check(false, `${step.title}: stopped by ${error.stack}`);
      if (error.problem) console.log(JSON.stringify(error.problem, null, 2));
      break;
    }
  }
  return report.finish();
}
