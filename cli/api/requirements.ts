import type { Requirement } from '../../contract/api.ts';
import { texts } from '../texts/index.ts';

/**
 * The commands that enable what organizations require. If no single method is accepted by all of them, it is a factor
 * for each.
 */
export function enablingCommands(requirements: readonly Pick<Requirement, 'accept'>[]): readonly string[] {
  if (requirements.length === 0) return [];
  const [first, ...others] = requirements;
  const meetsAll = (first?.accept ?? []).filter((method) =>
    others.every(({ accept }) => accept.includes(method)),
  );
  if (meetsAll.length > 0) return [enablingCommand(meetsAll)];
  return [...new Set(requirements.map(({ accept }) => enablingCommand(accept)))];
}

/** Can be pasted into a shell, for which the other methods are a comment. */
function enablingCommand([first = '', ...others]: readonly string[]): string {
  const command = `mfa factors enable ${first}`;
  return others.length > 0 ? `${command}  # ${texts.requirements.orMethods(others)}` : command;
}

/** The lines below a refusal: which organization accepts which methods, and how to enable one. */
export function howToMeet(requirements: readonly Requirement[], url: string): readonly string[] {
  return [
    ...requirements.map(texts.requirements.accepts),
    ...enablingCommands(requirements).map((command) => `  ${command}`),
    `  mfa signin`,
    texts.requirements.inTheBrowser(url),
  ];
}
