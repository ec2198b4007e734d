import type { Requirement } from '../../contract/api.ts';
import { typesToEnable } from '../factor-words.ts';
import { texts } from '../texts/index.ts';

type Unmet = Pick<Requirement, 'accept' | 'awaitsConfirmation'>;

/**
 * The commands that enable what organizations require. If no single method is accepted by all of them, it is a factor
 * for each. A factor does not help an account that an owner must confirm.
 */
export function enablingCommands(requirements: readonly Unmet[]): readonly string[] {
  const [first, ...others] = requirements.filter(({ awaitsConfirmation }) => !awaitsConfirmation);
  if (!first) return [];
  const meetsAll = typesToEnable.filter((method) =>
    [first, ...others].every(({ accept }) => accept.includes(method)),
  );
  if (meetsAll.length > 0) return [enablingCommand(meetsAll)];
  const each = [first, ...others].map(({ accept }) => typesToEnable.filter((type) => accept.includes(type)));
  return [...new Set(each.filter((types) => types.length > 0).map(enablingCommand))];
}

/** Can be pasted into a shell, for which the other methods are a comment. */
function enablingCommand([first = '', ...others]: readonly string[]): string {
  const command = `mfa factors enable ${first}`;
  return others.length > 0 ? `${command}  # ${texts.requirements.orMethods(others)}` : command;
}

/** What a session has to do with each requirement that it does not meet. */
export const sentencesAbout = (requirements: readonly Requirement[]): readonly string[] =>
  requirements.map((requirement) => {
    const { awaitsConfirmation, unmet } = texts.requirements;
    return requirement.awaitsConfirmation ? awaitsConfirmation(requirement) : unmet(requirement);
  });

/** The lines below a refusal: which organization accepts which methods, and how to enable one. */
export function howToMeet(requirements: readonly Requirement[], url: string): readonly string[] {
  const { accepts, awaitsConfirmation, inTheBrowser } = texts.requirements;
  const lines = requirements.map((requirement) =>
    requirement.awaitsConfirmation ? awaitsConfirmation(requirement) : accepts(requirement),
  );
  const commands = enablingCommands(requirements);
  const isForOwners = requirements.length > 0 && requirements.every((one) => one.awaitsConfirmation);
  if (isForOwners) return lines;
  if (requirements.length > 0 && commands.length === 0) return [...lines, inTheBrowser(url)];
  return [...lines, ...commands.map((command) => `  ${command}`), '  mfa signin', inTheBrowser(url)];
}
