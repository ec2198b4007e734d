import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DecryptCommand, DescribeKeyCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessRequest } from '../../local/emulators/authorize.ts';
import { type KmsEmulator, type KmsOptions, startKms } from '../../local/emulators/kms.ts';

const [first, second] = ['1', '2'].map((it) => `arn:aws:kms:us-east-1:000000000000:key/${it}`) as [
  string,
  string,
];
const context = { purpose: 'sealing', version: '1' };

describe('the emulator of KMS', () => {
  let emulator: KmsEmulator;
  let client: KMSClient;
  let asked: AccessRequest[];
  let refuse: string | undefined;
  const open: { close(): Promise<void> }[] = [];

  async function start(options: KmsOptions = {}) {
    const kms = await startKms({ keyArns: [first, second], ...options });
    open.push(kms);
    const credentials = { accessKeyId: 'SignInFunction', secretAccessKey: 'local' };
    return {
      kms,
      client: new KMSClient({ endpoint: kms.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }),
    };
  }

  beforeEach(async () => {
    asked = [];
    refuse = undefined;
    ({ kms: emulator, client } = await start({
      authorize: (request) => {
        asked.push(request);
        return request.action === refuse ? 'not allowed' : undefined;
      },
    }));
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((it) => it.close()));
  });

  const generate = (KeyId = first, EncryptionContext: Record<string, string> = context) =>
    client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));
  const refusal = (sent: Promise<unknown>): Promise<Error> =>
    sent.then(
      () => Promise.reject(new Error('was accepted')),
      (error: Error) => error,
    );

  // https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
  it.each([
    ['Disabled', 'DisabledException'],
    ['PendingDeletion', 'KMSInvalidStateException'],
  ] as const)('has the key in the state %s refused, until it is enabled again', async (state, name) => {
    const { CiphertextBlob } = await generate();
    const stateOf = async (KeyId: string) =>
      (await client.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
    emulator.setKeyState(first, state);
    expect([await stateOf(first), await stateOf(second)]).toEqual([state, 'Enabled']);
    expect(await refusal(generate())).toMatchObject({ name });
    const open = () => client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }));
    expect(await refusal(open())).toMatchObject({ name });
    expect((await generate(second)).KeyId).toBe(second);
    emulator.setKeyState(first, 'Enabled');
    expect((await open()).KeyId).toBe(first);
  });

  it('gives a new data key each time and opens it again under the same context, in whatever order', async () => {
    const [one, other] = [await generate(), await generate()];
    expect(one.KeyId).toBe(first);
    expect(one.Plaintext).toHaveLength(32);
    expect(one.Plaintext).not.toEqual(other.Plaintext);
    const { Plaintext, KeyId } = await client.send(
      new DecryptCommand({
        CiphertextBlob: one.CiphertextBlob,
        EncryptionContext: { version: '1', purpose: 'sealing' },
      }),
    );
    expect(Plaintext).toEqual(one.Plaintext);
    expect(KeyId).toBe(first);
  });

  it.each([
    ['another purpose', { purpose: 'email-codes', version: '1' }],
    ['less', { purpose: 'sealing' }],
    ['more', { ...context, more: 'x' }],
    ['none', {}],
  ])('does not open it under a context that says %s', async (_, wrong) => {
    const { CiphertextBlob } = await generate();
    const error = await refusal(
      client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: wrong })),
    );
    expect(error.name).toBe('InvalidCiphertextException');
  });

  it('does not open what was changed, cut short, or not sealed by it', async () => {
    const blob = (await generate()).CiphertextBlob ?? new Uint8Array();
    const changed = Uint8Array.from(blob);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    for (const CiphertextBlob of [changed, blob.subarray(0, 40), new Uint8Array(80)]) {
      const error = await refusal(
        client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context })),
      );
      expect(error.name).toBe('InvalidCiphertextException');
    }
  });

  it('knows its keys and no others, and tells them apart', async () => {
    expect((await refusal(generate(`${first}9`))).name).toBe('NotFoundException');
    const { CiphertextBlob } = await generate();
    const error = await refusal(
      client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context, KeyId: second })),
    );
    expect(error.name).toBe('IncorrectKeyException');
  });

  it('refuses what the caller may not do, asking with the encryption context', async () => {
    refuse = 'kms:Decrypt';
    const { CiphertextBlob } = await generate();
    const error = await refusal(
      client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context })),
    );
    expect(error.name).toBe('AccessDeniedException');
    expect(asked.at(-1)).toEqual({
      accessKeyID: 'SignInFunction',
      action: 'kms:Decrypt',
      resources: [first],
      context: { 'kms:EncryptionContext:purpose': 'sealing', 'kms:EncryptionContext:version': '1' },
    });
  });

  it('answers an error to a call that it does not offer', async () => {
    const answer = await fetch(emulator.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'TrentService.ScheduleKeyDeletion' },
      body: '{}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  describe('with a key file', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'emulator-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('opens after a restart what it sealed before, and keeps the file to its owner', async () => {
      const path = join(folder, 'kms-key');
      ({ client } = await start({ path }));
      const { CiphertextBlob, Plaintext } = await generate();
      ({ client } = await start({ path }));
      const opened = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }));
      expect(opened.Plaintext).toEqual(Plaintext);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(await readFile(path)).toHaveLength(32);
    });

    it('refuses a file that is none of its own', async () => {
      const path = join(folder, 'kms-key');
      await writeFile(path, 'short');
      await expect(start({ path })).rejects.toThrow(`${path} is not a key file`);
    });
  });
});
