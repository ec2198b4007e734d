import * as crypto from 'node:crypto';
import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { RecoveryCodeKey } from '../../core/factors/recovery-code.ts';
import { type Host, setting } from '../host.ts';
import type { KeyPurpose } from '../steps.ts';
import { clientOptions } from './client-options.ts';
import { dynamodbOf, readAlongside, takeCompanions } from './dynamodb-client.ts';

/** The data keys: one per purpose and version, wrapped by the KMS key, and unwrapped once per cold start. */
export interface Keyring {
  /** The version with which new codes are derived and new secrets are sealed. */
  readonly version: number;
  /**
   * Loads keys of the current version beside other work, so that a cold start need not wait for them later: the rows of
   * all with the next read of the store, and then KMS unwraps the first. A key that does not exist is not made, and a
   * failure is left to whoever needs the key.
   */
  readonly preload: (purposes: readonly KeyPurpose[]) => void;
  readonly emailCodeKey: (version: number) => Promise<Uint8Array>;
  /**
   * The key of the version with which existing codes were stored, which must exist. Without a version: the key of the
   * current version, for new codes.
   */
  readonly recoveryCodeKey: (storedVersion?: number) => Promise<RecoveryCodeKey>;
  /** Signs the challenges of sign-ins by a passkey alone. */
  readonly passkeyKey: () => Promise<Uint8Array>;
  /** What the account of the scheduled sign-in is derived from. */
  readonly signInCheckKey: () => Promise<Uint8Array>;
  /** AES-256-GCM. The owner is in the additional authenticated data, and the key version is stored beside the text. */
  readonly seal: (secret: Uint8Array, owner: SealOwner) => Promise<string>;
  /** @throws if the text was sealed for another owner, or was altered */
  readonly unseal: (sealed: string, owner: SealOwner) => Promise<Uint8Array>;
  /** The same for the private key of a signing key, with a data key of its own. */
  readonly sealSigningKey: (privateKey: Uint8Array, keyID: string) => Promise<string>;
  readonly unsealSigningKey: (sealed: string, keyID: string) => Promise<Uint8Array>;
}

export interface SealOwner {
  readonly userID: string;
  readonly factorID: string;
}

type IfMissing = 'make' | 'fail';
type Item = Readonly<Record<string, AttributeValue>>;
/** The wrapped keys by their ids. */
type Rows = ReadonlyMap<string | undefined, Uint8Array | undefined>;

export function keyring(host: Host): Keyring {
  const keys = new Map<string, Promise<Uint8Array>>();
  const unwrapped = new Map<string, Promise<Uint8Array | undefined>>();
  const { preload, load } = dataKeyLoader(host);
  const loadUnlessPreloaded = async (purpose: KeyPurpose, id: string, ifMissing: IfMissing) => {
    // Nothing was read yet, and the key is needed now.
    takeCompanions(host)?.found([]);
    return (await unwrapped.get(id)) ?? load(purpose, id, ifMissing);
  };
  const key = (purpose: KeyPurpose, version: number, ifMissing: IfMissing = 'make') => {
    const id = `${purpose}#${version}`;
    const known = keys.get(id) ?? loadUnlessPreloaded(purpose, id, ifMissing);
    keys.set(id, known);
    // A failure must not be remembered: the next request tries again.
    known.catch(() => keys.delete(id));
    return known;
  };
  const version = Number(setting(host, 'KEY_VERSION'));
  const sealWith = async (purpose: KeyPurpose, secret: Uint8Array, about: Uint8Array) => {
    const nonce = host.random(12);
    const cipher = crypto.createCipheriv('aes-256-gcm', await key(purpose, version), nonce);
    cipher.setAAD(about);
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return [
      version,
      ...[nonce, sealed, cipher.getAuthTag()].map((part) => Buffer.from(part).toString('base64url')),
    ].join('.');
  };
  const unsealWith = async (purpose: KeyPurpose, text: string, about: Uint8Array) => {
    const [ofVersion, nonce, sealed, tag] = text.split('.');
    const bytes = (part = '') => Buffer.from(part, 'base64url');
    // The key must have existed when the text was sealed. A new one would only hide that it is lost.
    const opener = await key(purpose, Number(ofVersion), 'fail');
    const decipher = crypto.createDecipheriv('aes-256-gcm', opener, bytes(nonce), { authTagLength: 16 });
    decipher.setAAD(about);
    decipher.setAuthTag(bytes(tag));
    return Buffer.concat([decipher.update(bytes(sealed)), decipher.final()]);
  };
  return {
    version,
    preload: (purposes) => {
      const [first] = purposes;
      if (first === undefined || keys.size > 0) return;
      const ids = purposes.map((purpose) => `${purpose}#${version}`);
      unwrapped.set(`${first}#${version}`, preload(first, ids));
    },
    emailCodeKey: (ofVersion) => key('email-codes', ofVersion),
    recoveryCodeKey: async (storedVersion) => {
      const bytes = await key('recovery-codes', storedVersion ?? version, storedVersion ? 'fail' : 'make');
      return { version: storedVersion ?? version, bytes };
    },
    passkeyKey: () => key('passkeys', version),
    signInCheckKey: () => key('sign-in-check', version),
    seal: (secret, owner) => sealWith('sealing', secret, ownerBytes(owner)),
    unseal: (sealed, owner) => unsealWith('sealing', sealed, ownerBytes(owner)),
    sealSigningKey: (privateKey, keyID) => sealWith('signing', privateKey, Buffer.from(keyID)),
    unsealSigningKey: (sealed, keyID) => unsealWith('signing', sealed, Buffer.from(keyID)),
  };
}

