import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildCli, cliBuildFolder } from '../../lib/build/cli.ts';
import { projectFolder } from '../../lib/build/fingerprint.ts';
import { buildFunctions, functionsMetafile } from '../../lib/build/functions.ts';
import { partOf } from '../../lib/build/sbom.ts';
import { type BundledPackage, noticesOf, packagesIn } from '../../lib/build/third-party.ts';

/** What the builds contain of others, and whether they may. */

/** They only ask that the notices come along. */
const permissive = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MIT-0'];

await buildFunctions();
const bundles: readonly (readonly [string, readonly BundledPackage[]])[] = [
  ['the functions', await packagesIn(await functionsMetafile())],
  ['the command line', await buildCli()],
];

test.each(bundles)('%s contain packages with permissive licenses alone', (_, packages) => {
  expect(packages.map(({ name }) => name)).toContain('zod');
  expect(packages.filter(({ license }) => !permissive.includes(license))).toEqual([]);
});

test.each(bundles)('the notices of %s have the license of every package', (_, packages) => {
  const notices = noticesOf(packages);
  for (const { name, version, license, texts } of packages) {
    expect(notices).toContain(`${name} ${version} (${license})`);
    for (const text of texts) expect(notices).toContain(text);
  }
});

test('the build of the command line contains its notices', () => {
  const notices = readFileSync(join(cliBuildFolder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['commander', 'qrcode', 'picocolors']) expect(notices).toContain(`\n${name} `);
});

test('code that the bundler left out is no part of a bundle', async () => {
  const input = (bytesInOutput: number) => ({ bytesInOutput });
  const inputs = {
    'node_modules/zod/v4/mini/index.js': input(9),
    'node_modules/qrcode/lib/index.js': input(0),
  };
  const output = { bytes: 9, inputs, imports: [], exports: [] };
  const found = await packagesIn({ outputs: { 'build/one.mjs': output } });
  expect(found.map(({ name }) => name)).toEqual(['zod']);
  expect(found[0]?.texts.join()).toContain('MIT License');
});

test('an SBOM has the packages of its bundle, and what leads from one to another', () => {
  const component = (ref: string) => ({ 'bom-ref': ref });
  const whole = {
    metadata: { component: { name: 'a-folder', version: '0', type: 'application' } },
    components: [component('one@1.0.0'), component('two@2.0.0'), component('tool@3.0.0')],
    dependencies: [
      { ref: 'one@1.0.0', dependsOn: ['two@2.0.0', 'tool@3.0.0'] },
      { ref: 'tool@3.0.0', dependsOn: [] },
    ],
  };
  const packages = [
    { name: 'one', version: '1.0.0' },
    { name: 'two', version: '2.0.0' },
  ];
  expect(partOf(whole, { name: 'bundle', version: '0.1.0' }, packages)).toEqual({
    metadata: {
      component: { 'bom-ref': 'bundle@0.1.0', name: 'bundle', version: '0.1.0', type: 'application' },
    },
    components: [component('one@1.0.0'), component('two@2.0.0')],
    dependencies: [
      { ref: 'bundle@0.1.0', dependsOn: ['one@1.0.0', 'two@2.0.0'] },
      { ref: 'one@1.0.0', dependsOn: ['two@2.0.0'] },
    ],
  });
});

test('the license in the package of the command line is that of the project', () => {
  const license = (folder: string) => readFileSync(join(projectFolder, folder, 'LICENSE'), 'utf8');
  expect(license('cli')).toBe(license('.'));
});
