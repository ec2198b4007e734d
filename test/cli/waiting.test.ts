import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountWith } from '../support/accounts.ts';
import { lastCode } from '../support/people.ts';
import { type ServedService, serve } from '../support/serve.ts';
import { type Service, startService } from '../support/service.ts';
import { newHome, removeHome, Terminal } from '../support/terminal.ts';

/** Questions that wait so long that what they are for ends in the meantime: the command goes on all the same. */

const minutes = 60_000;
let service: Service;
let served: ServedService;
beforeAll(async () => {
  service = await startService();
  served = await serve(service);
});
afterAll(async () => {
  await served.close();
  await service.close();
});

/** Waits for the mail after those that were there, and gives its code. */
async function codeAfter(email: string, mails: number): Promise<string> {
  while ((await service.mailsTo(email)).length <= mails) await new Promise((r) => setTimeout(r, 25));
  return lastCode(service, email);
}

test('a code that is typed after it has expired leads to another code, and the sign-in goes on', async () => {
  const person = await accountWith(service, 'email');
  const home = newHome(served.url);
  const terminal = Terminal.mfa(home, ['whoami', '--email', person.email]);
  await terminal.answer('Password:', person.password);
  await terminal.until('Token (sent to your email):');
  const mails = (await service.mailsTo(person.email)).length;
  const late = await lastCode(service, person.email);
  service.clock.now += 11 * minutes;
  terminal.enter(late);
  await terminal.until(/That took too long: .*\n.*\nToken \(sent to your email\):$/);
  terminal.enter(await codeAfter(person.email, mails));
  expect(await terminal.exitCode).toBe(0);
  expect(await terminal.screen()).toContain('with password and email');
  terminal.close();
  removeHome(home);
});

test('a session that ends while `factors enable` waits is replaced by a sign-in, and the factor is enabled', async () => {
  const person = await accountWith(service, 'email');
  const home = newHome(served.url);
  const signIn = Terminal.mfa(home, ['signin', '--email', person.email]);
  await signIn.answer('Password:', person.password);
  await signIn.until('Token (sent to your email):');
  signIn.enter(await lastCode(service, person.email));
  expect(await signIn.exitCode).toBe(0);

  const terminal = Terminal.mfa(home, ['factors', 'enable', 'authenticator', '--email', person.email]);
  await terminal.until('Password:');
  service.clock.now += 2 * 60 * minutes;
  const mails = (await service.mailsTo(person.email)).length;
  terminal.enter(person.password);
  await terminal.answer(/Please confirm that it is you\.\nPassword:$/, person.password);
  await terminal.until('Token (sent to your email):');
  terminal.enter(await codeAfter(person.email, mails));
  await terminal.until('Token (from your authenticator app):');
  terminal.type('\u0003');
  expect(await terminal.exitCode).toBe(130);
  terminal.close();
  removeHome(home);
});
