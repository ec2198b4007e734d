import { expect } from 'vitest';
import { preferredType, type User, userKey } from '../../core/accounts/user.ts';
import type { Factor, FactorType } from '../../core/factors/factor.ts';
import { recoveryCodePrefix } from '../../core/factors/recovery-code.ts';
import type { Store } from '../../functions/adapters/store.ts';
import { linkToken, resetToken } from '../support/accounts.ts';
import { type App, appWith, lastCode, type Person, signIn, submit } from '../support/people.ts';
import type { SeededAccount } from '../support/seeded-accounts.ts';
import type { CallAnswer, Service } from '../support/service.ts';

/** What an owner does with factors. `at` counts among those that are enabled. */
export type Action =
  | { readonly kind: 'activate'; readonly type: FactorType; readonly preferred: boolean }
  | { readonly kind: 'disable' | 'prefer'; readonly at: number }
  | { readonly kind: 'undo' | 'regenerate' };

/** Someone with an account who always has the session that an action needs. */
export class FactorOwner {
  readonly #service: Service;
  readonly #store: Store;
  readonly #person: Person;
  readonly #apps: App[];
  readonly #undoToken: string;
  #token: string | undefined;

  constructor(service: Service, store: Store, person: SeededAccount) {
    this.#service = service;
    this.#store = store;
    this.#person = person;
    this.#apps = [...person.apps];
    this.#undoToken = person.undoToken ?? '';
  }

  async #user(): Promise<User> {
    const [user] = await this.#store.read<[User]>({ table: 'users', key: userKey(this.#person.id) });
    return user as User;
  }

  /** Begins the actions one after another, each on what is there by then, and lets them meet. */
  async act(actions: readonly Action[]): Promise<void> {
    const token = await this.#freshToken();
    const before = await this.#user();
    const begun: (() => Promise<CallAnswer>)[] = [];
    for (const action of actions) begun.push(await this.#begin(action, before, token));
    const answers = await Promise.all(begun.map((finish) => finish()));
    for (const { status, slug } of answers) expect([200, 204, 404, 409, 410], slug).toContain(status);
    const undone = actions.some(({ kind }, index) => kind === 'undo' && answers[index]?.status === 204);
    // The first factor was not proved in the session that enabled it.
    const isFirst = before.factors.length === 0 && (await this.#user()).factors.length > 0;
    if (undone || isFirst) this.#token = undefined;
    if (undone) await this.#setPassword();
  }

  async #begin(action: Action, user: User, token: string): Promise<() => Promise<CallAnswer>> {
    const { call } = this.#service;
    const nothing = async () => ({ status: 404 }) as CallAnswer;
    switch (action.kind) {
      case 'activate':
        return this.#activate(action, token);
      case 'disable': {
        const factorID = user.factors[action.at % user.factors.length]?.id;
        return factorID ? () => call('mfa/disable-factor', { token, parameters: { factorID } }) : nothing;
      }
      case 'prefer': {
        const factorID = user.factors[action.at % user.factors.length]?.id;
        return factorID ? () => call('mfa/prefer-factor', { token, body: { factorID } }) : nothing;
      }
      case 'regenerate':
        return () => call('mfa/regenerate-recovery-codes', { token });
      case 'undo': {
        const undoToken = (await linkToken(this.#service, this.#person.email, 'undo')) || this.#undoToken;
        return undoToken ? () => call('mfa/undo', { body: { token: undoToken } }) : nothing;
      }
    }
  }

  async #activate(action: Action & { kind: 'activate' }, token: string): Promise<() => Promise<CallAnswer>> {
    const { type, preferred } = action;
    const { email, password } = this.#person;
    const begun = await this.#service.call('mfa/activate', {
      token,
      body: { type, identifier: email, password },
    });
    if (begun.status !== 201) return async () => begun;
    const app = type === 'authenticator' ? appWith(begun.body.secret) : undefined;
    if (app) this.#apps.push(app);
    const otp = app ? app.codeAt(this.#service.clock.now, -1) : await lastCode(this.#service, email);
    const parameters = { activationID: begun.body.activationID };
    return () =>
      this.#service.call('mfa/complete-activation', { token, parameters, body: { otp, preferred } });
  }

  async #freshToken(): Promise<string> {
    if (this.#token !== undefined) return this.#token;
    // An hour later there are new codes to mail, and to show.
    this.#service.clock.now += 3_600_000;
    const { body } = await signIn(this.#service, this.#person);
    const token = body.sessionToken ?? (await this.#answer(body.mfaID, body.mfaPreferredType));
    expect(token).toBeTypeOf('string');
    this.#token = token;
    return token;
  }

  async #answer(mfaID: string, type: FactorType): Promise<string | undefined> {
    if (type === 'email') {
      const code = await lastCode(this.#service, this.#person.email);
      return (await submit(this.#service, mfaID, code)).body.sessionToken;
    }
    // The newest app is the likeliest to be still enabled.
    for (const app of this.#apps.toReversed()) {
      const { status, body } = await submit(this.#service, mfaID, app.codeAt(this.#service.clock.now));
      if (status === 200) return body.sessionToken;
    }
    return undefined;
  }

  async #setPassword(): Promise<void> {
    const { email, password } = this.#person;
    const token = await resetToken(this.#service, email);
    const { status } = await this.#service.call('account/reset-password', { body: { token, password } });
    expect(status).toBe(204);
  }

  /** What must hold after every action: the account says of its factors what their table says. */
  async check(): Promise<void> {
    const user = await this.#user();
    const { rows } = await this.#store.list<Factor>('factors', { userID: user.userID });
    const factors = rows.filter(({ id }) => !id.startsWith(recoveryCodePrefix));
    const sorted = (all: readonly { id: string; type: FactorType }[]) =>
      all.map(({ id, type }) => `${type} ${id}`).sort();
    expect(sorted(user.factors)).toEqual(sorted(factors));
    const isAny = factors.length > 0;
    expect(factors.filter(({ id }) => id === user.preferredFactorID)).toHaveLength(isAny ? 1 : 0);
    expect(user.preferredFactorID !== undefined).toBe(isAny);
    expect(user.firstFactorID !== undefined).toBe(isAny);
    if (!isAny) expect(rows).toEqual([]);
    expect(factors.filter(({ type }) => type === 'email').length).toBeLessThanOrEqual(1);
    expect(factors.filter(({ type }) => type === 'authenticator').length).toBeLessThanOrEqual(3);
    const { body } = await this.#service.call('account/read', { token: await this.#freshToken() });
    expect(body.mfa.factors.filter((factor: { preferred: boolean }) => factor.preferred)).toHaveLength(
      isAny ? 1 : 0,
    );
    expect(body.mfa).toMatchObject({ enabled: isAny, preferred: preferredType(user) ?? null });
  }
}
