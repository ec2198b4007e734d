import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { makeProgram } from '../../cli/program.ts';

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');

/** A command with those below it; their names include those above them, but for `mfa`. */
function commandsBelow(command: Command, path: string): { path: string; command: Command }[] {
  return command.commands.flatMap((below) => {
    const name = `${path} ${below.name()}`.trim();
    return [{ path: name, command: below }, ...commandsBelow(below, name)];
  });
}

const program = makeProgram({});
const commands = commandsBelow(program, '');
const options = [program, ...commands.map(({ command }) => command)].flatMap((command) =>
  command.options.map(({ long }) => long ?? ''),
);

describe('the page on the command line', () => {
  // `list` is what a group of commands does by default, so the page does not mention it.
  const named = commands.map(({ path }) => path).filter((path) => !path.endsWith(' list'));

  it.each(named)('has the command %s', (path) => {
    expect(new RegExp(`\`${path}[\` ]`).test(page)).toBe(true);
  });

  it.each([...new Set(options)].filter((name) => name !== '--version'))('has the option %s', (name) => {
    expect(new RegExp(`${name}\\b`).test(page)).toBe(true);
  });

  it('has no options that do not exist', () => {
    const [, mfa = ''] = /^([\s\S]*)^## The guide's own/m.exec(page) ?? [];
    const named = [...mfa.matchAll(/`(--[a-z-]+)/g)].map(([, name = '']) => name);
    const known = ['--help', ...options, ...options.map((name) => name.replace('--', '--no-'))];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});
