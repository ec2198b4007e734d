import { type Device, isKnownDevice, type PresentedDevice } from '../../../core/accounts/device.ts';
import { guessedAddress } from '../../../core/accounts/email-address.ts';
import { checkPassword, type PasswordHasher, type PasswordMatch } from '../../../core/accounts/password.ts';
import {
  normalizePassword,
  type PasswordPolicy,
  passwordRefusal,
} from '../../../core/accounts/password-policy.ts';
import { type AddressClaim, addressKey, type User, userKey } from '../../../core/accounts/user.ts';
import { Busy } from '../../../core/kernel/busy.ts';
import type { Change } from '../../../core/kernel/change.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { problem } from '../../../core/kernel/problem.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { type KnownBy, waysToGuessPassword } from '../../../core/sign-in/guess-limits.ts';
import { isKnownPlace, placeKey, type Recognized } from '../../../core/sign-in/known-place.ts';
import type { Store } from '../../adapters/store.ts';
import { type Host, setting } from '../../host.ts';
import { Refusal } from '../../refusal.ts';
import { type ChargedGuess, chargeGuessAndRead, rowsToRead } from './charge-guess.ts';
import { whileGivingBack } from './give-back.ts';
import { deviceRows, findDevice } from './session-request.ts';

interface ProvedPassword {
  readonly user: User;
  readonly match: PasswordMatch;
  /** Reverts the charge of the account's own row. To be committed together with what the password allows. */
  readonly refund: readonly Change[];
  readonly recognized: Recognized;
  /** The device that it was recognized by. */
  readonly device: Device | undefined;
}

interface Caller {
  readonly source: string;
  readonly circumstances: Circumstances;
  readonly device: PresentedDevice;
  /** The session of the request, if it belongs to the account whose password is entered: strangers cannot make it wait. */
  readonly ownSessionID?: string | undefined;
}

/**
 * Does what a right password allows. A right password never counts as a wrong one: charges of shared rows are reverted at
 * once, and all others if the work is refused for another reason.
 */
export async function withPassword<Result>(
  ports: { readonly store: Store; readonly passwords: PasswordHasher; readonly host: Host },
  typed: { readonly identifier: string; readonly password: string },
  caller: Caller,
  work: (proved: ProvedPassword) => Promise<Result>,
): Promise<Result> {
  const { giveBack, ...proved } = await provePassword(ports, typed, caller);
  return whileGivingBack(ports.host, giveBack, async () => {
    try {
      return await work(proved);
    } catch (error) {
      if (error instanceof Refusal || error instanceof Busy) await ports.store.commit(proved.refund);
      throw error;
    }
  });
}

/**
 * Checks an email address and a password, after charging the guess. An unknown email address, a wrong password and a void
 * one all get `invalid-credentials`, after the same calls and one hash. Where the guesses of strangers are spent, a known network
 * source is refused like any other, after the same work, unless the password is right.
 */
async function provePassword(
  { store, passwords }: { store: Store; passwords: PasswordHasher },
  typed: { readonly identifier: string; readonly password: string },
  caller: Caller,
): Promise<ProvedPassword & Pick<ChargedGuess, 'giveBack'>> {
  const now = caller.circumstances.at;
  const address = guessedAddress(typed.identifier);
  const { source, device } = caller;
  const { tokens } = device;
  const place = { kind: 'source', id: source } as const;
  const guess = { address, source, now };
  const asStranger = waysToGuessPassword(guess);
  const [claim, known, ...more] = await store.read<[AddressClaim, Row, ...Row[]]>(
    { table: 'users', key: addressKey(address) },
    { table: 'challenges', key: placeKey(address, place) },
    ...deviceRows(tokens),
    ...rowsToRead(asStranger),
  );
  const ownDevice = findDevice(more.slice(0, tokens.length), claim?.userID);
  const recognized: Recognized = {
    source: isKnownPlace(known, now, claim?.placesSince) ? source : undefined,
    deviceID: isKnownDevice(ownDevice, now, claim) ? ownDevice.id : undefined,
  };
  const limits = more.slice(tokens.length);
  const knownBy = waysKnown(caller.ownSessionID, recognized);
  const isKnownSource = recognized.source !== undefined;
  const ways = waysToGuessPassword({ ...guess, knownBy, isKnownSource });
  const readUser = () => store.read<[User]>({ table: 'users', key: userKey(claim?.userID ?? 'nobody') });
  const charged = await chargeGuessAndRead(store, ways, limits, readUser);
  const { refund, giveBack, refusal, chargeWrong } = charged;
  const [user] = charged.more;
  const isCompared = refusal === undefined || isKnownSource;
  const match = await checkPassword(isCompared ? user : undefined, typed.password, passwords);
  if (!user || !match) {
    await chargeWrong();
    throw new Refusal(refusal ?? problem('wrong-credentials'));
  }
  return { user, match, refund, giveBack, recognized, device: recognized.deviceID ? ownDevice : undefined };
}

/** By which secret the account knows the caller; empty for a stranger. */
function waysKnown(sessionID: string | undefined, { deviceID }: Recognized): readonly KnownBy[] {
  if (sessionID !== undefined) return [{ kind: 'session', id: sessionID }];
  return deviceID === undefined ? [] : [{ kind: 'device', id: deviceID }];
}

/**
 * The hash of a new password that the policy accepts.
 * @param person The user, whose email address and name the password must not be based on.
 * @param pointer The field of the request that has the password.
 * @throws Refusal
 */
export async function hashNewPassword(
  ports: { readonly passwords: PasswordHasher; readonly policy: PasswordPolicy; readonly host: Host },
  password: string,
  person: { readonly address: string; readonly name: string },
  pointer: string,
): Promise<string> {
  const { address, name } = person;
  const own = [address, address.split('@')[0] ?? '', name, setting(ports.host, 'BRAND_NAME')];
  const refused = passwordRefusal(password, ports.policy, own, pointer);
  if (refused) throw new Refusal(refused);
  return ports.passwords.hash(normalizePassword(password));
}
