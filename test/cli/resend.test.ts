import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountWith } from '../support/accounts.ts';
import { lastCode } from '../support/people.ts';
import { type ServedService, serve } from '../support/serve.ts';
import { type Service, startService } from '../support/service.ts';
import { newHome, removeHome, Terminal } from '../support/terminal.ts';

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

test('r has the code sent again, half a minute after it was sent and not before', async () => {
  const person = await accountWith(service, 'email');
  const home = newHome(served.url);
  const terminal = Terminal.mfa(home, ['whoami', '--email', person.email]);
  await terminal.answer('Password:', person.password);
  await terminal.until('Token (sent to your email):');
  const code = await lastCode(service, person.email);
  const mails = (await service.mailsTo(person.email)).length;
  service.clock.now += 29_000;
  terminal.enter('r');
  await terminal.until(/The code was just sent\. Wait 1 second.*\nToken \(sent to your email\):$/);
  expect(await service.mailsTo(person.email)).toHaveLength(mails);
  service.clock.now += 1000;
  terminal.enter('r');
  await terminal.until(/The code was sent again\.\nToken \(sent to your email\):$/);
  expect(await service.mailsTo(person.email)).toHaveLength(mails + 1);
  expect(await lastCode(service, person.email)).toBe(code);
  terminal.enter(code);
  expect(await terminal.exitCode).toBe(0);
  terminal.close();
  removeHome(home);
});
