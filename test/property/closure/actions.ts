import type { FactorType } from '../../../core/factors/factor.ts';
import type { StepName } from '../../../functions/steps.ts';
import { keepTokens, presentedBy, tokenOf } from '../../support/devices.ts';
import { passkeysHeaders } from '../../support/passkeys.ts';
import { appWith } from '../../support/people.ts';
import type { CallAnswer } from '../../support/service.ts';
import { SoftwarePasskey } from '../../support/software-authenticator.ts';
import { keySignIn } from '../../support/ssh-keys.ts';
import { fills } from './operations.ts';
import { mustBeConfirmed } from './rights.ts';
import {
  attackersPassword,
  codeIn,
  day,
  type HeldSession,
  linkIn,
  organization,
  type Redemption,
  signInAt,
  user,
  victimsNewPassword,
  type World,
} from './world.ts';

/** Something that the attacker does; it may need several requests. */
export interface Action {
  readonly name: string;
  run(world: World): Promise<void>;
}

const isSuccess = ({ status }: CallAnswer) => status >= 200 && status < 300;

/** Redeems something, counts its success, and keeps it for another try. */
async function redeem(world: World, redemption: Redemption): Promise<boolean> {
  if (!world.redemptions.some(({ key }) => key === redemption.key)) world.redemptions.push(redemption);
  const done = await redemption.redeem();
  if (done) world.redeemed.set(redemption.key, (world.redeemed.get(redemption.key) ?? 0) + 1);
  return done;
}

const sessionAt = ({ sessions }: World, index: number): HeldSession | undefined =>
  sessions[index % Math.max(1, sessions.length)];

/** A mailed code, a code of an app, of the dashboard or a recovery code for a challenge; undefined if the attacker has none. */
function codeFor(world: World, method: FactorType, isRecovery: boolean): string | undefined {
  if (isRecovery) return world.recoveryCodes.shift();
  if (method === 'email') return world.has('mailbox') ? codeIn(world) : undefined;
  if (method === 'passkey') return world.browserCodes.shift();
  return world.apps.at(-1)?.codeAt(world.service.clock.now);
}

interface Way {
  readonly method: FactorType;
  readonly isRecovery?: boolean;
}

/** Answers a challenge by a method, and keeps the session. */
async function answer(
  world: World,
  challenge: CallAnswer['body'],
  { method, isRecovery = false }: Way,
  steps: typeof signInSteps | typeof stepUpSteps,
  session: HeldSession | undefined,
): Promise<void> {
  const { call } = world.service;
  const parameters = { mfaID: challenge.mfaID };
  const token = session?.token;
  const isChanged = !isRecovery && challenge.mfaPreferredType !== method;
  const shown = isChanged
    ? (await call(steps.change, { parameters, body: { type: method }, token, ...headersFor(world) })).body
    : challenge;
  // A code of the same time step may have been used.
  world.service.clock.now += 30_000;
  const passkey = isRecovery || !shown?.publicKey ? undefined : world.passkeys.at(-1);
  const otp = passkey ? undefined : codeFor(world, method, isRecovery);
  if (!passkey && otp === undefined) return;
  const [submit, body] = passkey
    ? ([steps.assert, { credential: passkey.get(shown.publicKey) }] as const)
    : ([steps.submit, { otp }] as const);
  await redeem(world, {
    key: `challenge ${challenge.mfaID}`,
    redeem: async () => {
      const given = await call(submit, { parameters, body, token });
      if (!isSuccess(given)) return false;
      if (session) session.token = given.body.sessionToken;
      else world.sessions.push({ token: given.body.sessionToken, of: 'victim' });
      return true;
    },
  });
}

const signInSteps = {
  submit: 'auth/submit-code',
  assert: 'auth/submit-passkey',
  change: 'auth/switch-method',
} as const;
const stepUpSteps = {
  submit: 'step-up/submit-code',
  assert: 'step-up/submit-passkey',
  change: 'step-up/switch-method',
} as const;

/** Who has a passkey says so, to be asked for it. */
const headersFor = ({ passkeys }: World) => (passkeys.length > 0 ? { headers: passkeysHeaders } : {});

const keep = (world: World, body: CallAnswer['body']) => {
  if (body?.sessionToken) world.sessions.push({ token: body.sessionToken, of: 'victim' });
};

