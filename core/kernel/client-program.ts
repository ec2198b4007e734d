/*
 * Names a client by its User-Agent header. Anyone can put anything into that header, also in a request that mails someone
 * else, so nothing of it is repeated: all names come from the lists below.
 */

/** The first match is the name: browsers also claim to be those that they descend from. */
const programs = [
  ['mfa command line', /^mfa\/\d/],
  ['datica-cli', /^datica-cli-\d/],
  ['curl', /^curl\//],
  ['Wget', /^Wget\//],
  ['HTTPie', /^HTTPie\//],
  ['Postman', /^PostmanRuntime\//],
  ['PowerShell', /PowerShell\/\d/],
  ['Python', /^(?:python-(?:requests|httpx|urllib3)|Python-urllib|Python|aiohttp)\//i],
  ['Go', /^Go-http-client\//],
  ['Node.js', /^(?:node|undici|axios|node-fetch)(?:\/|$)/],
  ['Java', /^(?:Java|okhttp|Apache-HttpClient|Java-http-client)\//],
  ['Microsoft Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|Opera|OPT)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\/\d/],
  ['Chrome', /(?:\b|Headless)(?:Chrome|CriOS|Chromium)\/\d/],
  ['Safari', /\bVersion\/\d[^ ]* (?:Mobile\/\w+ )?Safari\//],
  ['Internet Explorer', /\bTrident\/|\bMSIE /],
  ['a browser we do not know', /^Mozilla\//],
] as const;

const systems = [
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows NT\b|\bwin32\b/],
  ['Chrome OS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b|\bdarwin\b/],
  ['Linux', /\blinux\b/i],
] as const;

const unknownProgram = 'an unknown program';
/** What acts without a client that a user has chosen. */
const ownPrograms = ['operator command', 'scheduled job'] as const;

/** What is named by words of a language, and not by the name of a product. */
export type UnnamedProgram =
  | typeof unknownProgram
  | 'mfa command line'
  | 'a browser we do not know'
  | (typeof ownPrograms)[number];

type Program = (typeof programs)[number][0] | typeof unknownProgram;
type System = (typeof systems)[number][0];

/** The browser or program that sent a request, in a few words for people, such as `Firefox on Windows`. */
export type ClientProgram = Program | `${Program} on ${System}` | (typeof ownPrograms)[number];

/** Longer headers are cut: the part that names the program is at the beginning. */
const longestAgent = 500;

/** Names the program that sent a request. @param userAgent The header as it was sent. */
export function nameClientProgram(userAgent: string | undefined): ClientProgram {
  const agent = (userAgent ?? '').slice(0, longestAgent);
  const program = programs.find(([, pattern]) => pattern.test(agent))?.[0] ?? unknownProgram;
  const system = systems.find(([, pattern]) => pattern.test(agent))?.[0];
  return system ? `${program} on ${system}` : program;
}

const clientPrograms = [...programs.map(([name]) => name), unknownProgram].flatMap((program) => [
  program,
  ...systems.map(([system]) => `${program} on ${system}`),
]);
const names: ReadonlySet<string> = new Set([...clientPrograms, ...ownPrograms]);

export const isClientProgram = (text: string): text is ClientProgram => names.has(text);

/** A client and the system that it runs on. */
export function partsOfClientProgram(named: ClientProgram): { program: string; system?: string } {
  const [program = '', system] = named.split(' on ');
  return { program, ...(system !== undefined && { system }) };
}

/** The name to show from a row, which may be older than the lists. */
export function shownClientProgram(stored: string): ClientProgram {
  return isClientProgram(stored) ? stored : unknownProgram;
}
