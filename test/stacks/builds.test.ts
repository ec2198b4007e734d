import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { languageTags } from '../../core/kernel/language.ts';
import { stepModules } from '../../functions/openapi/step-modules.ts';
import { steps } from '../../functions/steps.ts';
import { projectFolder } from '../../lib/build/fingerprint.ts';
import {
  buildFunctions,
  type FunctionsBuild,
  type FunctionsRecord,
  functionsBuild,
} from '../../lib/build/functions.ts';
import { buildSite, siteFolder } from '../../lib/build/site.ts';
import { dashed } from '../../lib/names.ts';
import { brandColors } from '../../static-site/brand-colors.ts';

await buildFunctions();
const { buildFolder, rows } = functionsBuild;
const record = JSON.parse(readFileSync(join(buildFolder, 'functions.json'), 'utf8')) as FunctionsRecord;

describe('the bundles', () => {
  /** The functions that can begin the challenge or the activation of any factor. */
  const mayBeginPasskeys = [
    ...['sign-in', 'sign-in-with-key', 'submit-code', 'switch-method', 'resend-code'].map(
      (it) => `auth-${it}`,
    ),
    ...['start', 'submit-code', 'switch-method', 'resend-code'].map((it) => `step-up-${it}`),
    ...['activate', 'complete-activation', 'resend-activation'].map((it) => `mfa-${it}`),
  ];
  /** What only few requests of a function need, and it imports late. */
  const lateFiles: Readonly<Record<string, string[]>> = {
    ...Object.fromEntries(mayBeginPasskeys.map((row) => [row, ['passkey.mjs']])),
    'mfa-complete-activation': ['passkey-registration.mjs', 'passkey.mjs'],
    'oidc-provider': ['make-provider.mjs'],
  };

  const mailsInOtherLanguages = languageTags.filter((tag) => tag !== 'en').map((tag) => `${tag}.mjs`);
  const writesMails = (folder: string): boolean =>
    'core/mail/texts/languages.ts' in
    (record.metafile.outputs[`build/functions/${folder}/index.mjs`]?.inputs ?? {});

  it('are one folder for each step and job, with the bundle and nothing else but what it imports late', () => {
    const folders = readdirSync(join(buildFolder, 'functions')).sort();
    expect(folders).toEqual(rows.map(({ name }) => name.replaceAll('/', '-')).sort());
    for (const folder of folders)
      expect(readdirSync(join(buildFolder, 'functions', folder)).sort()).toEqual(
        [
          'index.mjs',
          ...(lateFiles[folder] ?? []),
          ...(writesMails(folder) ? mailsInOtherLanguages : []),
        ].sort(),
      );
  });

  it('have the mails of other languages beside them if their row sends mail', () => {
    const silent = steps.filter(({ mail }) => !mail).map(({ name }) => dashed(name));
    for (const { name, mail } of steps) if (mail) expect(writesMails(dashed(name)), name).toBe(true);
    expect(silent.filter(writesMails)).toEqual([]);
  });

  it('have their source maps beside them, not in what is deployed', () => {
    for (const { name } of rows) {
      const row = name.replaceAll('/', '-');
      expect(existsSync(join(buildFolder, 'maps', `${row}.mjs.map`))).toBe(true);
      expect(readFileSync(join(buildFolder, 'functions', row, 'index.mjs'), 'utf8')).not.toContain(
        'sourceMappingURL',
      );
    }
  });

  it('are minified modules that export a handler', () => {
    for (const [path, { exports }] of Object.entries(record.metafile.outputs)) {
      if (!path.endsWith('.mjs')) continue;
      if (path.endsWith('/index.mjs')) expect(exports).toContain('handler');
      const text = readFileSync(join(projectFolder, path), 'utf8');
      // Minified text has line breaks only inside template strings.
      expect(text.length / text.split('\n').length).toBeGreaterThan(200);
    }
  });

  const inputsOf = (name: string) =>
    Object.keys(record.metafile.outputs[`build/functions/${name}/index.mjs`]?.inputs ?? {});

  it("hold the functions' own clients, and of the SDK only what turns rows into items", () => {
    const inputs = Object.keys(record.metafile.inputs);
    const parts = inputs.map((path) => /node_modules\/(@aws-sdk\/[^/]+)/.exec(path)?.[1]);
    expect([...new Set(parts.filter((part) => part !== undefined))]).toEqual(['@aws-sdk/util-dynamodb']);
    for (const service of ['dynamodb', 'kms', 'ses'])
      expect(inputs).toContain(`functions/adapters/aws/${service}.ts`);
  });

  it('hold the rows of other operations only where they are looked up, and schemas only where a body is read', () => {
    const rowsOf = steps.filter(({ name }) => inputsOf(dashed(name)).includes('functions/steps.ts'));
    expect(rowsOf.map(({ name }) => name)).toEqual(['http/not-found']);
    const withoutBody = steps.filter(({ name }) => !stepModules[name].body);
    expect(withoutBody.length).toBeGreaterThan(20);
    for (const { name } of withoutBody)
      expect(
        inputsOf(dashed(name)).filter((path) => /\/zod\/|answers\.ts$/.test(path)),
        name,
      ).toEqual([]);
  });

  it('hold the library for passkeys only where every request needs it', () => {
    const holding = Object.entries(record.metafile.outputs)
      .filter(([, { inputs }]) => Object.keys(inputs).some((path) => path.includes('@simplewebauthn/server')))
      .map(([path]) => path.split('/').slice(2).join('/'));
    expect(holding.sort()).toEqual([
      'auth-sign-in-with-passkey/index.mjs',
      'auth-submit-passkey/index.mjs',
      'mfa-complete-activation/passkey-registration.mjs',
      'step-up-submit-passkey/index.mjs',
    ]);
  });

  it('check the bodies of passkeys only where they are sent', () => {
    const checking = steps.filter(({ name }) =>
      inputsOf(dashed(name)).includes('functions/http/credential-fields.ts'),
    );
    expect(checking.map(({ name }) => name).sort()).toEqual([
      'auth/sign-in-with-passkey',
      'auth/submit-passkey',
      'mfa/complete-activation',
      'step-up/submit-passkey',
    ]);
  });

  it('import late only what throws no refusals: the class would be another one than that of the bundle', () => {
    const late = Object.entries(record.metafile.outputs).filter(
      ([path]) => path.endsWith('.mjs') && !path.endsWith('/index.mjs'),
    );
    expect(late.length).toBeGreaterThan(0);
    for (const [path, { inputs }] of late)
      expect(Object.keys(inputs), path).not.toContain('functions/refusal.ts');
  });

  it.each([...mayBeginPasskeys.filter((row) => row !== 'mfa-complete-activation'), 'auth-verify'])(
    'of the path of the guide consist of code for passkeys to less than 2 %%: %s',
    (row) => {
      const { inputs = {}, bytes = 0 } = record.metafile.outputs[`build/functions/${row}/index.mjs`] ?? {};
      const ofPasskeys = Object.entries(inputs)
        .filter(([path]) => /passkey|browser-code|relying-party|webauthn|aaguid/.test(path))
        .map(([, { bytesInOutput }]) => bytesInOutput);
      expect(ofPasskeys.length).toBeGreaterThan(0);
      expect(ofPasskeys.reduce((sum, part) => sum + part, 0)).toBeLessThan(0.02 * bytes);
    },
  );

  it('hold nothing of the deployment, the local run or the tests', () => {
    const own = Object.keys(record.metafile.inputs).filter((path) => !path.includes('node_modules/'));
    const folders = new Set(own.map((path) => path.split('/')[0]));
    expect(
      [...folders].filter((folder) => !['functions', 'core', 'contract'].includes(folder ?? '')),
    ).toEqual([]);
    expect(own.filter((path) => path.startsWith('lib/'))).toEqual([]);
    expect(Object.keys(record.metafile.inputs).join('\n')).not.toMatch(
      /node_modules\/(aws-cdk-lib|constructs|dynalite)\//,
    );
  });
});

