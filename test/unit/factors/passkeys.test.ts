import { describe, expect, it } from 'vitest';
import { activationBeginnings } from '../../../core/factors/activations.ts';
import type { CodeProof } from '../../../core/factors/factor.ts';
import {
  begin,
  beginActivation,
  needsUserVerification,
  passkeyID,
  requestOptions,
  type StoredPasskey,
  userOfHandle,
} from '../../../core/factors/passkey.ts';
import { check, readClientData } from '../../../core/factors/passkey-assertion.ts';
import { checkRegistration, modelName } from '../../../core/factors/passkey-registration.ts';
import { put } from '../../../core/kernel/change.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { origin } from '../../support/origin.ts';
import { type Answering, SoftwarePasskey } from '../../support/software-authenticator.ts';
import { noon } from '../../support/users.ts';

const rpID = 'mfa.example.com';
const relyingParty = { origin, rpID, name: 'Sample' };
const challenge = Buffer.alloc(32, 7).toString('base64url');
/** As ids of accounts are. */
const userID = 'a'.repeat(26);
const user = { userID, email: 'ada@example.com', name: 'Ada' };

function creationOptions(passkeys: readonly StoredPasskey[] = []) {
  const { show } = beginActivation({ challenge, relyingParty, user, passkeys });
  if (!show) throw new Error('an activation shows options');
  return { ...show.publicKey, rp: { ...show.publicKey.rp, id: rpID } };
}

async function register(
  passkey: SoftwarePasskey,
  answering: Answering = {},
  names: readonly string[] = [],
): Promise<CodeProof | undefined> {
  const credential = passkey.create(creationOptions(), answering);
  return checkRegistration({ credential, challenge, relyingParty, names });
}

/** A passkey as its account has it. */
async function enabled(defaults: Answering = {}) {
  const passkey = new SoftwarePasskey(defaults);
  const proof = await register(passkey);
  const { id = '', name = '' } = proof?.factor ?? {};
  const row = { ...proof?.record, userID, id, name, type: 'passkey', createdAt: noon } as const;
  return { passkey, stored: row as unknown as StoredPasskey };
}

const assertion = (
  { passkey, stored }: { readonly passkey: SoftwarePasskey; readonly stored?: StoredPasskey },
  answering: Answering = {},
  needsVerification = false,
) =>
  check({
    input: passkey.get({ challenge, rpId: rpID }, answering),
    evidence: { challenge, relyingParty, needsVerification, ...(stored && { stored }) },
    now: noon,
  });

/** What is stored of a passkey after it was used. */
async function usedOnce(
  { passkey, stored }: { readonly passkey: SoftwarePasskey; readonly stored: StoredPasskey },
  answering: Answering = {},
) {
  const checked = await assertion({ passkey, stored }, answering);
  const key = { userID, id: stored.id };
  const store = memoryStore();
  store.commitNow([put('factors', key, { ...stored })]);
  const commit = store.commitNow(checked?.proof?.uses ?? []);
  return { checked, commit, row: store.rowAt({ table: 'factors', key }) };
}

describe('the options for a new passkey', () => {
  it('ask for one that can sign in alone, for this account, and for no attestation', () => {
    const options = beginActivation({ challenge, relyingParty, user, passkeys: [] }).show?.publicKey;
    expect(options).toMatchObject({
      challenge,
      rp: { id: rpID, name: 'Sample' },
      user: { name: user.email, displayName: 'Ada' },
      pubKeyCredParams: [-7, -257, -8].map((alg) => ({ type: 'public-key', alg })),
      timeout: 300_000,
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'preferred',
      },
      attestation: 'none',
    });
    expect(userOfHandle(options?.user.id)).toBe(userID);
  });

  it('exclude those that the account has, and remember their names', async () => {
    const { stored } = await enabled();
    const begun = await activationBeginnings.passkey({ challenge, relyingParty, user, passkeys: [stored] });
    expect(begun.show?.publicKey.excludeCredentials).toEqual([
      { id: stored.credentialID, type: 'public-key', transports: ['internal'] },
    ]);
    expect(begun.keep).toEqual({ signed: challenge, names: ['Passkey'] });
  });
});

describe('the options for a signature', () => {
  it('name the passkeys of the account that are bound to this domain', async () => {
    const { stored } = await enabled();
    const elsewhere = { ...stored, credentialID: 'elsewhere', rpID: 'example.net' };
    const passkeys = [stored, elsewhere];
    const begun = begin({ challenge, rpID, passkeys, needsVerification: false });
    expect(begun).toEqual({
      show: {
        publicKey: {
          challenge,
          rpId: rpID,
          timeout: 300_000,
          userVerification: 'preferred',
          allowCredentials: [{ id: stored.credentialID, type: 'public-key', transports: ['internal'] }],
        },
      },
      keep: { signed: challenge },
    });
  });

  it('name none where nobody has said who signs in, and ask for the PIN or biometrics', () => {
    const options = requestOptions({ challenge, rpID, needsVerification: true });
    expect(options).not.toHaveProperty('allowCredentials');
    expect(options.userVerification).toBe('required');
  });

  it('need the PIN or biometrics, unless a password or an SSH key was proved before', () => {
    expect(needsUserVerification([])).toBe(true);
    expect(needsUserVerification(['passkey'])).toBe(true);
    expect(needsUserVerification(['password'])).toBe(false);
    expect(needsUserVerification(['email', 'key'])).toBe(false);
  });
});