export const resetsPassword: Action = {
  name: 'reset the password by mail',
  async run(world) {
    if (!world.has('mailbox')) return;
    const { call } = world.service;
    await call('account/forgot-password', { body: { email: world.victim.email } });
    const token = linkIn(world, '/account/reset');
    if (token === undefined) return;
    await redeem(world, {
      key: `reset ${token}`,
      redeem: async () => {
        const body = { token, password: attackersPassword };
        const done = isSuccess(await call('account/reset-password', { body }));
        if (done) world.password = attackersPassword;
        return done;
      },
    });
  },
};

export const signsIn = (way: Way): Action => ({
  name: `sign in by ${way.isRecovery ? 'a recovery code' : way.method}`,
  async run(world) {
    const { victim, password, service } = world;
    if (password === undefined) return;
    const { body } = await signInAt(service, { email: victim.email, password }, headersFor(world));
    if (body?.mfaID) await answer(world, body, way, signInSteps, undefined);
    else keep(world, body);
  },
});

export const signsInByPasskey: Action = {
  name: 'sign in by a passkey alone',
  async run(world) {
    const passkey = world.passkeys.at(-1);
    if (!passkey) return;
    const { call } = world.service;
    const { publicKey } = (await call('auth/passkey-options')).body;
    const body = { credential: passkey.get(publicKey) };
    await redeem(world, {
      key: `passkey ${publicKey.challenge}`,
      redeem: async () => {
        const given = await call('auth/sign-in-with-passkey', { body });
        if (isSuccess(given)) keep(world, given.body);
        return isSuccess(given);
      },
    });
  },
};

export const signsInAtDevice: Action = {
  name: 'sign in by the password alone, at the trusted device',
  async run({ victim, password, service, device, sessions }) {
    if (password === undefined || !device) return;
    const given = await signInAt(service, { email: victim.email, password }, presentedBy(device));
    keepTokens(device, given);
    if (given.status === 200 && !given.body.mfaID) sessions.push({ token: tokenOf(given), of: 'victim' });
  },
};

export const signsInByKey = (way: Way): Action => ({
  name: `sign in by the SSH key and ${way.method}`,
  async run(world) {
    if (!world.begin.held.includes('ssh key')) return;
    const request = keySignIn(world.victimsKey, { at: world.service.clock.now });
    const { body } = await world.service.call('auth/sign-in-with-key', request);
    if (body?.mfaID) await answer(world, body, way, signInSteps, undefined);
    else keep(world, body);
  },
});

export const stepsUp = (index: number, way: Way): Action => ({
  name: `step up by ${way.isRecovery ? 'a recovery code' : way.method}`,
  async run(world) {
    const session = sessionAt(world, index);
    if (session?.of !== 'victim') return;
    const body = world.password === undefined ? {} : { password: world.password };
    const begun = await world.service.call('step-up/start', {
      body,
      token: session.token,
      ...headersFor(world),
    });
    if (begun.body?.mfaID) await answer(world, begun.body, way, stepUpSteps, session);
    else if (begun.body?.sessionToken) session.token = begun.body.sessionToken;
  },
});

/** @param index of the session to do it in; undefined to do it signed out. */
export const activates = (type: FactorType, index: number | undefined): Action => ({
  name: `activate ${type} ${index === undefined ? 'signed out' : 'in a session'}`,
  async run(world) {
    const { victim, password, service } = world;
    if (password === undefined) return;
    const token = index === undefined ? undefined : sessionAt(world, index)?.token;
    const begun = await service.call('mfa/activate', {
      body: { type, identifier: victim.email, password },
      token,
    });
    if (begun.status !== 201) return;
    const app = begun.body.secret ? appWith(begun.body.secret) : undefined;
    const passkey = begun.body.publicKey ? new SoftwarePasskey() : undefined;
    const otp = app ? app.codeAt(service.clock.now, -1) : world.has('mailbox') ? codeIn(world) : undefined;
    const body = passkey ? { credential: passkey.create(begun.body.publicKey) } : { otp };
    if (!passkey && otp === undefined) return;
    const parameters = { activationID: begun.body.activationID };
    await redeem(world, {
      key: `activation ${begun.body.activationID}`,
      redeem: async () => {
        const done = await service.call('mfa/complete-activation', { parameters, body, token });
        if (!isSuccess(done)) return false;
        if (app) world.apps.push(app);
        if (passkey) world.passkeys.push(passkey);
        world.recoveryCodes.push(...(done.body.recoveryCodes ?? []));
        return true;
      },
    });
  },
});

