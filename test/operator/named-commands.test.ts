import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingNames } from '../../lib/settings.ts';
import { makeProgram } from '../../operator/program.ts';
import { runCommand } from '../support/operator.ts';

/** The commands that the documents for operators name can be typed as they are. */

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const documents = [
  'README.md',
  ...['cost', 'data-changes', 'local-aws', 'operating', 'pipeline', 'second-region', 'settings'].map(
    (name) => `docs/${name}.md`,
  ),
  'docs/pipeline/deploy.yml',
];

/** What is written to be typed: blocks of code, and words in backticks. */
function typed(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(([, block = '']) => block);
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, words = '']) => words);
  const runs = [...text.matchAll(/- run: (.+)$/gm)].map(([, words = '']) => words);
  const lines = blocks.flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'));
  return [...lines, ...inline, ...runs].map((line) => line.replace(/ # .*/, '').trim());
}

const commands = documents.flatMap((document) => typed(read(document)).map((line) => ({ document, line })));
const found = (pattern: RegExp) =>
  commands.flatMap(({ document, line }) =>
    [...line.matchAll(pattern)].map(([, ...words]) => ({ document, words: words.map((word) => word ?? '') })),
  );

test('every npm script is one', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = found(/\bnpm run (?:-s )?([a-z][\w:-]*)/g);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ words: [name = ''] }) => !(name in scripts))).toEqual([]);
});

test('every command of the operator is one, with its options', () => {
  const program = makeProgram(async () => undefined);
  const named = found(/npm run (?:-s )?operator -- ([a-z-]+)(.*)/g);
  expect(named.length).toBeGreaterThan(8);
  const wrong = named.filter(({ words: [name = '', rest = ''] }) => {
    const command = program.commands.find((one) => one.name() === name);
    const subcommands = command?.commands ?? [];
    const options = [program, ...(command ? [command] : []), ...subcommands].flatMap((one) =>
      one.options.map(({ long }) => long),
    );
    const flags = [...rest.matchAll(/(--[a-z-]+)/g)].map(([flag]) => flag);
    return !command || flags.some((flag) => !options.includes(flag));
  });
  expect(wrong).toEqual([]);
});

test.each(['doctor', 'diff'] as const)('every option of the %s is one', async (name) => {
  const { out } = await runCommand(name, ['--help'], {});
  const named = found(new RegExp(`npm run (?:-s )?${name} --(.*)`, 'g'));
  expect(named.length).toBeGreaterThan(3);
  const flags = named.flatMap(({ document, words: [rest = ''] }) =>
    [...rest.matchAll(/ (--?[a-z][a-z-]*)/g)].map(([, flag = '']) => ({ document, flag })),
  );
  expect(flags.length).toBeGreaterThan(3);
  const known = (flag: string) => new RegExp(`(^|[ ,])${flag}([ ,]|$)`, 'm').test(out);
  expect(flags.filter(({ flag }) => !known(flag))).toEqual([]);
});

test('every setting after -c is one', () => {
  // In general: `-c name=value`.
  const named = found(/(?<!\S)-c ([A-Za-z]+)=/g).filter(({ words }) => words[0] !== 'name');
  expect(named.length).toBeGreaterThan(5);
  expect(
    named.filter(({ words: [name = ''] }) => !(settingNames as readonly string[]).includes(name)),
  ).toEqual([]);
});

test('every command of the CDK is one', () => {
  // As `cdk --help` lists them; the CLI takes seconds to say so.
  const known = ['bootstrap', 'deploy', 'destroy', 'diff', 'import', 'synth'];
  const named = found(/\bnpx cdk ([a-z-]+)/g);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ words: [name = ''] }) => !known.includes(name))).toEqual([]);
});

test('every check of the doctor is explained', () => {
  const source = read('operator/doctor/examine.ts');
  const checks = [
    ...source.matchAll(/(?:check: |runCheck\(|ofSes\(|reach\(|runCheck\(\n *)'([a-z-]+)'/g),
  ].map(([, name = '']) => name);
  expect(new Set(checks).size).toBeGreaterThan(18);
  const rows =
    read('docs/operating.md')
      .match(/^\| `.*/gm)
      ?.join('\n') ?? '';
  // A stack has its own name, and a service that is not known has no other check.
  const named = checks.filter((name) => !name.startsWith('stack-') && name !== 'service');
  expect(named.filter((name) => !rows.includes(`\`${name}\``))).toEqual([]);
});
