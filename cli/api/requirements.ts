import type { Requirement } from '../../contract/api.ts';

/** Methods as a sentence names them. */
export const anyOf = (methods: readonly string[]) => methods.join(' or ');

/** What can be typed to meet what organizations require; where no one method does, a factor for each of them. */
export function enablingCommands(demands: readonly Pick<Requirement, 'accept'>[]): readonly string[] {
  if (demands.length === 0) return [];
  const [first, ...others] = demands;
  const meetsAll = (first?.accept ?? []).filter((method) =>
    others.every(({ accept }) => accept.includes(method)),
  );
  if (meetsAll.length > 0) return [enabling(meetsAll)];
  return [...new Set(demands.map(({ accept }) => enabling(accept)))];
}

/** As it can be pasted: the choice is a comment to a shell. */
function enabling([first = '', ...others]: readonly string[]): string {
  const command = `mfa factors enable ${first}`;
  return others.length > 0 ? `${command}  # or ${anyOf(others)}` : command;
}

/** The lines below a refusal: who wants which method, and the way to it on a terminal and in a browser. */
export function howToMeet(demands: readonly Requirement[], url: string): readonly string[] {
  return [
    ...demands.map(({ name, accept }) => `${name} accepts ${anyOf(accept)}.`),
    ...enablingCommands(demands).map((command) => `  ${command}`),
    `  mfa signin`,
    `or in the browser: ${url}`,
  ];
}