describe('a new passkey', () => {
  it('is recorded with all that later answers are compared with', async () => {
    const passkey = new SoftwarePasskey({ backupEligible: true, backedUp: true, signCount: 5 });
    const proof = await register(passkey);
    expect(proof).toMatchObject({
      method: 'passkey',
      uses: [],
      amr: ['swk'],
      factor: { id: passkeyID(passkey.id), name: 'Passkey' },
      record: {
        credentialID: passkey.id,
        algorithm: -7,
        signCount: 5,
        transports: ['internal'],
        aaguid: '00000000-0000-0000-0000-000000000000',
        backupEligible: true,
        backedUp: true,
        userVerified: true,
        rpID,
      },
    });
  });

  it.each(['RS256', 'Ed25519'] as const)('may use %s', async (algorithm) => {
    const proof = await register(new SoftwarePasskey({}, algorithm));
    expect(proof?.record['algorithm']).toBe({ RS256: -257, Ed25519: -8 }[algorithm]);
  });

  it('that cannot be synced says nothing about where its key is', async () => {
    const proof = await register(new SoftwarePasskey());
    expect(proof).toMatchObject({ amr: [], record: { backupEligible: false, backedUp: false } });
  });

  it('need not verify its user', async () => {
    const proof = await register(new SoftwarePasskey({ userVerified: false }));
    expect(proof?.record['userVerified']).toBe(false);
  });

  it('of a browser that does not say how it is reached has no transports', async () => {
    const credential = new SoftwarePasskey().create(creationOptions());
    const { transports: _, ...response } = credential.response;
    const proof = await checkRegistration({
      credential: { ...credential, response },
      challenge,
      relyingParty,
      names: [],
    });
    expect(proof?.record['transports']).toEqual([]);
  });

  it('gets a name that no other passkey of the account has', async () => {
    const nameAmong = async (...names: readonly string[]) =>
      (await register(new SoftwarePasskey(), {}, names))?.factor?.name;
    expect(await nameAmong('Phone')).toBe('Passkey');
    expect(await nameAmong('Passkey')).toBe('Passkey 2');
    expect(await nameAmong('Passkey', 'Passkey 3')).toBe('Passkey 2');
    expect(await nameAmong('Passkey', 'Passkey 2', 'Passkey 3')).toBe('Passkey 4');
  });

  it.each<[string, Answering]>([
    ['of another domain', { rpID: 'example.net' }],
    ['from another origin', { origin: 'https://mfa.example.net' }],
    ['for another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['of another type', { type: 'webauthn.get' }],
    ['without its user', { userPresent: false }],
    ['from a frame', { clientData: { crossOrigin: true } }],
    ['from a page in a frame', { clientData: { topOrigin: 'https://evil.example' } }],
  ])('%s is refused', async (_, answering) => {
    expect(await register(new SoftwarePasskey(), answering)).toBeUndefined();
  });

  it('is refused under another id than the one that was signed', async () => {
    const credential = { ...new SoftwarePasskey().create(creationOptions()), id: 'other', rawId: 'other' };
    expect(await checkRegistration({ credential, challenge, relyingParty, names: [] })).toBeUndefined();
  });
});

describe('the name of a model', () => {
  it('is what its maker calls it, or the default', () => {
    expect(modelName('fbfc3007-154e-4ecc-8c0b-6e020557d7bd')).toMatch(/Apple|iCloud/);
    expect(modelName('00000000-0000-0000-0000-000000000000')).toBe('Passkey');
  });
});

describe('an answer of a passkey', () => {
  it('proves it, and says whether its user was verified and whether it can be synced', async () => {
    const plain = await enabled();
    expect((await assertion(plain))?.proof).toMatchObject({
      method: 'passkey',
      record: {},
      userVerified: true,
      amr: [],
    });
    expect((await assertion(plain, { userVerified: false }))?.proof?.userVerified).toBe(false);
    const synced = await enabled({ backupEligible: true });
    expect((await assertion(synced))?.proof?.amr).toEqual(['swk']);
  });

  it('is written down with its count and when it was, and whether it is synced by now', async () => {
    const synced = await enabled({ backupEligible: true });
    const { commit, row } = await usedOnce(synced, { backedUp: true, signCount: 9 });
    expect(commit).toEqual({ committed: true });
    expect(row).toMatchObject({ lastUsedAt: noon, backedUp: true, signCount: 9 });
  });

  it('is good once, however often it is sent', async () => {
    const { passkey, stored } = await enabled();
    const key = { userID, id: stored.id };
    const store = memoryStore();
    store.commitNow([put('factors', key, { ...stored })]);
    const uses = (await assertion({ passkey, stored }))?.proof?.uses ?? [];
    expect([store.commitNow(uses).committed, store.commitNow(uses).committed]).toEqual([true, false]);
  });

  it('of a passkey that was disabled meanwhile is lost', async () => {
    for (const [before, signCount] of [
      [0, 0],
      [5, 9],
    ] as const) {
      const checked = await assertion(await enabled({ signCount: before }), { signCount });
      expect(memoryStore().commitNow(checked?.proof?.uses ?? []).committed).toBe(false);
    }
  });

  it.each<[string, Answering]>([
    ['for another domain', { rpID: 'example.net' }],
    ['from another origin', { origin: 'https://mfa.example.net' }],
    ['to another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['of another type', { type: 'webauthn.create' }],
    ['without its user', { userPresent: false }],
    ['from a frame', { clientData: { crossOrigin: true } }],
    ['from a page in a frame', { clientData: { topOrigin: 'https://evil.example' } }],
    ['that claims to be synced', { backupEligible: true }],
    ['that names another account', { userHandle: Buffer.from('b'.repeat(26)).toString('base64url') }],
    ['that names no account at all', { userHandle: 'nobody' }],
    ['that was changed', { tamper: (data) => Buffer.concat([data.subarray(0, 33), Buffer.alloc(4, 9)]) }],
  ])('%s is refused', async (_, answering) => {
    const known = await enabled();
    expect(await assertion(known, answering)).toBeUndefined();
    expect((await assertion(known))?.proof).toBeDefined();
  });

  it('of a passkey that the account does not have, or of another one, is refused', async () => {
    const { passkey } = await enabled();
    const { stored } = await enabled();
    expect(await assertion({ passkey })).toBeUndefined();
    expect(await assertion({ passkey, stored })).toBeUndefined();
  });

  it('need not name the account', async () => {
    expect((await assertion(await enabled(), { userHandle: null }))?.proof).toBeDefined();
  });

  it('without a PIN or biometrics is refused where they are needed', async () => {
    const known = await enabled();
    expect(await assertion(known, { userVerified: false }, true)).toBeUndefined();
    expect((await assertion(known, { userVerified: true }, true))?.proof).toBeDefined();
  });
});

describe('the count of a passkey', () => {
  it.each([
    ['rises', 5, 6, false],
    ['stays the same', 5, 5, true],
    ['falls', 5, 4, true],
    ['falls to nothing', 5, 0, true],
    ['begins', 0, 1, false],
    ['is none', 0, 0, false],
  ])('that %s, from %i to %i, means a copy: %s', async (_, before, signCount, isCopy) => {
    const known = await enabled({ signCount: before });
    const checked = await assertion(known, { signCount });
    expect(checked).toMatchObject({ countWentBack: isCopy });
    expect(checked?.proof === undefined).toBe(isCopy);
  });

  it('that falls is no copy where the passkey can be synced, and is kept', async () => {
    const synced = await enabled({ backupEligible: true, signCount: 5 });
    const { checked, commit, row } = await usedOnce(synced, { signCount: 4 });
    expect(checked).toMatchObject({ countWentBack: true, proof: { method: 'passkey' } });
    expect(commit).toEqual({ committed: true });
    expect(row).toMatchObject({ signCount: 5, lastUsedAt: noon });
  });

  it('that is none is left alone', async () => {
    const { commit, row } = await usedOnce(await enabled({ signCount: 0 }), { signCount: 0 });
    expect(commit).toEqual({ committed: true });
    expect(row).toMatchObject({ signCount: 0 });
  });
});

describe('what a passkey says about its account', () => {
  it.each([
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
    [Buffer.from(userID).toString('base64url'), userID],
    [Buffer.from(`${userID}a`).toString('base64url'), undefined],
    [Buffer.from(`-${userID}`).toString('base64url'), undefined],
    [Buffer.from(userID.toUpperCase()).toString('base64url'), undefined],
  ])('as the handle %j is %j', (handle, account) => {
    expect(userOfHandle(handle)).toBe(account);
  });

  it('in its client data is read, and is nothing if that is not an object', () => {
    const read = (text: string) => readClientData(Buffer.from(text).toString('base64url'));
    expect(read('{"challenge":"x"}')).toEqual({ challenge: 'x' });
    for (const text of ['null', '7', '"x"', '{', '']) expect(read(text), text).toEqual({});
  });
});
