import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send } from '../support/live-client.ts';
import { freePort } from '../support/live-server.ts';
import { type Edge, startEdge } from './edge.ts';
import { inboxPage } from './inbox.ts';

const seen: IncomingMessage[] = [];
const mail = {
  MessageId: 'm1',
  Source: 'no-reply@example.com',
  To: ['jane@example.com'],
  Subject: 'Your one-time password: 123456',
  BodyText: 'See http://localhost/account?a=1&b=2',
  BodyHtml: '<p>See</p>',
  Timestamp: 1,
};
/** Stands where the emulator would, and answers in its shapes. */
const emulator = createServer((request, response) => {
  seen.push(request);
  if (request.url === '/_ministack/ses/messages')
    response.end(JSON.stringify({ messages: { '000000000000': [mail] } }));
  else
    response
      .writeHead(
        200,
        [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ].flat(),
      )
      .end('answered');
});
let edge: Edge;
let domain: string | undefined;

beforeAll(async () => {
  await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
  edge = await startEdge({
    port: await freePort(),
    emulatorPort: (emulator.address() as AddressInfo).port,
    distributionDomain: () => domain,
  });
});
afterAll(async () => {
  await edge.close();
  emulator.close();
});

test('a request reaches the distribution by its name, as over TLS, from the address of the viewer', async () => {
  domain = undefined;
  expect((await send('GET', `${edge.url}/account`)).status).toBe(503);
  domain = 'd1.cloudfront.net';
  const headers = { host: 'evil.example', 'x-forwarded-proto': 'http', cookie: 'session=1' };
  const answer = await send('GET', `${edge.url}/account?a=b%20c`, { from: '127.0.4.4', headers });
  expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  const request = seen.at(-1);
  expect(request?.url).toBe('/account?a=b%20c');
  expect(request?.socket.remoteAddress).toBe('127.0.4.4');
  expect(
    request?.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
  ).toContain('cookie');
  expect(request?.headers).toMatchObject({ host: domain, 'x-forwarded-proto': 'https', cookie: 'session=1' });
});

test('the inbox lists mails in the shape of the local run, and shows them to a person without their markup', async () => {
  const { body } = await send('GET', edge.inboxUrl);
  expect(body.emails).toMatchObject([
    { destination: { to: ['jane@example.com'] }, subject: mail.Subject, body: { text: mail.BodyText } },
  ]);
  const page = inboxPage([{ ...body.emails[0], subject: '<script>' }]);
  expect(page).not.toContain('<script>');
  expect(page).toContain('<a href="http://localhost/account?a=1&#38;b=2">');
});
