import type { Demand } from './answers.ts';

/** Methods as a sentence names them. */
export const anyOf = (methods: readonly string[]) => methods.join(' or ');

/** What can be typed to meet what organizations require; where no one method does, a factor for each of them. */
export function enablingCommands(demands: readonly Pick<Demand, 'accept'>[]): readonly string[] {
  const [first, ...others] = demands;
  const meetsAll = (first?.accept ?? []).filter((method) =>
    others.every(({ accept }) => accept.includes(method)),
  );
  if (meetsAll.length > 0) return [`mfa factors enable ${meetsAll.join('|')}`];
  return [...new Set(demands.map(({ accept }) => `mfa factors enable ${accept.join('|')}`))];
}

/** The lines below a refusal: who wants which method, and the way to it on a terminal and in a browser. */
export function howToMeet(demands: readonly Demand[], url: string): readonly string[] {
  return [
    ...demands.map(({ name, accept }) => `${name} accepts ${anyOf(accept)}.`),
    ...enablingCommands(demands).map((command) => `  ${command}`),
    `  mfa signin`,
    `or in the browser: ${url}`,
  ];
}
