import { fieldProblem, type Problem } from '../kernel/problem.ts';

/** Rules for a new password, after NIST SP 800-63B-4 section 3.1.1.2: length and a blocklist, no composition. */
export interface PasswordPolicy {
  /** In Unicode code points, after NFC. */
  readonly minimumLength: number;
  /** Common passwords, in lower case. */
  readonly common: ReadonlySet<string>;
}

export const maximumPasswordLength = 1000;

/** The form in which a password is hashed and compared: NFC, so that "é" is the same from every keyboard. */
export function normalizePassword(password: string): string {
  return password.normalize('NFC');
}

/**
 * Why a new password is refused; undefined if it is accepted. `pointer` names its field in the request. `own` are words
 * that an attacker would try first for this account: the email address, the user's name, the name of the service.
 */
export function passwordRefusal(
  password: string,
  policy: PasswordPolicy,
  own: readonly string[],
  pointer: string,
): Problem | undefined {
  const normal = normalizePassword(password);
  const length = [...normal].length;
  if (length < policy.minimumLength)
    return fieldProblem(pointer, 'password-too-short', { minimum: policy.minimumLength });
  if (length > maximumPasswordLength)
    return fieldProblem(pointer, 'password-too-long', { maximum: maximumPasswordLength });
  const plain = normal.toLowerCase();
  if (new Set(plain).size < 4) return fieldProblem(pointer, 'password-too-uniform');
  const ownWords = own.map((word) => normalizePassword(word).toLowerCase()).filter((word) => word.length > 3);
  if (ownWords.some((word) => isMadeOf(plain, new Set([word]), policy.common)))
    return fieldProblem(pointer, 'password-too-personal');
  if (isFiller(plain) || isMadeOf(plain, policy.common, policy.common))
    return fieldProblem(pointer, 'password-too-common');
  return undefined;
}

/**
 * Whether the text consists of one of `pieces`, or of one of `pieces` and one of `others` in either order, each repeated
 * any number of times.
 */
function isMadeOf(text: string, pieces: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (let end = 3; end <= text.length; end += 1) {
    const first = text.slice(0, end);
    const rest = withoutRepeats(text.slice(end), first);
    if (pieces.has(first) && (rest === '' || isFiller(rest) || isRepeated(rest, others))) return true;
    if ((others.has(first) || isFiller(first)) && isRepeated(rest, pieces)) return true;
  }
  return false;
}

function withoutRepeats(text: string, piece: string): string {
  let rest = text;
  while (rest.startsWith(piece)) rest = rest.slice(piece.length);
  return rest;
}

function isRepeated(text: string, pieces: ReadonlySet<string>): boolean {
  for (let end = 1; end <= text.length; end += 1)
    if (
      text.length % end === 0 &&
      pieces.has(text.slice(0, end)) &&
      withoutRepeats(text, text.slice(0, end)) === ''
    )
      return true;
  return false;
}

const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const runs = rows.flatMap((row) => [row, [...row].reverse().join('')]);

/** Whether the text is a run along the keyboard or the alphabet, one repeated character, or a few digits and marks. */
function isFiller(text: string): boolean {
  return text.length <= 4
    ? /^[^\p{L}]*$/u.test(text)
    : /^(.)\1*$/u.test(text) || runs.some((run) => run.includes(text));
}
