import type { Device } from '../../../core/accounts/device.ts';
import { type User, userKey } from '../../../core/accounts/user.ts';
import { signingKeysKey } from '../../../core/apps/signing-key.ts';
import { checkAccountOf, checkDeviceKey, hasCheckFactor } from '../../../core/operator/sign-in-check.ts';
import { keyring } from '../../../functions/adapters/keyring.ts';
import type { JobName } from '../../../functions/jobs.ts';
import type { StepName } from '../../../functions/steps.ts';
import {
  answerRequest,
  arrive,
  callback,
  callProvider,
  codeFor,
  comeBack,
  cookiesOf,
  newAppBrowser,
  redeem,
  requestOf,
  userinfo,
} from '../../support/app-sign-ins.ts';
import { registerApp } from '../../support/apps.ts';
import { jobAnswer, someone, withoutDataKey } from './people.ts';
import type { Scenario, Stage } from './trial.ts';

let count = 0;

/** An app of its own, because audiences are unique. */
async function app(stage: Stage): Promise<{ readonly audience: string }> {
  count += 1;
  const given = { name: 'Shop', audience: `https://shop-${count}.example` };
  await registerApp(stage.service, given, stage.kept);
  return { audience: given.audience };
}

async function withoutSigningKeys(stage: Stage): Promise<void> {
  await stage.kept.commit([{ kind: 'delete', table: 'keys', key: signingKeysKey, when: [] }]);
  await withoutDataKey(stage, 'signing');
}

const hasSigningKeys = async ({ kept }: Stage): Promise<boolean> =>
  (await kept.read<[object]>({ table: 'keys', key: signingKeysKey }))[0] !== undefined;

const token = (isFirst: boolean): Scenario => ({
  what: isFirst ? 'a token, before there is a key' : 'a token',
  status: 200,
  prepare: async (stage) => {
    const body = await app(stage);
    const person = await someone(stage, 'email');
    if (isFirst) await withoutSigningKeys(stage);
    else if (!(await hasSigningKeys(stage))) await stage.service.run('keys/rotate');
    return { call: () => stage.service.call('auth/token', { token: person.token, body }) };
  },
});

const rotated: Scenario = {
  what: 'the first key',
  status: 200,
  prepare: async (stage) => {
    await withoutSigningKeys(stage);
    return { call: () => jobAnswer(stage, 'keys/rotate'), isDone: () => hasSigningKeys(stage) };
  },
};

const keysChecked: Scenario = {
  what: 'reads',
  status: 200,
  prepare: async (stage) => ({ call: () => jobAnswer(stage, 'keys/check') }),
};

/** Creates what is missing of the account. The API is nowhere here, which is a failed sign-in and no failed job. */
const signedIn: Scenario = {
  what: 'an account for the scheduled sign-in',
  status: 200,
  prepare: async (stage) => {
    await withoutDataKey(stage, 'sign-in-check');
    const isDone = async () => {
      const account = checkAccountOf(await keyring(stage.service.host).signInCheckKey());
      const [user, device] = await stage.kept.read<[User, Device]>(
        { table: 'users', key: userKey(account.userID) },
        { table: 'sessions', key: checkDeviceKey(account) },
      );
      return user !== undefined && hasCheckFactor(user, account) && device !== undefined;
    };
    return { call: () => jobAnswer(stage, 'auth/check-sign-in'), isDone };
  },
};

const published: Scenario = {
  what: 'reads',
  status: 200,
  prepare: async (stage) => ({ call: () => stage.service.call('oidc/keys') }),
};

/** A user of an app that its users sign in to. */
async function userOfApp(stage: Stage) {
  count += 1;
  const given = { name: 'Shop', audience: `https://shop-${count}.example`, redirectURIs: [callback] };
  const registered = await registerApp(stage.service, given, stage.kept);
  const { token } = await someone(stage, 'email');
  return { app: registered, token };
}

/** A browser that an app sent here, with the request that its user answers. */
async function atThePage(stage: Stage) {
  const user = await userOfApp(stage);
  const browser = newAppBrowser();
  const requestID = await arrive(stage.service, browser, requestOf(user.app).search);
  if (requestID === undefined) throw new Error(`refused: ${browser.location}`);
  return { ...user, browser, requestID };
}

const arrived: Scenario = {
  what: 'the request of an app',
  status: 303,
  prepare: async (stage) => {
    const { search } = requestOf((await userOfApp(stage)).app);
    return { call: () => callProvider(stage.service, 'auth', { search }) };
  },
};

const cameBack: Scenario = {
  what: 'the way back to an app',
  status: 303,
  prepare: async (stage) => {
    const { app, token, browser, requestID } = await atThePage(stage);
    await answerRequest(stage.service, browser, requestID, token);
    return {
      call: () => comeBack(stage.service, browser, requestID),
      // The request may be used up: the user begins again in the app.
      redo: () => codeFor(stage.service, app, token),
    };
  },
};

const redeemed: Scenario = {
  what: 'a code',
  status: 200,
  prepare: async (stage) => {
    const { app, token } = await userOfApp(stage);
    const started = await codeFor(stage.service, app, token);
    return {
      isSingleUse: true,
      call: () => redeem(stage.service, app, started),
      redo: async () => {
        const answer = await redeem(stage.service, app, await codeFor(stage.service, app, token));
        if (answer.status !== 200) throw new Error(`cannot sign in again: ${JSON.stringify(answer.body)}`);
      },
    };
  },
};

const asked: Scenario = {
  what: 'userinfo',
  status: 200,
  prepare: async (stage) => {
    const { app, token } = await userOfApp(stage);
    const { body } = await redeem(stage.service, app, await codeFor(stage.service, app, token));
    return { call: () => userinfo(stage.service, body.access_token) };
  },
};

const shown: Scenario = {
  what: 'reads',
  status: 200,
  prepare: async (stage) => {
    const { browser, requestID } = await atThePage(stage);
    return {
      call: () =>
        stage.service.call('oidc/read-request', { parameters: { requestID }, cookies: cookiesOf(browser) }),
    };
  },
};

const approved: Scenario = {
  what: 'approves',
  status: 200,
  prepare: async (stage) => {
    const { token, browser, requestID } = await atThePage(stage);
    return { call: () => answerRequest(stage.service, browser, requestID, token) };
  },
};

export type AppSteps =
  | Extract<StepName, 'auth/token' | `oidc/${string}`>
  | Extract<JobName, `keys/${string}` | 'auth/check-sign-in'>;

/** What tokens for apps and their keys ask of AWS, and the jobs about keys and sign-ins. */
export const ofApps: Readonly<Record<AppSteps, readonly Scenario[]>> = {
  'auth/token': [token(true), token(false)],
  'keys/rotate': [rotated],
  'keys/check': [keysChecked],
  'auth/check-sign-in': [signedIn],
  'oidc/keys': [published],
  // It asks nothing of AWS.
  'oidc/discovery': [],
  'oidc/provider': [arrived, cameBack, redeemed, asked],
  'oidc/read-request': [shown],
  'oidc/answer-request': [approved],
};
