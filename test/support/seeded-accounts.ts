import { createUser, type User, userKey } from '../../core/accounts/user.ts';
import { codeAtStep, secretBytes, stepAt } from '../../core/factors/authenticator.ts';
import type { CodeProof, FactorType } from '../../core/factors/factor.ts';
import { checkRegistration } from '../../core/factors/passkey-registration.ts';
import { methodChecks } from '../../core/factors/registry.ts';
import { isRefused } from '../../core/kernel/decision.ts';
import { randomID } from '../../core/kernel/random.ts';
import { completeActivation, isActivation } from '../../core/sign-in/activation.ts';
import { newChallengeID } from '../../core/sign-in/challenge.ts';
import { newChallenge } from '../../core/sign-in/challenge-decisions.ts';
import { type Keyring, keyring } from '../../functions/adapters/keyring.ts';
import { passwords } from '../../functions/adapters/passwords.ts';
import { type Store, store } from '../../functions/adapters/store.ts';
import { readRelyingParty } from '../../functions/flows/factors/relying-party.ts';
import { type App, appOf, goodPassword, newAddress, type Person } from './people.ts';
import type { Service } from './service.ts';
import { SoftwarePasskey } from './software-authenticator.ts';

export interface SeededAccount extends Person {
  readonly apps: readonly App[];
  readonly passkeys: readonly SoftwarePasskey[];
  /** Of the undo link that the mail about the first factor carries. */
  readonly undoToken?: string;
}

/** Writes accounts straight into the tables, by the decisions that the steps commit: many of them for one password hash. */
export interface Seeder {
  /** An account with these factors, the first of them preferred. */
  account(types: readonly FactorType[]): Promise<SeededAccount>;
  user(userID: string): Promise<User>;
}

export async function seederOf(
  service: Pick<Service, 'host' | 'clock'>,
  { kept, keys }: { readonly kept: Store; readonly keys: Keyring } = {
    kept: store(service.host),
    keys: keyring(service.host),
  },
): Promise<Seeder> {
  const { host } = service;
  const passwordHash = await passwords(host).hash(goodPassword);
  const user = async (userID: string) => {
    const [row] = await kept.read<[User]>({ table: 'users', key: userKey(userID) });
    if (!row) throw new Error(`no account ${userID}`);
    return row;
  };

  /** Enables a factor by the decisions of an activation, of which nothing is stored but what it leads to. */
  async function enable(
    account: User,
    type: FactorType,
  ): Promise<{ app?: App; passkey?: SoftwarePasskey; undoToken?: string }> {
    const now = service.clock.now;
    const factorID = randomID(host.random);
    const opening = {
      id: newChallengeID(account.userID, host.random),
      purpose: 'activation',
      provedMethods: ['password'],
      keyVersion: keys.version,
      factor: { id: factorID, name: type },
    } as const;
    const { challenge } = newChallenge(account, opening, type, undefined, now).answer;
    const { proof, app, passkey } = await proofs[type](account.userID, factorID, now);
    if (!proof || !isActivation(challenge)) throw new Error('the code was wrong');
    const request = { preferred: false, random: host.random };
    const decision = completeActivation(account, challenge, proof, request, now);
    if (isRefused(decision)) throw new Error(decision.refuse.detail);
    const changes = decision.commit.filter(({ key }) => key['id'] !== challenge.id);
    if (!(await kept.commit(changes)).committed) throw new Error('the factor was not enabled');
    const undoToken = decision.notify
      .map(({ message }) => (message.kind === 'factor-enabled' ? message.undo?.token : undefined))
      .find((token) => token !== undefined);
    return { ...(app && { app }), ...(passkey && { passkey }), ...(undoToken && { undoToken }) };
  }

  const relyingParty = readRelyingParty(host);

  const proofs: {
    readonly [type in FactorType]: (
      userID: string,
      factorID: string,
      now: number,
    ) => Promise<{ proof: CodeProof | undefined; app?: App; passkey?: SoftwarePasskey }>;
  } = {
    email: async (_userID, _factorID, now) => {
      const [input, evidence] = ['123456', { mailedCode: '123456' }];
      return { proof: await methodChecks.email.check({ input, evidence, now }) };
    },
    authenticator: async (userID, id, now) => {
      const secret = host.random(secretBytes);
      const sealedSecret = await keys.seal(secret, { userID, factorID: id });
      // The code of the step before, so that the app's present one is unused.
      const input = codeAtStep(secret, stepAt(now) - 1);
      const evidence = { authenticators: [{ userID, id, secret, sealedSecret, lastUsedStep: 0 }] };
      return { proof: await methodChecks.authenticator.check({ input, evidence, now }), app: appOf(secret) };
    },
    passkey: async (userID) => {
      const passkey = new SoftwarePasskey();
      const [challenge, user] = ['AAAA', { id: Buffer.from(userID).toString('base64url') }];
      const credential = passkey.create({ challenge, rp: { id: relyingParty.rpID }, user });
      return { proof: await checkRegistration({ credential, challenge, relyingParty, names: [] }), passkey };
    },
  };

  return {
    user,
    async account(types) {
      const email = newAddress();
      const userID = randomID(host.random);
      const created = { userID, address: email, email, name: 'Test Person', passwordHash };
      await kept.commit(createUser({ ...created, now: service.clock.now }));
      const apps: App[] = [];
      const passkeys: SoftwarePasskey[] = [];
      let undoToken: string | undefined;
      for (const type of types) {
        const enabled = await enable(await user(userID), type);
        if (enabled.app) apps.push(enabled.app);
        if (enabled.passkey) passkeys.push(enabled.passkey);
        undoToken ??= enabled.undoToken;
      }
      return { email, password: goodPassword, id: userID, apps, passkeys, ...(undoToken && { undoToken }) };
    },
  };
}
