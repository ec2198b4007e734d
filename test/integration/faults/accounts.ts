import type { StepName } from '../../../functions/steps.ts';
import { linkToken, resetToken } from '../../support/accounts.ts';
import { codeIn, goodPassword, newAddress, newSource, otherCode } from '../../support/people.ts';
import { newSshKey } from '../../support/ssh-keys.ts';
import type { ofEnds } from './ends.ts';
import { acceptedAtHome } from './organizations.ts';
import type { PasskeySteps } from './passkeys.ts';
import { reading, signInAgain, someone, userOf } from './people.ts';
import { type Scenario, type Stage, sessionsOf } from './trial.ts';

const newPassword = 'orange teapot over snow';

/** Who holds an email address. */
async function ownerOf({ kept }: Stage, email: string): Promise<unknown> {
  const [claim] = await kept.read<[object]>({ table: 'users', key: { id: `address#${email}` } });
  return claim;
}

const register = (stage: Stage, email: string, address: string) => () =>
  stage.service.call('account/register', { body: { email, password: goodPassword, name: 'Ada' }, address });

async function verifyLastCode(stage: Stage, email: string, registrationID: string): Promise<void> {
  const code = codeIn((await stage.service.mailsTo(email)).at(-1)?.subject);
  await stage.service.call('account/verify-email', { body: { registrationID, code } });
}

const registration: Scenario = {
  what: 'a newcomer',
  status: 202,
  prepare: async (stage) => {
    const email = newAddress();
    const call = register(stage, email, newSource());
    const before = (await stage.service.mailsTo(email)).length;
    return {
      call,
      isDone: async () => (await stage.service.mailsTo(email)).length > before,
    };
  },
};

const verification = (isRight: boolean): Scenario => ({
  what: isRight ? 'the right code' : 'a wrong code',
  status: isRight ? 200 : 422,
  prepare: async (stage) => {
    const email = newAddress();
    const address = newSource();
    const begin = register(stage, email, address);
    const { registrationID } = (await begin()).body;
    const right = codeIn((await stage.service.mailsTo(email)).at(-1)?.subject);
    const code = isRight ? right : otherCode(right);
    const call = () =>
      stage.service.call('account/verify-email', { body: { registrationID, code }, address });
    const row = { table: 'challenges', key: { id: registrationID } } as const;
    return {
      call,
      isSingleUse: true,
      ...(isRight && {
        isDone: async () => (await ownerOf(stage, email)) !== undefined,
        redo: async () => {
          if ((await call()).status !== 200)
            await verifyLastCode(stage, email, (await begin()).body.registrationID);
        },
      }),
      ...(!isRight && {
        charged: async () => (await stage.kept.read<[{ attempts: number }]>(row))[0]?.attempts ?? 0,
      }),
    };
  },
});

const forgotten: Scenario = {
  what: 'a forgotten password',
  status: 202,
  prepare: async (stage) => {
    const { email } = await someone(stage);
    return {
      call: () => stage.service.call('account/forgot-password', { body: { email }, address: newSource() }),
      isDone: async () => (await linkToken(stage.service, email, 'reset')) !== '',
    };
  },
};

const reset: Scenario = {
  what: 'the link of a mail',
  status: 204,
  prepare: async (stage) => {
    const { email, id } = await someone(stage, 'email');
    const token = await resetToken(stage.service, email);
    const { credentialVersion } = await userOf(stage, id);
    const call = (given = token) =>
      stage.service.call('account/reset-password', { body: { token: given, password: newPassword } });
    return {
      call: () => call(),
      isSingleUse: true,
      isDone: async () => (await userOf(stage, id)).credentialVersion > credentialVersion,
      redo: async () => {
        if ((await call()).status !== 204) await call(await resetToken(stage.service, email));
      },
      account: id,
    };
  },
};

const change: Scenario = {
  what: 'a new password in a fresh session',
  status: 204,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const { credentialVersion } = await userOf(stage, person.id);
    await stage.service.call('keys/add', {
      body: { name: 'laptop', key: newSshKey().publicKey },
      token: person.token,
    });
    const token = await signInAgain(stage, person);
    const body = { currentPassword: person.password, newPassword };
    return {
      call: () => stage.service.call('account/change-password', { body, token, address: '192.0.2.77' }),
      isDone: async () => (await userOf(stage, person.id)).credentialVersion > credentialVersion + 1,
      account: person.id,
    };
  },
};

