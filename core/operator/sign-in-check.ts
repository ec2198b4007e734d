import * as crypto from 'node:crypto';
import { type Device, deviceKey, deviceLimits, readDeviceTokens } from '../accounts/device.ts';
import { changeCredentials, createUser, type User } from '../accounts/user.ts';
import { facts, type StoredAuthenticator, secretBytes } from '../factors/authenticator.ts';
import { absent, put } from '../kernel/change.ts';
import { scheduledCircumstances } from '../kernel/circumstances.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { type Random, randomID, randomSecret } from '../kernel/random.ts';
import { ttlAfter } from '../kernel/rows.ts';

/*
 * The scheduled sign-in (decision 192) has an account of its own, with a password and an authenticator. All of it follows from one
 * data key, so that nothing but the wrapped key is stored, and nobody else knows as much as its email address.
 */

/** What the scheduled sign-in knows about its account. */
export interface CheckAccount {
  readonly userID: string;
  readonly address: string;
  readonly password: string;
  readonly factorID: string;
  /** Of the authenticator. */
  readonly secret: Uint8Array;
  /** By it the account knows the job from its first sign-in on, wherever Lambda runs it, and mails about no new device. */
  readonly deviceToken: string;
}

/**
 * SES's mailbox simulator accepts mail to this address and keeps nothing of it, so what is ever mailed to the account reaches nobody,
 * and does not bounce. The label is a secret: without it nobody can use up the account's tries or mails.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
const simulatorAddress = (label: string) => `success+${label}@simulator.amazonses.com`;

/** @param key the data key of the purpose `sign-in-check`. */
export function checkAccountOf(key: Uint8Array): CheckAccount {
  const derive = (part: string): Random => {
    let calls = 0;
    return (length) => {
      calls += 1;
      return new Uint8Array(crypto.hkdfSync('sha256', key, '', `sign-in-check ${part} ${calls}`, length));
    };
  };
  const userID = randomID(derive('user'));
  return {
    userID,
    address: simulatorAddress(randomID(derive('address'))),
    password: randomSecret(derive('password')),
    factorID: randomID(derive('factor')),
    secret: derive('authenticator')(secretBytes),
    deviceToken: `${userID}.${randomSecret(derive('device'))}`,
  };
}

const why = 'the account is not a person’s, and nobody reads its log';

/** Creates the account, without its factor. Of two runs at once, one does. */
export function createCheckAccount(
  { userID, address }: CheckAccount,
  passwordHash: string,
  now: number,
): Decision {
  return {
    commit: [...createUser({ userID, address, email: address, name: 'Sign-in check', passwordHash, now })],
    log: notLogged(why),
    notify: [],
    answer: undefined,
    ifLost: { answer: undefined },
  };
}

/** Enables the authenticator. Nobody is mailed about it, so there is no link to undo it either, and no recovery code. */
export function enableCheckFactor(
  user: User,
  { userID, factorID }: CheckAccount,
  sealedSecret: string,
  now: number,
): Decision {
  const type = 'authenticator';
  const factor: StoredAuthenticator = {
    userID,
    id: factorID,
    type,
    name: facts.defaultName,
    createdAt: now,
    sealedSecret,
    lastUsedStep: 0,
  };
  return {
    commit: [
      put('factors', { userID, id: factorID }, { ...factor }, [absent('id')]),
      changeCredentials(user, {
        factors: [...user.factors, { id: factorID, type }],
        preferredFactorID: factorID,
        firstFactorID: factorID,
      }),
    ],
    log: notLogged(why),
    notify: [],
    answer: undefined,
    ifLost: { answer: undefined },
  };
}

/** The key of the row by which the account knows the job. */
export function checkDeviceKey({ userID, deviceToken }: CheckAccount) {
  const [token] = readDeviceTokens(deviceToken);
  if (!token) throw new TypeError('the token of the device is malformed');
  return deviceKey({ userID, id: token.id });
}

/** Makes the job known to the account, as after a first sign-in. Each sign-in prolongs it. */
export function rememberCheckDevice(account: CheckAccount, now: number): Decision {
  const { address, browser } = scheduledCircumstances(now);
  const expiresAt = now + deviceLimits.knownSeconds * 1000;
  const key = checkDeviceKey(account);
  const seen = { createdAt: now, lastSignedInAt: now, expiresAt, ttl: ttlAfter(expiresAt) };
  const device: Device = { ...key, ...seen, address, browser };
  return {
    commit: [put('sessions', key, { ...device }, [absent('id')])],
    log: notLogged(why),
    notify: [],
    answer: undefined,
    ifLost: { answer: undefined },
  };
}

/** Whether the account has the factor that the scheduled sign-in proves. */
export const hasCheckFactor = ({ factors }: User, { factorID }: CheckAccount): boolean =>
  factors.some(({ id }) => id === factorID);
