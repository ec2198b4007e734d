import {
  type Device,
  deviceKey,
  devicePrefix,
  isDeviceRow,
  isKnownDevice,
  noDevice,
  type PresentedDevice,
  tokenFor,
} from '../../../core/accounts/device.ts';
import { type AddressClaim, addressKey, type User } from '../../../core/accounts/user.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import { isKnownPlace, placeKey, type Recognized } from '../../../core/sign-in/known-place.ts';
import { isCountDue, type Session } from '../../../core/sign-in/session.ts';
import type { SessionRequest } from '../../../core/sign-in/session-grant.ts';
import type { SessionKind } from '../../../core/sign-in/session-kind.ts';
import type { RowAddress, Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';

/** The part of a request that a session depends on. */
export interface Requester {
  readonly circumstances: Circumstances;
  readonly source: string;
  readonly wantsCookie: boolean;
  readonly device: PresentedDevice;
}

/** The kind of the session that a request asks for. */
export const kindOf = ({ wantsCookie }: Pick<Requester, 'wantsCookie'>): SessionKind =>
  wantsCookie ? 'dashboard' : 'cli';

/**
 * What the decision to grant a session needs, with the organizations of the account as they are now.
 * @param known How the account recognized the requester when the first proof was checked; looked up if it is not given.
 */
export async function toSessionRequest(
  { store, host }: { readonly store: Store; readonly host: Host },
  user: User,
  requester: Requester,
  known?: Recognized,
): Promise<SessionRequest> {
  const [organizations, recognizing, sessions] = await Promise.all([
    store.readMany<Organization>(organizationRows(user)),
    recognizeDevice(store, user, requester, known),
    readSessionsToCount(store, user),
  ]);
  return { ...sessionRequestOf(host, user, requester, organizations, recognizing), sessions };
}

/** The same for a step-up, which replaces a session and says nothing about devices. */
export async function toStepUpRequest(
  { store, host }: { readonly store: Store; readonly host: Host },
  user: User,
  requester: Requester,
): Promise<SessionRequest> {
  const organizations = await store.readMany<Organization>(organizationRows(user));
  return sessionRequestOf(host, user, { ...requester, device: noDevice }, organizations, [{}, []]);
}

/** The sessions of an account, if they have to be counted. */
async function readSessionsToCount(store: Store, user: User): Promise<readonly Session[] | undefined> {
  if (!isCountDue(user)) return undefined;
  const rows = await store.listAll<Session>('sessions', { userID: user.userID });
  return rows.filter((row) => !isDeviceRow(row));
}

/** The same for a user of whom nothing was known before: the first call reads all, and a new device takes a second one. */
export async function readSessionRequest(
  { store, host }: { readonly store: Store; readonly host: Host },
  user: User,
  requester: Requester,
): Promise<SessionRequest> {
  const recognizing = recognizingRows(user, requester);
  const rows = await store.read<unknown[]>(...recognizing, ...organizationRows(user));
  const known = recognizedBy(rows.slice(0, recognizing.length) as readonly (Row | undefined)[], requester);
  const organizations = rows.slice(recognizing.length) as readonly (Organization | undefined)[];
  const [devices, sessions] = await Promise.all([
    recognizeDevice(store, user, requester, known),
    readSessionsToCount(store, user),
  ]);
  const present = organizations.filter((row) => row !== undefined);
  return { ...sessionRequestOf(host, user, requester, present, devices), sessions };
}

function sessionRequestOf(
  host: Host,
  user: User,
  { circumstances, source, wantsCookie, device }: Requester,
  organizations: readonly Organization[],
  [recognized, devices]: readonly [Recognized, readonly Device[]],
): SessionRequest {
  return {
    user,
    organizations,
    kind: kindOf({ wantsCookie }),
    circumstances,
    source,
    device,
    recognized,
    devices,
    random: host.random,
  };
}

/** How the account recognizes the requester, and its devices if this one has to be added to them. */
async function recognizeDevice(
  store: Store,
  user: User,
  requester: Requester,
  known: Recognized | undefined,
): Promise<readonly [Recognized, readonly Device[]]> {
  const recognized = known ?? (await recognize(store, user, requester));
  const { device } = requester;
  const isNew = device.keepsToken && !device.tokens.some(({ id }) => id === recognized.deviceID);
  if (!isNew) return [recognized, []];
  const { rows } = await store.list<Device>('sessions', { userID: user.userID }, { prefix: devicePrefix });
  return [recognized, rows];
}

async function recognize(store: Store, user: User, requester: Requester): Promise<Recognized> {
  return recognizedBy(await store.read<Row[]>(...recognizingRows(user, requester)), requester);
}

/** What an account recognizes a requester by: its own claim, the network source, and the device if one is presented. */
function recognizingRows({ userID, address }: User, { source, device }: Requester): readonly RowAddress[] {
  const token = tokenFor(device, userID);
  return [
    { table: 'users', key: addressKey(address) },
    { table: 'challenges', key: placeKey(address, { kind: 'source', id: source }) },
    ...deviceRows(token ? [token] : []),
  ];
}

function recognizedBy(rows: readonly (Row | undefined)[], { source, circumstances }: Requester): Recognized {
  const [claim, place, row] = rows as readonly [AddressClaim?, Row?, Device?];
  const now = circumstances.at;
  return {
    source: isKnownPlace(place, now, claim?.placesSince) ? source : undefined,
    deviceID: isKnownDevice(row, now, claim) ? row.id : undefined,
  };
}

/** The rows of the devices that tokens name. */
export const deviceRows = (tokens: PresentedDevice['tokens']): readonly RowAddress[] =>
  tokens.map((token) => ({ table: 'sessions', key: deviceKey(token) }));

/** The row of a device of this account, among those that were read for tokens. */
export function findDevice(
  rows: readonly (Row | undefined)[],
  userID: string | undefined,
): Device | undefined {
  return (rows as readonly (Device | undefined)[]).find((row) => row && row.userID === userID);
}
