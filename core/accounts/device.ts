import type { FactorType } from '../factors/factor.ts';
import { absent, type Change, present, put, remove, update } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import { digest } from '../kernel/digest.ts';
import { type Random, randomSecret } from '../kernel/random.ts';
import { ttlAfter } from '../kernel/rows.ts';

/*
 * Devices: the browsers and command lines that signed in to an account (rule 12). A sign-in gives the client a random token,
 * which only proves that this client signed in to this account before. It is not a credential: it spares the user waits that
 * strangers cause, and the mail about a new device.
 */

export const deviceLimits = {
  /** The least recently used one is forgotten for the next. */
  perAccount: 20,
  /** How long a device stays known after a sign-in. */
  knownSeconds: 365 * 86_400,
  /** With how many accounts one client can be known at the same time. */
  tokensPerClient: 5,
} as const;

/** The user trusts a device with the second factor; see core/sign-in/trusted-device.ts. */
export interface Trust {
  /** The factor that was proved. */
  readonly after: FactorType;
  readonly at: number;
  /** It is void once the credentials have changed. */
  readonly credentialVersion: number;
}

/** In the table `sessions`, beside the sessions of the account. */
export interface Device {
  readonly userID: string;
  /** `device#` and the digest of the token's secret. */
  readonly id: string;
  readonly createdAt: number;
  readonly lastSignedInAt: number;
  readonly expiresAt: number;
  readonly ttl: number;
  readonly address: string;
  readonly browser: string;
  readonly trust?: Trust;
}

export const devicePrefix = 'device#';

export const isDeviceRow = ({ id }: { readonly id: string }): boolean => id.startsWith(devicePrefix);

/** The id of a device as answers show it. */
export const publicDeviceID = ({ id }: Pick<Device, 'id'>): string => id.slice(devicePrefix.length);

export const deviceKey = ({ userID, id }: Pick<Device, 'userID' | 'id'>) => ({ userID, id });

/** A token that a client presents. It names the account, so a token of one account means nothing at another. */
export interface DeviceToken {
  readonly userID: string;
  /** The id of the device, if the account has it. */
  readonly id: string;
  readonly text: string;
}

/** What a request says about the device that it comes from. */
export interface PresentedDevice {
  /** Whether the client keeps a token. Other clients are known by their network source alone. */
  readonly keepsToken: boolean;
  readonly tokens: readonly DeviceToken[];
}

/** Of a request that names no device, such as the renewal of a session. */
export const noDevice: PresentedDevice = { keepsToken: false, tokens: [] };

const separator = '~';
const tokenFormat = /^([\w-]{1,64})\.[\w-]{43}$/;

/** Reads the tokens that a client keeps: one for each account. What is malformed counts as none. */
export function readDeviceTokens(text: string): readonly DeviceToken[] {
  const tokens = text
    .slice(0, 1000)
    .split(separator)
    .flatMap((token) => {
      const [, userID] = tokenFormat.exec(token) ?? [];
      return userID === undefined ? [] : [{ userID, id: deviceID(token), text: token }];
    });
  return tokens.slice(-deviceLimits.tokensPerClient);
}

const deviceID = (token: string) => `${devicePrefix}${digest(token)}`;

export const tokenFor = ({ tokens }: PresentedDevice, userID: string | undefined): DeviceToken | undefined =>
  tokens.findLast((token) => token.userID === userID);

/**
 * Whether the account still knows a device.
 * @param forgotten From when on devices count: earlier sign-ins may have been made with a stolen password. One can be exempt.
 */
export function isKnownDevice(
  device: Device | undefined,
  now: number,
  forgotten: { readonly placesSince?: number; readonly keptDeviceID?: string } | undefined,
): device is Device {
  if (!device || device.expiresAt <= now) return false;
  return device.lastSignedInAt >= (forgotten?.placesSince ?? 0) || device.id === forgotten?.keptDeviceID;
}

/** A device at the moment of a sign-in. */
export interface NamedDevice {
  readonly id: string;
  /** What the client has to keep: its tokens for this and other accounts. */
  readonly tokens: string;
  readonly changes: readonly Change[];
}

/**
 * Names the device that signs in to an account. Only a device that the account knows keeps its token. Otherwise it gets a
 * new one: a token that someone else put there must not become known.
 * @param known The id of the device, if it is known.
 * @param all Those that the account has, for a new device.
 * @param trust Whether the user trusts it from now on; unchanged if it is not given.
 */
export function nameDevice(
  userID: string,
  presented: PresentedDevice,
  known: string | undefined,
  all: readonly Device[],
  circumstances: Circumstances,
  random: Random,
  trust?: { readonly trust: Trust | undefined },
): NamedDevice {
  const { at, address, browser } = circumstances;
  const expiresAt = at + deviceLimits.knownSeconds * 1000;
  const seen = { lastSignedInAt: at, address, browser, expiresAt, ttl: ttlAfter(expiresAt), ...trust };
  const token = presented.tokens.find(({ id }) => id === known);
  const others = presented.tokens.filter((one) => one.userID !== userID).map(({ text }) => text);
  const kept = (text: string) => [...others, text].slice(-deviceLimits.tokensPerClient).join(separator);
  if (token) {
    const { id, text } = token;
    const change = update('sessions', deviceKey({ userID, id }), seen, [present('id')]);
    return { id, tokens: kept(text), changes: [change] };
  }
  const text = `${userID}.${randomSecret(random)}`;
  const { trust: trusted, ...firstSeen } = { trust: undefined, ...seen };
  const device: Device = {
    userID,
    id: deviceID(text),
    createdAt: at,
    ...firstSeen,
    ...(trusted && { trust: trusted }),
  };
  return {
    id: device.id,
    tokens: kept(text),
    changes: [put('sessions', deviceKey(device), { ...device }, [absent('id')]), ...makeRoom(all)],
  };
}

/** Removes the devices that were used least recently, so that there is room for one more. */
function makeRoom(all: readonly Device[]): readonly Change[] {
  const newestFirst = [...all].sort((a, b) => b.lastSignedInAt - a.lastSignedInAt);
  return newestFirst
    .slice(deviceLimits.perAccount - 1)
    .slice(0, deviceLimits.perAccount)
    .map((device) => remove('sessions', deviceKey(device)));
}
