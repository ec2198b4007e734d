/** `sam validate --lint` on every synthesized template: of the default stage, and of one with all that can be asked for. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Checks } from './checks.ts';
import { Problem, projectFolder, run, runOrFail } from './programs.ts';
import { virtualEnvironment } from './python.ts';

const variants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dev: {},
  prod: {
    domain: 'accounts.example.com',
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
    hostedZoneName: 'example.com',
    sender: 'no-reply@example.com',
  },
};

async function synthesize(stage: string): Promise<string> {
  const folder = join(projectFolder, 'build/sam', stage);
  rmSync(folder, { recursive: true, force: true });
  const settings = Object.entries({ stage, ...variants[stage] }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const cdk = join(projectFolder, 'node_modules/.bin/cdk');
  await runOrFail(cdk, ['synth', '--quiet', '--output', folder, ...settings]);
  return folder;
}

async function validate(sam: string, template: string): Promise<void> {
  // Without a region it asks the operator's own AWS configuration for one.
  const parameters = ['validate', '--lint', '--region', 'us-east-1', '--template-file', template];
  const environment = { ...process.env, SAM_CLI_TELEMETRY: '0', NO_COLOR: '1' };
  const { code, output } = await run(sam, parameters, { environment });
  if (code !== 0) throw new Problem(output);
}

async function validateAll(checks: Checks): Promise<void> {
  const requirements = join(import.meta.dirname, 'sam/requirements.txt');
  const binFolder = await virtualEnvironment('sam-venv', requirements, (line) => checks.progress(line));
  for (const stage of Object.keys(variants)) {
    const folder = await synthesize(stage);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.template.json')))
      await checks.that(`sam validate --lint: stage ${stage}, ${name}`, () =>
        validate(join(binFolder, 'sam'), join(folder, name)),
      );
  }
}

await new Checks().all(validateAll);
