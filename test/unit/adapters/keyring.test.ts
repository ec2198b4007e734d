import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Keyring, keyring } from '../../../functions/adapters/keyring.ts';
import { store } from '../../../functions/adapters/store.ts';
import { type Host, lambdaHost } from '../../../functions/host.ts';
import { createTables, type Emulators, startEmulators } from '../../../local/emulators/index.ts';
import { type MeteredDynamoDB, meterDynamoDB } from '../../support/metered-dynamodb.ts';
import { tableEnvironment } from '../../support/tables.ts';

const owner = { userID: 'ada', factorID: 'phone' };
const secret = Buffer.from('12345678901234567890', 'ascii');

let emulators: Emulators;
let dynamodb: DynamoDBClient;
let table = 0;
beforeAll(async () => {
  emulators = await startEmulators();
  Object.assign(process.env, emulators.environment);
  dynamodb = new DynamoDBClient({});
});
afterAll(async () => {
  dynamodb.destroy();
  await emulators.close();
});

let host: Host;
beforeEach(async () => {
  table += 1;
  const KEYS_TABLE = `keys-${table}`;
  await createTables(dynamodb, [
    {
      tableName: KEYS_TABLE,
      attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
  ]);
  host = {
    ...lambdaHost,
    environment: { ...process.env, KEYS_TABLE, KEY_ARN: emulators.kms.keyArns[0], KEY_VERSION: '1' },
  };
});

const keyringOf = (version: string): Keyring =>
  keyring({ ...host, environment: { ...host.environment, KEY_VERSION: version } });

async function storedKeys(): Promise<string[]> {
  const { Items = [] } = await dynamodb.send(
    new ScanCommand({ TableName: host.environment['KEYS_TABLE'] ?? '' }),
  );
  return Items.map((item) => item['id']?.S ?? '').sort();
}

/** The text with one bit of one part turned. */
function altered(sealed: string, part: number): string {
  const parts = sealed.split('.');
  const bytes = Buffer.from(parts[part] ?? '', 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return parts.with(part, bytes.toString('base64url')).join('.');
}

describe('a sealed secret', () => {
  it('is opened by its owner, in this function and in another', async () => {
    const sealed = await keyring(host).seal(secret, owner);
    expect(Buffer.from(await keyring(host).unseal(sealed, owner))).toEqual(secret);
  });

  it('shows its key version and nothing of the secret, and is another text each time', async () => {
    const ring = keyring(host);
    const texts = await Promise.all([ring.seal(secret, owner), ring.seal(secret, owner)]);
    for (const text of texts) {
      expect(text).toMatch(/^1(\.[\w-]+){3}$/);
      expect(text).not.toContain(secret.toString('base64url').slice(0, 8));
    }
    expect(texts[0]).not.toBe(texts[1]);
  });

  it.each([
    ['another user', { ...owner, userID: 'eve' }],
    ['another factor', { ...owner, factorID: 'tablet' }],
    ['user and factor swapped', { userID: owner.factorID, factorID: owner.userID }],
    ['names that run together to the same', { userID: 'ada","phone', factorID: '' }],
  ])('is not opened for %s', async (_, other) => {
    const ring = keyring(host);
    const sealed = await ring.seal(secret, owner);
    await expect(ring.unseal(sealed, other)).rejects.toThrow();
  });

  it.each([
    ['nonce', 1],
    ['text', 2],
    ['tag', 3],
  ])('is not opened when its %s was altered', async (_, part) => {
    const ring = keyring(host);
    const sealed = await ring.seal(secret, owner);
    await expect(ring.unseal(altered(sealed, part), owner)).rejects.toThrow();
  });

  it.each([
    ['', 'nothing'],
    ['1', 'a version alone'],
    ['1...', 'empty parts'],
    ['x.AAAA.AAAA.AAAA', 'no version'],
  ])('is not %j: %s', async (text) => {
    const ring = keyring(host);
    await ring.seal(secret, owner);
    await expect(ring.unseal(text, owner)).rejects.toThrow();
  });

  it('is not opened with a shortened tag', async () => {
    const ring = keyring(host);
    const [version, nonce, text, tag = ''] = (await ring.seal(secret, owner)).split('.');
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
    await expect(ring.unseal([version, nonce, text, short].join('.'), owner)).rejects.toThrow();
  });

  it('is not opened as one of another key version', async () => {
    const [, ...parts] = (await keyringOf('1').seal(secret, owner)).split('.');
    await keyringOf('2').seal(secret, owner);
    await expect(keyringOf('2').unseal(['2', ...parts].join('.'), owner)).rejects.toThrow();
  });

  it('is still opened after the operator has raised the key version', async () => {
    const old = await keyringOf('1').seal(secret, owner);
    const raised = keyringOf('2');
    expect(await raised.seal(secret, owner)).toMatch(/^2\./);
    expect(Buffer.from(await raised.unseal(old, owner))).toEqual(secret);
  });
});

describe('preloading', () => {
  let metered: MeteredDynamoDB;
  let direct: string | undefined;
  beforeEach(async () => {
    metered = await meterDynamoDB(emulators.dynamodb.endpoint);
    direct = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = metered.endpoint;
  });
  afterEach(async () => {
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = direct;
    await metered.close();
  });

  /** A function that starts: its adapters have a host of their own. */
  function start() {
    const tables = tableEnvironment(`missing-${table}`);
    const endpoint = { AWS_ENDPOINT_URL_DYNAMODB: metered.endpoint };
    const own: Host = { ...host, environment: { ...tables, ...host.environment, ...endpoint } };
    return { ring: keyring(own), kept: store(own) };
  }

  it('reads the rows of all keys with the first read, and nobody who needs a key reads again', async () => {
    const first = keyring(host);
    const key = await first.emailCodeKey(1);
    const sealed = await first.seal(secret, owner);
    metered.read();
    const { ring, kept } = start();
    ring.preload(['email-codes', 'sealing']);
    expect(metered.read().calls).toEqual([]);
    expect(await kept.read({ table: 'keys', key: { id: 'none' } })).toEqual([undefined]);
    expect(metered.read().calls).toEqual(['BatchGetItem']);
    expect(await ring.emailCodeKey(1)).toEqual(key);
    expect(Buffer.from(await ring.unseal(sealed, owner))).toEqual(secret);
    expect(metered.read().calls).toEqual([]);
  });

  it('does not delay who needs a key before the first read', async () => {
    const key = await keyring(host).emailCodeKey(1);
    const { ring } = start();
    ring.preload(['email-codes', 'sealing']);
    expect(await ring.emailCodeKey(1)).toEqual(key);
  });

  it('together with a read that fails leaves the key to who needs it', async () => {
    const key = await keyring(host).emailCodeKey(1);
    const { ring, kept } = start();
    ring.preload(['email-codes', 'sealing']);
    await expect(kept.read({ table: 'users', key: { id: 'ada' } })).rejects.toThrow();
    expect(await ring.emailCodeKey(1)).toEqual(key);
  });

  it('makes no key; whoever needs it does', async () => {
    const ring = keyring(host);
    ring.preload(['email-codes', 'sealing']);
    await expect(ring.unseal('1.AAAA.AAAA.AAAA', owner)).rejects.toThrow('there is no data key');
    expect(await storedKeys()).toEqual([]);
    expect(await ring.emailCodeKey(1)).toHaveLength(32);
    expect(await storedKeys()).toEqual(['email-codes#1']);
  });

  it('that fails is tried again by whoever needs the key', async () => {
    const KEYS_TABLE = `${host.environment['KEYS_TABLE']}-late`;
    const ring = keyring({ ...host, environment: { ...host.environment, KEYS_TABLE } });
    ring.preload(['email-codes']);
    await expect(ring.emailCodeKey(1)).rejects.toThrow();
    await createTables(dynamodb, [
      {
        tableName: KEYS_TABLE,
        attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    ]);
    expect(await ring.emailCodeKey(1)).toHaveLength(32);
  });
});

describe('data keys', () => {
  it('are one per purpose, made once by however many functions that start at once', async () => {
    const rings = Array.from({ length: 10 }, () => keyring(host));
    const keys = await Promise.all(rings.map((ring) => ring.emailCodeKey(1)));
    const sealed = await Promise.all(rings.map((ring) => ring.seal(secret, owner)));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(await storedKeys()).toEqual(['email-codes#1', 'sealing#1']);
    for (const text of sealed) expect(Buffer.from(await keyring(host).unseal(text, owner))).toEqual(secret);
  });

  it('are stored wrapped, never in the clear', async () => {
    const key = Buffer.from(await keyring(host).emailCodeKey(1));
    const { Items = [] } = await dynamodb.send(
      new ScanCommand({ TableName: host.environment['KEYS_TABLE'] ?? '' }),
    );
    const wrapped = Buffer.from(Items[0]?.['wrapped']?.B ?? []);
    expect(wrapped.length).toBeGreaterThan(32);
    expect(wrapped.includes(key)).toBe(false);
  });

  it('are not made for what was sealed with one that is not there', async () => {
    const ring = keyring(host);
    const [, ...parts] = (await ring.seal(secret, owner)).split('.');
    for (const version of ['2', '0', '', 'NaN'])
      await expect(ring.unseal([version, ...parts].join('.'), owner)).rejects.toThrow();
    expect(await storedKeys()).toEqual(['sealing#1']);
  });

  it('find recovery codes by the version that they were stored with, and by the present one when new', async () => {
    const before = await keyringOf('1').recoveryCodeKey();
    const raised = keyringOf('2');
    expect(before.version).toBe(1);
    expect(await raised.recoveryCodeKey(1)).toEqual(before);
    const after = await raised.recoveryCodeKey();
    expect(after.version).toBe(2);
    expect(after.bytes).not.toEqual(before.bytes);
    expect(await storedKeys()).toEqual(['recovery-codes#1', 'recovery-codes#2']);
  });

  it('are not made to look for recovery codes whose own is not there', async () => {
    await expect(keyring(host).recoveryCodeKey(1)).rejects.toThrow();
    expect(await storedKeys()).toEqual([]);
  });

  it('are asked for again after a failure', async () => {
    const ring = keyring(host);
    const name = host.environment['KEYS_TABLE'];
    const broken = keyring({ ...host, environment: { ...host.environment, KEYS_TABLE: `${name}-missing` } });
    await expect(broken.emailCodeKey(1)).rejects.toThrow();
    await expect(broken.emailCodeKey(1)).rejects.toThrow();
    await createTables(dynamodb, [
      {
        tableName: `${name}-missing`,
        attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    ]);
    expect(await broken.emailCodeKey(1)).toHaveLength(32);
    expect(await ring.emailCodeKey(1)).toHaveLength(32);
  });
});
