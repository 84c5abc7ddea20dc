// The people of demonstrations, made by the administrator through the public API. Their passwords are published
// in the README and are for demonstrations only.
import { Person, requestIdOf, inParallel } from './client.mjs';

export const programme = 'programmes/SXSH2020';

/** Everybody's password in demonstrations, never in production. */
export const demonstrationPassword = 'sxsh-2020-minh-hoa';

const role = (name) => `ROLE_${name}`;

/** People of the central bodies. */
export const centralPeople = [
  { id: 'office.appraiser', displayName: 'Trần Văn Minh', agency: 'agencies/VP-SXSH', roles: [role('APPRAISER')] },
  { id: 'mof.approver', displayName: 'Phạm Thu Hà', agency: 'agencies/BTC', roles: [role('APPROVER')] },
  { id: 'mof.director', displayName: 'Lê Quang Vinh', agency: 'agencies/BTC', roles: [role('APPROVER')] },
  { id: 'moit.budget', displayName: 'Đỗ Thị Mai', agency: 'agencies/BCT', roles: [role('BUDGET_OFFICER')] },
  { id: 'treasury.officer', displayName: 'Hoàng Anh Tuấn', agency: 'agencies/KBNN', roles: [role('TREASURY_OFFICER')] },
  { id: 'treasury.chief', displayName: 'Nguyễn Hải Yến', agency: 'agencies/KBNN', roles: [role('TREASURY_OFFICER')] },
  { id: 'audit.auditor', displayName: 'Vũ Thị Ngọc', agency: 'agencies/KTNN', roles: [role('AUDITOR')] },
];

/** The people of the strategy's office, which plans and spends central and donor money. */
export const officePeople = [
  { id: 'office.officer', displayName: 'Ngô Thanh Bình', agency: 'agencies/VP-SXSH', roles: [role('PROVINCE_OFFICER')] },
  { id: 'office.accountant', displayName: 'Đặng Thu Thủy', agency: 'agencies/VP-SXSH', roles: [role('ACCOUNTANT')] },
  { id: 'office.chief', displayName: 'Lý Minh Ngọc', agency: 'agencies/VP-SXSH', roles: [role('CHIEF_ACCOUNTANT')] },
  { id: 'office.head', displayName: 'Bùi Đức Long', agency: 'agencies/VP-SXSH', roles: [role('UNIT_HEAD')] },
];

const familyNames = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý'];
const middleNames = ['Văn', 'Thị', 'Hữu', 'Minh', 'Thanh', 'Quốc', 'Ngọc', 'Đức', 'Xuân', 'Kim'];
const givenNames = ['An', 'Bình', 'Châu', 'Dũng', 'Giang', 'Hà', 'Hùng', 'Khánh', 'Lan', 'Linh', 'Long', 'Mai', 'Nam', 'Nga',
  'Phong', 'Phúc', 'Quân', 'Sơn', 'Tâm', 'Thảo', 'Trang', 'Tuấn', 'Việt', 'Yến'];

/** An invented name that depends on `number` alone. */
export const inventedName = (number) =>
  [familyNames[(number * 5) % familyNames.length], middleNames[(number * 7 + 3) % middleNames.length],
    givenNames[(number * 11 + 5) % givenNames.length]].join(' ');

/** "Lam Dong" as "lamdong". */
export const slug = (nameEn) => nameEn.toLowerCase().replace(/[^a-z]/g, '');

/** Officer, accountant, head and chief accountant of a province's department. */
export function provincePeople(code, nameEn) {
  const agency = `agencies/SCT-${code}`;
  const number = Number(code);
  return [['officer', 'PROVINCE_OFFICER'], ['accountant', 'ACCOUNTANT'], ['head', 'UNIT_HEAD'], ['chief', 'CHIEF_ACCOUNTANT']].map(([part, name], index) => ({
    id: `${slug(nameEn)}.${part}`, displayName: inventedName(part === 'chief' ? 500 + number : number * 3 + index), agency, provinceCode: code, roles: [role(name)],
  }));
}

/** Creates users (a repeat changes nothing) and returns them by id, ready to sign in. */
export async function createPeople(admin, people, seed) {
  await inParallel(people, 4, ({ id, displayName, agency, provinceCode = '', roles }) =>
    admin.post('/v1/users', {
      requestId: requestIdOf(seed, 'user', id),
      user: { name: `users/${id}`, displayName, agency, provinceCode, roles },
      password: demonstrationPassword,
    }));
  return Object.fromEntries(people.map(({ id }) => [id, new Person(admin.base, id, demonstrationPassword)]));
}
