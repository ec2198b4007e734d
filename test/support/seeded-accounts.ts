import { createUser, type User, userKey } from '../../core/accounts/user.ts';
import { codeAtStep, secretBytes, stepAt } from '../../core/factors/authenticator.ts';
import type { Attempt, FactorType } from '../../core/factors/factor.ts';
import { factors } from '../../core/factors/registry.ts';
import { randomID } from '../../core/kernel/random.ts';
import { enableFactor } from '../../core/sign-in/activation.ts';
import { newChallengeID, openChallenge } from '../../core/sign-in/challenge.ts';
import { createMailLink } from '../../core/sign-in/mail-link.ts';
import { keyring } from '../../functions/adapters/keyring.ts';
import { passwords } from '../../functions/adapters/passwords.ts';
import { store } from '../../functions/adapters/store.ts';
import { type App, appOf, goodPassword, newAddress, type Person } from './people.ts';
import type { Service } from './service.ts';

export interface SeededAccount extends Person {
  readonly apps: readonly App[];
  /** Of the undo link that the mail about the first factor carries. */
  readonly undoToken?: string;
}

/** Writes accounts straight into the tables, by the decisions that the steps commit: many of them for one password hash. */
export interface Seeder {
  /** An account with these factors, the first of them preferred. */
  account(types: readonly FactorType[]): Promise<SeededAccount>;
  user(userID: string): Promise<User>;
}

export async function seederOf(service: Service): Promise<Seeder> {
  const { host } = service;
  const [kept, keys] = [store(host), keyring(host)];
  const passwordHash = await passwords(host).hash(goodPassword);
  const user = async (userID: string) => {
    const [row] = await kept.read<[User]>({ table: 'users', key: userKey(userID) });
    if (!row) throw new Error(`no account ${userID}`);
    return row;
  };

  async function enable(account: User, type: FactorType): Promise<App | undefined> {
    const now = service.clock.now;
    const { userID } = account;
    const [factorID, secret] = [randomID(host.random), host.random(secretBytes)];
    const sealedSecret = await keys.seal(secret, { userID, factorID });
    const factor = { id: factorID, name: type, ...(type === 'authenticator' && { sealedSecret }) };
    const id = newChallengeID(userID, host.random);
    const begin = {
      purpose: 'activation',
      method: type,
      provedMethods: ['password'],
      mailsCode: false,
    } as const;
    const { challenge } = openChallenge(account, { ...begin, id, now, keyVersion: keys.version, factor });
    // The code of the step before, so that the app's present one is unused.
    const code = type === 'email' ? '123456' : codeAtStep(secret, stepAt(now) - 1);
    const live = await factors[type].check(attemptOf(userID, factorID, code, secret, now));
    if (!live) throw new Error('the code was wrong');
    const { changes } = enableFactor(account, { ...challenge, factor }, live, false, now);
    if (!(await kept.commit(changes)).committed) throw new Error('the factor was not enabled');
    return type === 'authenticator' ? appOf(secret) : undefined;
  }

  return {
    user,
    async account(types) {
      const email = newAddress();
      const userID = randomID(host.random);
      const created = { userID, address: email, email, name: 'Test Person', passwordHash };
      await kept.commit(createUser({ ...created, now: service.clock.now }));
      const apps: App[] = [];
      for (const type of types) {
        const app = await enable(await user(userID), type);
        if (app) apps.push(app);
      }
      const factorID = (await user(userID)).firstFactorID;
      const link = factorID && createMailLink('undo', { userID, factorID }, service.clock.now, host.random);
      if (link) await kept.commit([link.change]);
      return { email, password: goodPassword, id: userID, apps, ...(link && { undoToken: link.token }) };
    },
  };
}

function attemptOf(userID: string, id: string, code: string, secret: Uint8Array, now: number): Attempt {
  return {
    code,
    now,
    userID,
    mailedCode: code,
    authenticators: [{ userID, id, secret, lastUsedStep: 0 }],
  };
}