const renamed: Scenario = {
  what: 'a new name',
  status: 200,
  prepare: async (stage) => {
    const { id, token } = await someone(stage, 'email');
    return {
      call: () => stage.service.call('account/rename', { body: { name: 'Ada Lovelace' }, token }),
      isDone: async () => (await userOf(stage, id)).name === 'Ada Lovelace',
    };
  },
};

const chosen: Scenario = {
  what: 'another language',
  status: 204,
  prepare: async (stage) => {
    const { id, token } = await someone(stage, 'email');
    return {
      call: () => stage.service.call('account/choose-language', { body: { language: 'de' }, token }),
      isDone: async () => (await userOf(stage, id)).language === 'de',
    };
  },
};

const signedOut: Scenario = {
  what: 'the own session',
  status: 204,
  prepare: async (stage) => {
    const { token, id } = await someone(stage, 'email');
    const sessions = async () => (await sessionsOf(stage, id)).length;
    return {
      call: () => stage.service.call('auth/sign-out', { token }),
      isDone: async () => (await sessions()) === 0,
    };
  },
};

const endedSession: Scenario = {
  what: 'another session',
  status: 204,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const token = await signInAgain(stage, person);
    const { sessions } = (await stage.service.call('sessions/list', { token })).body;
    const other = sessions.find(({ current }: { current: boolean }) => !current);
    const verify = () => stage.service.call('auth/verify', { token: person.token });
    return {
      call: () => stage.service.call('sessions/end', { parameters: { sessionID: other.id }, token }),
      isDone: async () => (await verify()).status === 401,
    };
  },
};

const endedOthers: Scenario = {
  what: 'all other sessions',
  status: 204,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const token = await signInAgain(stage, person);
    const verify = () => stage.service.call('auth/verify', { token: person.token });
    return {
      call: () => stage.service.call('sessions/end-others', { token }),
      isDone: async () => (await verify()).status === 401,
    };
  },
};

const keyAdded: Scenario = {
  what: 'a key',
  status: 201,
  prepare: async (stage) => {
    const { token, id } = await someone(stage, 'email');
    const body = { name: 'laptop', key: newSshKey().publicKey };
    return {
      call: () => stage.service.call('keys/add', { body, token }),
      isDone: async () => (await userOf(stage, id)).keys?.length === 1,
    };
  },
};

const keyRemoved: Scenario = {
  what: 'a key',
  status: 204,
  prepare: async (stage) => {
    const { token, id } = await someone(stage, 'email');
    await stage.service.call('keys/add', { body: { name: 'laptop', key: newSshKey().publicKey }, token });
    return {
      call: () => stage.service.call('keys/remove', { parameters: { name: 'laptop' }, token }),
      isDone: async () => ((await userOf(stage, id)).keys ?? []).length === 0,
    };
  },
};

export type AccountSteps = Extract<
  StepName,
  `${'account' | 'sessions' | 'keys'}/${string}` | 'auth/sign-out' | 'openapi/read' | 'http/not-found'
>;

/** What accounts, sessions and SSH keys ask of AWS. */
export const ofAccounts: Readonly<
  Record<Exclude<AccountSteps, keyof typeof ofEnds | PasskeySteps>, readonly Scenario[]>
> = {
  'account/register': [registration],
  'account/verify-email': [verification(true), verification(false)],
  'account/forgot-password': [forgotten],
  'account/reset-password': [reset],
  'account/read': [reading('account/read')],
  'account/rename': [renamed],
  'account/choose-language': [chosen],
  'account/change-password': [change],
  'account/events': [reading('account/events')],
  'account/list-invitations': [reading('account/list-invitations')],
  'account/accept-invitation': [acceptedAtHome],
  'auth/sign-out': [signedOut],
  'sessions/list': [reading('sessions/list')],
  'sessions/end': [endedSession],
  'sessions/end-others': [endedOthers],
  'keys/add': [keyAdded],
  'keys/list': [reading('keys/list')],
  'keys/remove': [keyRemoved],
  // They ask nothing of AWS.
  'openapi/read': [],
  'http/not-found': [],
};