export const undoes: Action = {
  name: 'undo the first factor by the link in the mail',
  async run(world) {
    const { victim, service } = world;
    // The link of the seeded first factor is in the mailbox as well.
    const token = linkIn(world, '/account/mfa/undo') ?? (world.has('mailbox') ? victim.undoToken : undefined);
    if (token === undefined) return;
    const isMember = user(world, victim).organizations.includes(world.orgID);
    const isRelied = isMember && mustBeConfirmed(world, await organization(service, world.orgID));
    await redeem(world, {
      key: `undo ${token}`,
      redeem: async () => {
        const done = isSuccess(await service.call('mfa/undo', { body: { token } }));
        if (done && world.lost === undefined) {
          world.lost = 'undone';
          world.mustBeConfirmed = isRelied && isMember;
        }
        return done;
      },
    });
  },
};

/** Signs in to the attacker's own account, with all that it has. */
export const signsInAsMallory: Action = {
  name: 'sign in as Mallory',
  async run(world) {
    const { mallory, service } = world;
    const credentials = { identifier: mallory.email, password: mallory.password };
    const { body } = await service.call('auth/sign-in', { body: credentials });
    if (!body?.mfaID) return;
    service.clock.now += 30_000;
    const otp = mallory.apps[0]?.codeAt(service.clock.now);
    const given = await service.call('auth/submit-code', {
      parameters: { mfaID: body.mfaID },
      body: { otp },
    });
    if (isSuccess(given)) world.sessions.push({ token: given.body.sessionToken, of: 'mallory' });
  },
};

/**
 * The victim, who suspects something, signs in with what is theirs and changes the password: what others had of the
 * account, but for its factors, is worth nothing from then on.
 */
export const victimChangesPassword: Action = {
  name: 'the victim changes the password',
  async run(world) {
    const { victim, service, begin } = world;
    const [method] = begin.factors;
    if (world.lost !== undefined || world.password === attackersPassword || method === 'passkey') return;
    const address = '203.0.113.80';
    const identifier = victim.email;
    const { body } = await service.call('auth/sign-in', {
      body: { identifier, password: victim.password },
      address,
    });
    service.clock.now += 30_000;
    const codes = service.mails
      .filter(({ to }) => to === victim.email)
      .map(({ subject }) => subject.slice(-6));
    const otp = method === 'email' ? codes.at(-1) : victim.apps[0]?.codeAt(service.clock.now);
    const given = body?.mfaID
      ? await service.call('auth/submit-code', { parameters: { mfaID: body.mfaID }, body: { otp }, address })
      : { body };
    const changed = await service.call('account/change-password', {
      body: { currentPassword: victim.password, newPassword: victimsNewPassword },
      token: given.body?.sessionToken,
      address,
    });
    if (changed.status !== 204) return;
    world.password = undefined;
    for (const possession of ['password', 'ssh key', 'device', 'dashboard session', 'cli session'] as const)
      world.revoked.add(possession);
  },
};

/** Redeems again what was redeemed before, or failed before. */
export const replays = (index: number): Action => ({
  name: 'redeem something again',
  async run(world) {
    const found = world.redemptions[index % Math.max(1, world.redemptions.length)];
    if (found) await redeem(world, found);
  },
});

export const waits = (milliseconds: number): Action => ({
  name: `wait ${milliseconds / 1000} s`,
  async run(world) {
    // A former owner is protected for thirty days, and a session lives at most one.
    if (world.ticked + milliseconds > 20 * day) return;
    world.ticked += milliseconds;
    world.service.clock.now += milliseconds;
  },
});

/** Calls an operation with the session at `index`, and with what the attacker knows. */
export const calls = (name: StepName, index: number, variant: number): Action => ({
  name: `call ${name} (${variant})`,
  async run(world) {
    const fill = fills[name];
    const session = sessionAt(world, index);
    if (fill === 'modelled' || !session) return;
    const { userID, ...request } = fill(world, variant);
    const parameters = { orgID: world.orgID, userID: userID ?? 'none', ...request.parameters };
    const given = await world.service.call(name, { ...request, parameters, token: session.token });
    if (given.body?.recoveryCodes) world.recoveryCodes.push(...given.body.recoveryCodes);
    if (name === 'mfa/make-browser-code' && isSuccess(given)) world.browserCodes.push(given.body.code);
    const isReset = name === 'orgs/reset-factors' && given.status === 204;
    if (isReset && session.of === 'mallory' && userID === world.victim.id) world.lost ??= 'reset';
    world.lastCall = { name, session, answer: given };
  },
});

/** Does two things at the same time. */
export const races = (one: Action, other: Action): Action => ({
  name: `at once: ${one.name} | ${other.name}`,
  async run(world) {
    await Promise.all([one.run(world), other.run(world)]);
  },
});
