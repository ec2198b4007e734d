import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { button, codeAfter, codeField, giveCredentials, heading } from './support/flows.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

/** Codes as people, keyboards and password managers enter them. */

const stage = setStage();

async function atTheCode() {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  const [recoveryCode = ''] = await stage.activateEmail(person);
  await open('/account');
  await giveCredentials(page, person);
  const code = await codeAfter(stage, page, person);
  return { page, code, recoveryCode };
}

function sentCodes(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (/signin\/mfa/.test(request.url())) sent.push(JSON.parse(request.postData() ?? '{}').otp);
  });
  return sent;
}

const arabic = (digits: string) =>
  [...digits].map((digit) => String.fromCodePoint(0x0660 + Number(digit))).join('');

test('six digits send themselves, once: with separators, and in any script', async () => {
  for (const write of [(code: string) => ` ${code.slice(0, 3)}-${code.slice(3)} `, arabic]) {
    const { page, code } = await atTheCode();
    const sent = sentCodes(page);
    await codeField(page).fill(write(code));
    await heading(page, 'Hello, Jane Doe').waitFor();
    expect(sent).toEqual([write(code).trim()]);
  }
});

test('nothing that is guessed out of a longer text sends itself, and the field keeps what was entered', async () => {
  const { page, code } = await atTheCode();
  const sent = sentCodes(page);
  await page.clock.install();
  const line = `10:15 ${code} is your one-time password.`;
  for (const text of ['1234567890@qq.example', '00a12', line]) {
    await codeField(page).fill(text);
    await page.clock.fastForward('00:05');
    expect(await codeField(page).inputValue()).toBe(text);
  }
  expect(sent).toEqual([]);
  // The button sends it, and the service finds the code.
  await button(page, 'Submit').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
  expect(sent).toEqual([line]);
});

test('each kind of input that is no code has its own message, and costs no try', async () => {
  const { page, code, recoveryCode } = await atTheCode();
  const field = codeField(page);
  expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
  expect(await field.getAttribute('inputmode')).toBe('numeric');
  for (const [text, message] of [
    ['', 'Enter the six digits of your code.'],
    ['12345', 'A code has six digits, and this has 5.'],
    ['1234567890@qq.example', 'There is no code of six digits in what you entered.'],
    ['123456 or 654321', 'There are several numbers of six digits in what you entered.'],
    [recoveryCode.slice(1), 'A recovery code has 20 letters and digits.'],
  ] as const) {
    await field.fill(text);
    await button(page, 'Submit').click();
    await page.locator('.error', { hasText: message }).waitFor();
    expect(await field.inputValue()).toBe(text);
  }
  await look(page, 'code-not-readable');
  expect(await page.getByText(/tr(y|ies) left/).count()).toBe(0);
  await field.fill(code);
  await heading(page, 'Hello, Jane Doe').waitFor();
});
