// A real browser for the end-to-end tests and the screenshots: signs people in, watches for complaints, asks axe.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const executablePath = process.env.CPB_CHROMIUM ?? '/usr/bin/chromium';
/** For `test(name, { skip: noBrowser }, …)`. */
export const noBrowser = !existsSync(executablePath) && 'no chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Sizes that pages are looked at in. */
export const large = { width: 1366, height: 768 };
export const small = { width: 360, height: 740 };

export class Browser {
  static async launch() {
    const browser = new Browser();
    browser.chromium = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    });
    return browser;
  }

  /** A window of its own, as another person's computer. */
  async visitor(url, { language = 'vi', size = large } = {}) {
    const context = await this.chromium.newContext({ viewport: size, locale: language === 'vi' ? 'vi-VN' : 'en-GB', acceptDownloads: true, bypassCSP: false });
    await context.addInitScript((chosen) => localStorage.setItem('cpb-language', chosen), language);
    return new Visitor(url, context, await context.newPage());
  }

  async close() {
    await this.chromium.close();
  }
}

/** One person at one computer. `complaints` collects errors of scripts and of the Content-Security-Policy. */
export class Visitor {
  constructor(url, context, page) {
    this.url = url;
    this.context = context;
    this.page = page;
    this.complaints = [];
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && this.complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) this.complaints.push(`a request to ${request.url()}`);
    });
  }

  /** Opens an address and waits until nothing is being loaded. */
  async open(path) {
    await this.page.goto(this.url + path);
    await this.settled();
  }

  async settled() {
    await this.page.locator('main').waitFor();
    await this.page.locator('.loading').first().waitFor({ state: 'detached' });
  }

  async signIn(userId, password) {
    await this.open('/sign-in');
    await this.page.locator('#userId').fill(userId);
    await this.page.locator('#password').fill(password);
    await this.page.locator('form.sign-in button[type=submit]').click();
    await this.page.getByTestId('who').waitFor();
    await this.settled();
  }

  /** Says what axe finds wrong on the page; WCAG 2.1 A and AA. */
  async axe(where) {
    // evaluate() runs outside the page's Content-Security-Policy.
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`), [], `axe at ${where}`);
  }

  /** Nothing complained, and the page is no wider than the window. */
  async sound(where) {
    assert.deepEqual(this.complaints, [], `complaints at ${where}`);
    const [page, window] = await this.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(page <= window + 1, `${where} is ${page} wide in a window of ${window}`);
  }

  /** What axe says, no complaint, and this person leaves. */
  async leave(where) {
    await this.settled();
    await this.axe(where);
    await this.sound(where);
    await this.context.close();
  }
}