const ownerBytes = (owner: SealOwner) => Buffer.from(JSON.stringify([owner.userID, owner.factorID]), 'utf8');

function dataKeyLoader(host: Host) {
  const kms = new KMSClient(clientOptions(host));
  const dynamodb = dynamodbOf(host);
  const TableName = setting(host, 'KEYS_TABLE');
  const rowsOf = (items: readonly Item[] = []): Rows =>
    new Map(items.map((item) => [item['id']?.S, item['wrapped']?.B]));
  const keyOf = (id: string) => ({ id: { S: id } });
  const read = async (id: string): Promise<Rows> => {
    const RequestItems = { [TableName]: { Keys: [keyOf(id)], ConsistentRead: true } };
    return rowsOf((await dynamodb.send(new BatchGetItemCommand({ RequestItems }))).Responses?.[TableName]);
  };
  let preread: Promise<Rows> | undefined;
  const stored = async (id: string) => (await preread)?.get(id) ?? (await read(id)).get(id);
  const unwrap = async (wrapped: Uint8Array, purpose: KeyPurpose) => {
    const opened = await kms.send(
      new DecryptCommand({
        CiphertextBlob: wrapped,
        EncryptionContext: { purpose },
        KeyId: setting(host, 'KEY_ARN'),
      }),
    );
    if (!opened.Plaintext) throw new Error('KMS decrypted nothing');
    return opened.Plaintext;
  };
  const preload = async (purpose: KeyPurpose, ids: readonly string[]): Promise<Uint8Array | undefined> => {
    preread = new Promise((resolve) => {
      const found = (items: readonly Item[]) => resolve(rowsOf(items));
      readAlongside(host, { tableName: TableName, keys: ids.map(keyOf), found });
    });
    const wrapped = (await preread).get(ids[0]);
    return wrapped && unwrap(wrapped, purpose).catch(() => undefined);
  };
  const load = async (purpose: KeyPurpose, id: string, ifMissing: IfMissing): Promise<Uint8Array> => {
    const wrapped = await stored(id);
    if (wrapped) return unwrap(wrapped, purpose);
    if (ifMissing === 'fail') throw new Error(`there is no data key ${id}`);
    const made = await kms.send(
      new GenerateDataKeyCommand({
        KeyId: setting(host, 'KEY_ARN'),
        KeySpec: 'AES_256',
        EncryptionContext: { purpose },
      }),
    );
    if (!made.Plaintext || !made.CiphertextBlob) throw new Error('KMS made no data key');
    try {
      const Item = { id: { S: id }, wrapped: { B: made.CiphertextBlob } };
      await dynamodb.send(
        new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(id)' }),
      );
      return made.Plaintext;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const others = await stored(id);
      if (!others) throw new Error(`the data key ${id} vanished`, { cause: error });
      return unwrap(others, purpose);
    }
  };
  return { preload, load };
}
