import type { Device } from '../../../core/accounts/device.ts';
import type { PasswordHasher } from '../../../core/accounts/password.ts';
import { type User, userKey } from '../../../core/accounts/user.ts';
import { codeAtStep, stepAt } from '../../../core/factors/authenticator.ts';
import { scheduledCircumstances } from '../../../core/kernel/circumstances.ts';
import {
  type CheckAccount,
  checkAccountOf,
  checkDeviceKey,
  createCheckAccount,
  enableCheckFactor,
  hasCheckFactor,
  rememberCheckDevice,
} from '../../../core/operator/sign-in-check.ts';
import type { Keyring } from '../../adapters/keyring.ts';
import type { ApiRequest, PublicApi } from '../../adapters/public-api.ts';
import { carryOut, type DecisionPorts } from '../carry-out.ts';

type Ports = DecisionPorts & {
  readonly keyring: Keyring;
  readonly passwords: PasswordHasher;
  readonly publicApi: PublicApi;
};

/** The scheduled sign-in failed at one of its requests. */
export class SignInCheckFailedError extends Error {
  override name = 'SignInCheckFailedError';
  /** For the log. Nothing in it is about a user. */
  readonly about: Readonly<Record<string, string>>;
  constructor(about: Readonly<Record<string, string>>, options?: ErrorOptions) {
    super('the scheduled sign-in failed', options);
    this.about = about;
  }
}

/**
 * Signs in to an account of its own as a user with an authenticator does, through the public API, asks whose session it is, and signs
 * out. What is missing of the account is created before.
 * @throws SignInCheckFailedError if an answer is not what it must be, or missing
 */
export async function checkSignIn(ports: Ports): Promise<void> {
  const account = checkAccountOf(await ports.keyring.signInCheckKey());
  await prepareAccount(ports, account);
  await signInAndOut(ports, account);
}

async function prepareAccount(ports: Ports, account: CheckAccount): Promise<void> {
  const { store, host } = ports;
  const now = host.now();
  const userRow = { table: 'users', key: userKey(account.userID) } as const;
  const deviceRow = { table: 'sessions', key: checkDeviceKey(account) } as const;
  const [known, device] = await store.read<[User, Device]>(userRow, deviceRow);
  const circumstances = scheduledCircumstances(now);
  if (!known) {
    const passwordHash = await ports.passwords.hash(account.password);
    await carryOut(createCheckAccount(account, passwordHash, now), ports, circumstances);
  }
  const [user] = known ? [known] : await store.read<[User]>(userRow);
  if (user && !hasCheckFactor(user, account)) {
    const owner = { userID: account.userID, factorID: account.factorID };
    const sealed = await ports.keyring.seal(account.secret, owner);
    await carryOut(enableCheckFactor(user, account, sealed, now), ports, circumstances);
  }
  if (!device) await carryOut(rememberCheckDevice(account, now), ports, circumstances);
}

async function signInAndOut(ports: Ports, account: CheckAccount): Promise<void> {
  const { address: identifier, password, secret, userID, deviceToken } = account;
  const headers = { 'x-device': deviceToken };
  const { mfaID } = await ask(
    ports,
    { method: 'POST', path: '/auth/signin', body: { identifier, password }, headers },
    ['mfaID'],
  );
  const { sessionToken = '' } = await ask(
    ports,
    {
      method: 'POST',
      path: `/auth/signin/mfa/${mfaID}`,
      body: { otp: codeAtStep(secret, stepAt(ports.host.now())) },
      headers,
    },
    ['sessionToken'],
  );
  const authorized = { headers: { authorization: `Bearer ${sessionToken}` } };
  const verify = { method: 'GET', path: '/auth/verify', ...authorized } as const;
  const { id } = await ask(ports, verify, ['id']);
  if (id !== userID) throw new SignInCheckFailedError({ request: 'GET /auth/verify', wrong: 'id' });
  await ask(ports, { method: 'DELETE', path: '/auth/signout', ...authorized }, []);
}

/** The texts of an answer that must be there. */
async function ask<Name extends string>(
  { publicApi }: Ports,
  request: ApiRequest,
  names: readonly Name[],
): Promise<{ readonly [name in Name]?: string }> {
  // Without the id of a challenge.
  const about = { request: `${request.method} ${request.path.replace(/(\/mfa\/).+/, '$1{mfaID}')}` };
  const { status, body } = await publicApi.call(request).catch((error: unknown) => {
    throw new SignInCheckFailedError({ ...about, cause: causeOf(error) }, { cause: error });
  });
  const texts: Readonly<Record<string, unknown>> = { ...(typeof body === 'object' ? body : {}) };
  const missing = names.filter((name) => typeof texts[name] !== 'string');
  if (status >= 300 || missing.length > 0) {
    const { reason } = texts;
    throw new SignInCheckFailedError({
      ...about,
      status: String(status),
      ...(typeof reason === 'string' && { reason }),
      ...(status < 300 && { missing: missing.join(', ') }),
    });
  }
  return Object.fromEntries(names.map((name) => [name, texts[name]])) as { readonly [name in Name]?: string };
}

/** `ENOTFOUND`, `ECONNREFUSED`, `TimeoutError`: why there was no answer. */
function causeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  if (typeof cause?.code === 'string') return cause.code;
  return error instanceof Error ? error.name : 'unknown';
}
