import { SESClient, SendEmailCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessRequest } from '../../local/emulators/authorize.ts';
import { type SesEmulator, startSes } from '../../local/emulators/ses.ts';

describe('the emulator of SES', () => {
  let emulator: SesEmulator;
  let client: SESClient;
  let asked: AccessRequest[];
  let refusal: string | undefined;

  beforeEach(async () => {
    asked = [];
    refusal = undefined;
    emulator = await startSes({
      authorize: (request) => {
        asked.push(request);
        return refusal;
      },
    });
    // Also after other tests of this file: the mails of an emulator end with it.
    expect(await emulator.inbox()).toEqual([]);
    client = new SESClient({
      endpoint: emulator.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'SignInFunction', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  });

  afterEach(() => emulator.close());

  const send = (subject: string, configurationSet?: string) =>
    client.send(
      new SendEmailCommand({
        ConfigurationSetName: configurationSet,
        Source: 'Accounts <no-reply@example.com>',
        Destination: { ToAddresses: ['olivia@example.com'] },
        Message: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: { Text: { Data: 'Grüße & <b>' }, Html: { Data: '<p>Grüße</p>' } },
        },
      }),
    );

  it('asks whether the sender may use the identities of both sides, as SES does in its sandbox', async () => {
    await send('code', 'test');
    expect(asked.map(({ resources }) => resources.map((arn) => arn.replace(/^.*:/, '')))).toEqual([
      ['identity/no-reply@example.com', 'identity/example.com'],
      ['identity/olivia@example.com'],
      ['configuration-set/test'],
    ]);
  });

  it('keeps what is sent in its inbox, oldest first, until it is cleared', async () => {
    const { MessageId } = await send('first');
    await send('second');
    const inbox = await emulator.inbox();
    expect(inbox.map((mail) => mail.subject)).toEqual(['first', 'second']);
    expect(inbox[0]).toMatchObject({
      messageId: MessageId,
      from: 'Accounts <no-reply@example.com>',
      destination: { to: ['olivia@example.com'] },
      body: { text: 'Grüße & <b>', html: '<p>Grüße</p>' },
    });
    await emulator.clearInbox();
    expect(await emulator.inbox()).toEqual([]);
  });

  it('asks whether the caller may send from the address, by itself or by its domain', async () => {
    await send('first');
    expect(asked.slice(0, 1)).toEqual([
      {
        accessKeyID: 'SignInFunction',
        action: 'ses:SendEmail',
        resources: [
          'arn:aws:ses:us-east-1:000000000000:identity/no-reply@example.com',
          'arn:aws:ses:us-east-1:000000000000:identity/example.com',
        ],
        context: { 'ses:FromAddress': 'no-reply@example.com' },
      },
    ]);
    refusal = 'User `x` is not authorized & <so on>';
    await expect(send('second')).rejects.toMatchObject({ name: 'AccessDenied', message: refusal });
    expect(await emulator.inbox()).toHaveLength(1);
  });

  it('asks the same for the configuration set that it is to be sent with', async () => {
    await send('first', 'serverless-mfa-dev');
    expect(asked.map(({ action, resources }) => [action, resources.at(-1)])).toEqual([
      ['ses:SendEmail', 'arn:aws:ses:us-east-1:000000000000:identity/example.com'],
      ['ses:SendEmail', 'arn:aws:ses:us-east-1:000000000000:identity/olivia@example.com'],
      ['ses:SendEmail', 'arn:aws:ses:us-east-1:000000000000:configuration-set/serverless-mfa-dev'],
    ]);
    expect(await emulator.inbox()).toHaveLength(1);
  });

  it('answers an error, and does not hang, on a call that it does not offer', async () => {
    const call = new VerifyEmailIdentityCommand({ EmailAddress: 'olivia@example.com' });
    await expect(client.send(call)).rejects.toMatchObject({ name: 'InvalidAction' });
  });

  it('answers an error that the client can read to a mail that it does not take', async () => {
    await expect(send('')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('refuses to send while sending is paused', async () => {
    emulator.pauseSending();
    await expect(send('first')).rejects.toMatchObject({ name: 'AccountSendingPausedException' });
    emulator.resumeSending();
    await send('second');
    expect((await emulator.inbox()).map((mail) => mail.subject)).toEqual(['second']);
  });

  it('refuses connections while it is interrupted', async () => {
    await emulator.interrupt();
    await expect(send('first')).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
    await emulator.restore();
    await send('second');
  });
});
