import { type Command, InvalidArgumentError, type Option } from 'commander';
import type { FactorType } from '../contract/api.ts';
import type { Context } from './context.ts';
import { factorTypes, isFactorType } from './factor-words.ts';
import { usageFailure } from './failure.ts';
import { texts } from './texts/index.ts';

/** Types for the declarations of commands, and parsers of their arguments. */

export type MakeCommand = (parent: Command, name: string, summary: string) => Command;

/** Turns a function that takes the context first into the action of a command. */
export type Doing = <Parameters extends unknown[]>(
  work: (context: Context, ...parameters: Parameters) => Promise<void>,
) => (...given: unknown[]) => Promise<void>;

/** Values of options that a shell can complete, where they are not the only ones. */
export const suggestions = new WeakMap<Option, readonly string[]>();

/** The option of everything that asks for confirmation. */
export const yes = () => ['-y, --yes', texts.help.options.yes] as const;

/** The options of a list that comes in pages. */
export const addPages = (command: Command): Command =>
  command
    .option('--limit <number>', texts.help.options.limit, wholeNumber)
    .option('--cursor <cursor>', texts.help.options.cursor);

/** For an option that can be given more than once. */
export const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value,
];

/**
 * Refuses arguments and options that are blank: an unset variable in a script, which is not what its author meant.
 * @param given arguments, and objects of options
 */
export function refuseBlanks(...given: readonly unknown[]): void {
  const values = given.flatMap((one): readonly unknown[] =>
    typeof one === 'object' && one !== null ? Object.values(one).flat() : [one],
  );
  const hasBlank = values.some((value) => typeof value === 'string' && value.trim() === '');
  if (hasBlank) throw usageFailure(texts.usage.blank);
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 100)
    throw new InvalidArgumentError(texts.usage.wholeNumber);
  return Number(text);
}

export function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 600)) throw new InvalidArgumentError(texts.usage.seconds);
  return value;
}

/** Methods, separated by commas. */
export function methodList(text: string): readonly FactorType[] {
  const given = text.split(',').map((one) => one.trim());
  const known = given.filter(isFactorType);
  if (known.length < given.length) throw new InvalidArgumentError(texts.usage.methods(factorTypes));
  return [...new Set(known)];
}

/** A number of days from now, or a date with or without a time. Without a time zone, it is that of the user. */
export function moment(text: string): string {
  const days = /^(\d{1,3})d$/.exec(text)?.[1];
  if (days !== undefined) return new Date(Date.now() + Number(days) * 86_400_000).toISOString();
  const [, date, time = '00:00'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?))?$/.exec(text) ?? [];
  // JavaScript reads 31 February as a day in March.
  const isDate = date !== undefined && new Date(`${date}T00:00Z`).toJSON()?.startsWith(date);
  const at = new Date(`${date}T${time}`);
  if (!isDate || Number.isNaN(at.getTime())) throw new InvalidArgumentError(texts.usage.moment);
  return at.toISOString();
}
