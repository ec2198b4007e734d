/** `npm run test:cfn-lint`: the templates of every variant against CloudFormation's schemas and rules, for several regions. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../lib/app.ts';
import { everyVariant, type Json } from '../stacks/templates.ts';
import { Checks } from './checks.ts';
import { Problem, run } from './programs.ts';
import { virtualEnvironment } from './python.ts';

/** Regions of the variants. */
const regions = ['us-east-1', 'eu-central-1', 'eu-west-1'];

/** Rules that the templates may break, and why. */
const suppressed: Readonly<Record<string, string>> = {
  I1022: 'The CDK writes every text with a reference in it as Fn::Join, which is the same as Fn::Sub.',
  W3005: 'The CDK makes a function depend on its role besides referring to it. It does no harm.',
};

interface Finding {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

async function lint(program: string, templates: readonly string[]): Promise<readonly Finding[]> {
  const options = ['--include-checks', 'I', 'W', '--ignore-checks', ...Object.keys(suppressed)];
  const { answer, output } = await run(program, [
    ...['--format', 'json', '--regions', ...regions, ...options],
    ...['--', ...templates],
  ]);
  try {
    return JSON.parse(answer) as readonly Finding[];
  } catch {
    throw new Problem(output);
  }
}

const describe = ({ Rule, Message, Filename, Location }: Finding) =>
  `${Rule.Id} ${Filename.split('/').at(-1)} ${(Location.Path ?? []).join('/')}: ${Message}`;

/** Empty stacks are not deployed. */
const templatesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => join(folder, name))
    .filter((path) => 'Resources' in JSON.parse(readFileSync(path, 'utf8')));

/** Mistakes that a template of ours could have, and the rules that must find them. */
const mistakes: Readonly<Record<string, (template: Json) => void>> = {
  // Not a value of the schema.
  E3034: ({ Resources }) => {
    functionIn(Resources).Properties.MemorySize = 100_000;
  },
  // Not a property of the resource.
  E3002: ({ Resources }) => {
    functionIn(Resources).Properties.Memory = 512;
  },
  // Names no resource.
  E1010: ({ Resources }) => {
    functionIn(Resources).Properties.Role = { 'Fn::GetAtt': ['NoSuchRole', 'Arn'] };
  },
};

const functionIn = (resources: Json): Json =>
  Object.values<Json>(resources).find(({ Type }) => Type === 'AWS::Lambda::Function');

async function expectMistakesFound(program: string, path: string, folder: string): Promise<void> {
  for (const [rule, change] of Object.entries(mistakes)) {
    const template = JSON.parse(readFileSync(path, 'utf8'));
    change(template);
    const changed = join(folder, 'mistake.json');
    writeFileSync(changed, JSON.stringify(template));
    const found = await lint(program, [changed]);
    if (!found.some(({ Rule }) => Rule.Id === rule))
      throw new Problem(`${rule} was not found, but:\n${found.map(describe).join('\n')}`);
  }
}

async function lintAll(checks: Checks): Promise<void> {
  const requirements = join(import.meta.dirname, 'sam/requirements.txt');
  // SAM has cfn-lint for its own `validate --lint`.
  const binFolder = await virtualEnvironment('sam-venv', requirements, (line) => checks.progress(line));
  const program = join(binFolder, 'cfn-lint');
  for (const [name, settings] of Object.entries(everyVariant)) {
    const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-lint-'));
    await checks.that(`cfn-lint: the variant ${name}`, async () => {
      await synthesize(settings, folder);
      const found = await lint(program, templatesIn(folder));
      if (found.length > 0) throw new Problem(found.map(describe).join('\n'));
    });
    if (name === 'default')
      await checks.that('cfn-lint finds mistakes', () =>
        expectMistakesFound(program, join(folder, 'Service-2.template.json'), folder),
      );
    rmSync(folder, { recursive: true });
  }
}

await new Checks().all(lintAll);
