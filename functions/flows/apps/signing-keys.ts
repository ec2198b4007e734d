import * as crypto from 'node:crypto';
import { promisify } from 'node:util';
import {
  isNewKeyDue,
  type MadeKey,
  rotate,
  type SigningKey,
  type SigningKeys,
  signingKeyAt,
  signingKeysKey,
} from '../../../core/apps/signing-key.ts';
import { scheduledCircumstances } from '../../../core/kernel/circumstances.ts';
import { randomID } from '../../../core/kernel/random.ts';
import type { Keyring } from '../../adapters/keyring.ts';
import { carryOut, type DecisionPorts } from '../carry-out.ts';

type Ports = DecisionPorts & { readonly keyring: Keyring };

export const signingKeysRow = { table: 'keys', key: signingKeysKey } as const;

/** Makes the next signing key if it is due, and drops those that are over. */
export async function rotateSigningKeys(ports: Ports): Promise<void> {
  const now = ports.host.now();
  const [set] = await ports.store.read<[SigningKeys]>(signingKeysRow);
  const made = isNewKeyDue(set, now) ? await makeSigningKey(ports) : undefined;
  await carryOut(rotate(set, made, now), ports, scheduledCircumstances(now));
}

/** The private key that signs now. The first token of a stage makes the first key, unless the job did. */
export async function openSigningKey(
  ports: Ports,
  set: SigningKeys | undefined,
): Promise<{ readonly id: string; readonly privateKey: crypto.KeyObject }> {
  const { id, sealed } = signingKeyAt(set, ports.host.now()) ?? (await makeFirst(ports));
  return privateKeyOf(await ports.keyring.unsealSigningKey(sealed, id), id);
}

/** All private keys that have signed and may still verify, the one that signs now first. */
export async function openSigningKeys(ports: Ports) {
  const [set] = await ports.store.read<[SigningKeys]>(signingKeysRow);
  const first = await openSigningKey(ports, set);
  const { keyring, host } = ports;
  const others = (set?.keys ?? []).filter(({ id, signsFrom }) => id !== first.id && signsFrom <= host.now());
  const opened = others.map(async ({ id, sealed }) =>
    privateKeyOf(await keyring.unsealSigningKey(sealed, id), id),
  );
  return [first, ...(await Promise.all(opened))];
}

const privateKeyOf = (der: Uint8Array, id: string) => ({
  id,
  privateKey: crypto.createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }),
});

async function makeFirst(ports: Ports): Promise<SigningKey> {
  await rotateSigningKeys(ports);
  const [set] = await ports.store.read<[SigningKeys]>(signingKeysRow);
  const first = signingKeyAt(set, ports.host.now());
  if (!first) throw new Error('there is no signing key');
  return first;
}

async function makeSigningKey({ keyring, host }: Ports): Promise<MadeKey> {
  const { privateKey, publicKey } = await promisify(crypto.generateKeyPair)('rsa', { modulusLength: 2048 });
  const id = randomID(host.random);
  const { n, e } = publicKey.export({ format: 'jwk' });
  if (n === undefined || e === undefined) throw new TypeError('an RSA key without a modulus');
  const sealed = await keyring.sealSigningKey(privateKey.export({ type: 'pkcs8', format: 'der' }), id);
  return { id, publicKey: { n, e }, sealed };
}
