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
 * Why a new password is refused; undefined if it is accepted. A password must keep two thirds of the minimum length if
 * each common password in it counts as three characters, and each of the account's own words, run along the keyboard and
 * repetition as one. `pointer` names its field in the request. `own` are words that an attacker would try first for this
 * account: the email address, the user's name, the name of the service.
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
  const { length: shortest, usesOwnWord } = writeShortest(plain, policy.common, new Set(ownWords));
  if (shortest >= Math.ceil((policy.minimumLength * 2) / 3)) return undefined;
  return fieldProblem(pointer, usesOwnWord ? 'password-too-personal' : 'password-too-common');
}

/** What an attacker would try first counts for less than its characters. */
const lengthOf = { commonPassword: 3, ownWord: 1, run: 1, repetition: 1, otherCharacter: 1 } as const;

/** From how many characters on something is a run along the keyboard, or a repetition. */
const shortestRun = 3;

interface Writing {
  readonly length: number;
  readonly usesOwnWord: boolean;
}

/**
 * The shortest way to write a text in common passwords, the account's own words, runs along the keyboard or the alphabet,
 * repetitions of what came before, and single characters.
 */
function writeShortest(text: string, common: ReadonlySet<string>, own: ReadonlySet<string>): Writing {
  const longestWord = longestOf(common, own);
  const repetitions = findRepetitions(text);
  const upTo: Writing[] = [{ length: 0, usesOwnWord: false }];
  const extend = (from: number, to: number, by: keyof typeof lengthOf) => {
    const begun = upTo[from];
    if (!begun) return;
    const length = begun.length + lengthOf[by];
    const known = upTo[to];
    if (known && known.length <= length) return;
    upTo[to] = { length, usesOwnWord: begun.usesOwnWord || by === 'ownWord' };
  };
  for (let from = 0; from < text.length; from += 1) {
    extend(from, from + 1, 'otherCharacter');
    for (let to = from + 1; to <= Math.min(text.length, from + longestWord); to += 1) {
      const word = text.slice(from, to);
      if (own.has(word)) extend(from, to, 'ownWord');
      if (common.has(word)) extend(from, to, 'commonPassword');
    }
    for (let to = from + shortestRun; isRun(text.slice(from, to)) && to <= text.length; to += 1)
      extend(from, to, 'run');
    const repeated = from + (repetitions[from] ?? 0);
    for (let to = from + shortestRun; to <= repeated; to += 1) extend(from, to, 'repetition');
  }
  return upTo[text.length] ?? { length: text.length, usesOwnWord: false };
}

function longestOf(...sets: readonly ReadonlySet<string>[]): number {
  let longest = 0;
  for (const set of sets) for (const word of set) longest = Math.max(longest, word.length);
  return longest;
}

/**
 * For each place, how many characters from there on repeat what began earlier. A repetition may run into itself, as in
 * `123123123`.
 */
function findRepetitions(text: string): readonly number[] {
  const longest = new Array<number>(text.length).fill(0);
  /** How many characters from `from + 1` and from each earlier place on are the same. */
  let sameFromNext: readonly number[] = [];
  for (let from = text.length - 1; from > 0; from -= 1) {
    const same = Array.from({ length: from }, (_, earlier) =>
      text[earlier] === text[from] ? 1 + (sameFromNext[earlier + 1] ?? 0) : 0,
    );
    longest[from] = same.reduce((most, count) => Math.max(most, count), 0);
    sameFromNext = same;
  }
  return longest;
}

const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const runs = rows.flatMap((row) => [row, [...row].reverse().join('')]);

/** Whether the text goes along the keyboard or the alphabet. */
const isRun = (text: string): boolean => runs.some((run) => run.includes(text));
