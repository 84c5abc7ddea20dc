// The page: public usage for everybody; who you are and your own view once signed in.
import { call } from './api.js';
import { element, problemBox, tiles, usageTable } from './tables.js';
import { roleName, switchLanguage, text, translatePage } from './texts.js';

const byId = (id) => document.getElementById(id);
const hint = 'cpb-signed-in';  // Only saves a pointless request; the cookie is what counts.
let person = null;

async function showPublicUsage() {
  const place = byId('public-usage');
  place.setAttribute('aria-busy', 'true');
  const year = Number(byId('year').value);
  try {
    const usage = await call('GET', `/v1/public/usage${year ? `?budgetYear=${year}` : ''}`);
    if (!year) offerYears(usage.byYear);
    const parts = [tiles(usage.total)];
    if (usage.total?.illustrative) parts.push(element('p', { className: 'notice', textContent: text('illustrative') }));
    parts.push(usageTable(text('bySource'), usage.bySource, usage.total), usageTable(text('byProject'), usage.byProject),
      usageTable(text('byProvince'), usage.byProvince), usageTable(text('byYear'), usage.byYear),
      element('p', { className: 'note', textContent: text('position').replace('{position}', usage.position) }));
    place.replaceChildren(...parts);
  } catch (problem) {
    place.replaceChildren(problemBox(problem, showPublicUsage));
  }
  place.setAttribute('aria-busy', 'false');
}

function offerYears(rows) {
  const select = byId('year');
  const years = (rows ?? []).map((row) => row.keys?.[0]).filter(Boolean);
  select.replaceChildren(select.options[0], ...years.map((year) => element('option', { value: year, textContent: year })));
  select.value = '0';
}

async function showOwnUsage() {
  const place = byId('own-usage');
  try {
    const usage = await call('GET', `/v1/usage?groupBy=${byId('group').value}`);
    place.replaceChildren(usageTable(text('ownUsage'), usage.rows, usage.total),
      element('p', { className: 'note', textContent: text('position').replace('{position}', usage.position) }));
  } catch (problem) {
    if (problem.status === 401) return leave();
    place.replaceChildren(problemBox(problem, showOwnUsage));
  }
}

function showPerson() {
  byId('person').hidden = !person;
  byId('open-sign-in').hidden = Boolean(person);
  if (!person) return;
  const where = person.provinceCode ? `${text('province')} ${person.provinceCode}` : text('nationwide');
  byId('who').textContent = `${person.displayName} (${person.name.replace('users/', '')}) · ${person.agency.replace('agencies/', '')} · ${where} · ${person.roles.map(roleName).join(', ')}`;
  showOwnUsage();
}

function remember(signedIn) {
  try {
    if (signedIn) localStorage.setItem(hint, '1');
    else localStorage.removeItem(hint);
  } catch { /* Then the page asks again after a reload. */ }
}

function leave() {
  person = null;
  remember(false);
  showPerson();
}

async function findPerson() {
  try {
    if (!localStorage.getItem(hint)) return;
  } catch { return; }
  try {
    person = (await call('GET', '/v1/caller')).user;
    showPerson();
  } catch {
    leave();
  }
}

async function signIn(event) {
  event.preventDefault();
  const error = byId('sign-in-error');
  try {
    const answer = await call('POST', '/v1/sessions', { userId: byId('user-id').value, password: byId('password').value });
    person = answer.user;
    remember(true);
    byId('sign-in').close();
    showPerson();
    byId('content').focus();
  } catch (problem) {
    error.textContent = `${problem.message} ${problem.next}`;
    error.hidden = false;
    byId('password').focus();
  }
  byId('password').value = '';
}

async function signOut() {
  try {
    await call('POST', '/v1/sessions:signOut', {});
  } catch (problem) {
    if (problem.status !== 401) {
      byId('own-usage').replaceChildren(problemBox(problem, signOut));
      return;
    }
  }
  leave();
}

function start() {
  translatePage();
  byId('language').addEventListener('click', () => {
    switchLanguage();
    showPublicUsage();
    showPerson();
  });
  byId('open-sign-in').addEventListener('click', () => {
    byId('sign-in-error').hidden = true;
    byId('sign-in').showModal();
    byId('user-id').focus();
  });
  byId('close-sign-in').addEventListener('click', () => byId('sign-in').close());
  byId('sign-in-form').addEventListener('submit', signIn);
  byId('sign-out').addEventListener('click', signOut);
  byId('group').addEventListener('change', showOwnUsage);
  byId('year').addEventListener('change', showPublicUsage);
  showPublicUsage();
  findPerson();
}

start();