describe('a build', () => {
  const folder = mkdtempSync(join(projectFolder, 'build', 'test-'));
  const sourceFolder = join(folder, 'functions');
  const one = { name: 'one', file: 'one.ts' };
  const two = { name: 'two', file: 'two.ts' };
  const wanted: FunctionsBuild = { rows: [one, two], sourceFolder, buildFolder: join(folder, 'build') };
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('says which row has no file', async () => {
    await expect(buildFunctions(wanted)).rejects.toThrow(
      'The row one has no file functions/one.ts.\nThe row two has no file functions/two.ts.',
    );
  });

  it('is made once, and again only when a source has changed', async () => {
    mkdirSync(sourceFolder);
    write(
      'functions/one.ts',
      "import { greeting } from './shared.ts';\nexport const handler = () => greeting;",
    );
    write('functions/two.ts', 'export const handler = () => 2;');
    write('functions/shared.ts', "export const greeting = 'hello';");
    expect(await buildFunctions(wanted)).toBe(true);
    expect(await buildFunctions(wanted)).toBe(false);
    write('functions/shared.ts', "export const greeting = 'good day';");
    expect(await buildFunctions(wanted)).toBe(true);
    const bundle = join(folder, 'build/functions/one/index.mjs');
    expect(readFileSync(bundle, 'utf8')).toContain('good day');
    rmSync(bundle);
    expect(await buildFunctions(wanted)).toBe(true);
  });

  it('forgets the bundle of a row that has gone', async () => {
    expect(await buildFunctions({ ...wanted, rows: [one] })).toBe(true);
    expect(readdirSync(join(folder, 'build/functions'))).toEqual(['one']);
    expect(readdirSync(join(folder, 'build/maps'))).toEqual(['one.mjs.map']);
  });

  it('of broken source says file and line, in words of one line', async () => {
    write('functions/one.ts', 'export const handler = () => {\n  return nonsense nonsense;\n};');
    await expect(buildFunctions({ ...wanted, rows: [one] })).rejects.toThrow(/functions\/one\.ts:2: /);
  });
});

