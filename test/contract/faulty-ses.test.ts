import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SesEmulator, startSes } from '../../local/emulators/ses.ts';
import { type FaultySES, faultySES, sesErrorNames } from '../support/faulty-ses.ts';

/** What tests let SES refuse is what its client takes for SES's own refusals. */

let emulator: SesEmulator;
let faulty: FaultySES;
let client: SESClient;
beforeAll(async () => {
  emulator = await startSes();
  faulty = await faultySES(emulator.endpoint);
  client = new SESClient({
    endpoint: faulty.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'SignInFunction', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  await faulty.close();
  await emulator.close();
});

const send = (to: string) =>
  client.send(
    new SendEmailCommand({
      Source: 'no-reply@example.com',
      Destination: { ToAddresses: [to] },
      Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } },
    }),
  );

it.each(sesErrorNames)('%s is refused until mails are accepted again', async (error) => {
  faulty.refuse(error);
  await expect(send('olivia@example.com')).rejects.toMatchObject({ name: error });
  faulty.accept();
  await expect(send('olivia@example.com')).resolves.toHaveProperty('MessageId');
});

it('can be refused for one address alone', async () => {
  faulty.refuse('MessageRejected', 'olivia@example.com');
  await expect(send('olivia@example.com')).rejects.toMatchObject({ name: 'MessageRejected' });
  await expect(send('mike@example.com')).resolves.toHaveProperty('MessageId');
  faulty.accept();
});

it('the SDK tries again if it is throttled, and only then', async () => {
  for (const [error, times] of [
    ['Throttling', 3],
    ['MessageRejected', 1],
  ] as const) {
    const before = faulty.asked.length;
    faulty.refuse(error);
    await expect(send('olivia@example.com')).rejects.toMatchObject({ name: error });
    expect(faulty.asked.length - before).toBe(times);
  }
  faulty.accept();
});
