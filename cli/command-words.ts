import { type Command, InvalidArgumentError } from 'commander';
import type { FactorType } from '../contract/api.ts';
import type { Context } from './context.ts';
import { factorTypes, isFactorType } from './factor-words.ts';

/** What the declarations of commands are made with, and how their words are read. */

export type MakeCommand = (parent: Command, name: string, summary: string) => Command;

/** A command that is given its context first. */
export type Doing = <Parameters extends unknown[]>(
  work: (context: Context, ...parameters: Parameters) => Promise<void>,
) => (...given: unknown[]) => Promise<void>;

export function wholeNumber(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 100)
    throw new InvalidArgumentError('It is a whole number from 1 to 100.');
  return Number(text);
}

export function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 600)) throw new InvalidArgumentError('It is a number of seconds, up to 600.');
  return value;
}

/** Methods with commas between. */
export function methodList(text: string): readonly FactorType[] {
  const given = text.split(',').map((one) => one.trim());
  const known = given.filter(isFactorType);
  if (known.length < given.length)
    throw new InvalidArgumentError(`Name one or more of ${factorTypes.join(', ')}, with commas between.`);
  return [...new Set(known)];
}

/** A number of days from now; or a date, with or without a time, in the reader's time zone unless one is said. */
export function moment(text: string): string {
  const days = /^(\d{1,3})d$/.exec(text)?.[1];
  if (days !== undefined) return new Date(Date.now() + Number(days) * 86_400_000).toISOString();
  const [, date, time = '00:00'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?))?$/.exec(text) ?? [];
  // JavaScript takes a date that is none, like 31 February, for one of the month after.
  const isDate = date !== undefined && new Date(`${date}T00:00Z`).toJSON()?.startsWith(date);
  const at = new Date(`${date}T${time}`);
  if (!isDate || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('Write it as 30d, 2030-01-31, or "2030-01-31 18:00".');
  return at.toISOString();
}