describe('the built site', () => {
  const settings = { brandName: 'Serverless MFA', passwordMinLength: 15 };

  it('has a page without inline script or style, and files with a hash in their name', async () => {
    await buildSite(settings);
    const page = readFileSync(join(siteFolder, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son\w+=/i);
    for (const file of readdirSync(join(siteFolder, 'assets'))) expect(file).toMatch(/-[\w-]{8}\.\w+$/);
  });

  it('is the one for production, also if a test or a shell has set NODE_ENV', async () => {
    expect(process.env['NODE_ENV']).toBe('test');
    await buildSite({ ...settings, brandName: 'Built with NODE_ENV=test' });
    for (const file of readdirSync(join(siteFolder, 'assets')))
      expect(readFileSync(join(siteFolder, 'assets', file), 'utf8')).not.toContain('static-site/src');
  });

  it('gets every build setting that its sources declare', async () => {
    const declared = readFileSync(join(projectFolder, 'static-site/src/build-settings.d.ts'), 'utf8');
    const names = [...declared.matchAll(/declare const (\w+):/g)].map(([, name]) => name);
    const { default: config } = await import('../../static-site/vite.config.ts');
    expect(Object.keys(config.define ?? {}).sort()).toEqual(names.sort());
  });

  it('links to the terms, the privacy notice and the support of the operator, and to none by default', async () => {
    const scripts = () =>
      readdirSync(join(siteFolder, 'assets')).map((file) =>
        readFileSync(join(siteFolder, 'assets', file), 'utf8'),
      );
    const given = {
      supportAddress: 'support@example.com',
      termsUrl: 'https://www.example.com/terms',
      privacyUrl: 'https://www.example.com/privacy',
    };
    await buildSite({ ...settings, ...given });
    for (const value of Object.values(given)) expect(scripts().join('')).toContain(value);
    await buildSite(settings);
    expect(scripts().join('')).not.toContain('mailto:');
  });

  it('is built once for the same settings', async () => {
    await buildSite(settings);
    expect(await buildSite(settings)).toBe(false);
  });

  it('has the colours of the brand, with what is made of them, in place of its own', () => {
    const file = join(projectFolder, 'static-site/src/style/tokens.css');
    const own = readFileSync(file, 'utf8');
    const { transform } = brandColors('#7a1f5c', '#f2b8dc') as unknown as {
      transform: (css: string, id: string) => string | undefined;
    };
    const branded = transform(own, file) ?? '';
    const valuesOf = (css: string, name: string) =>
      [...css.matchAll(new RegExp(`--${name}: (#\\w+)`, 'g'))].map(([, color]) => color);
    expect(valuesOf(own, 'accent')).toHaveLength(2);
    expect(valuesOf(branded, 'accent')).toEqual(['#7a1f5c', '#f2b8dc']);
    expect(valuesOf(branded, 'focus')).toEqual(['#7a1f5c', '#f2b8dc']);
    expect(valuesOf(branded, 'accent-hover')).toEqual(['#62194a', '#f5c6e3']);
    expect(valuesOf(branded, 'good')).toEqual(valuesOf(own, 'good'));
    expect(transform(own, file.replace('tokens', 'base'))).toBeUndefined();
  });

  it('has its own colours where none are given', () => {
    const { transform } = brandColors('', undefined) as unknown as {
      transform: (css: string, id: string) => string | undefined;
    };
    expect(transform(':root { --accent: #123456; }', '/style/tokens.css')).toBe(
      ':root { --accent: #123456; }',
    );
  });
});
