import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodes, Failure, usageFailure } from '../../cli/failure.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const cdkProgram = join(projectFolder, 'node_modules/aws-cdk/bin/cdk');

export interface DiffRequest {
  readonly stage: string;
  /** More settings, as `name=value`. */
  readonly settings: readonly string[];
  /** A folder that `cdk synth --output` wrote, in place of the code of this folder. */
  readonly app?: string;
  /** Another such folder to compare with, in place of what is deployed. */
  readonly against?: string;
}

/** Runs the CDK. @returns what it printed. @throws Failure with the end of it, if it failed */
function cdk(parameters: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [cdkProgram, ...parameters, '--no-color', '--ci'], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve(output);
      const end = `${output}${errors}`.trim().split('\n').slice(-12).join('\n');
      reject(new Failure(`cdk ${parameters[0]} failed:\n${end}`, exitCodes.unreachable));
    });
  });
}

const templatesIn = (folder: string) =>
  readdirSync(folder).flatMap((name) => /^(.+)\.template\.json$/.exec(name)?.[1] ?? []);

function expectAssembly(folder: string): void {
  if (!existsSync(folder) || templatesIn(folder).length === 0)
    throw usageFailure(
      `${folder} has no templates. Write them with: npx cdk synth --quiet --output ${folder}`,
    );
}

const settingsOf = ({ stage, settings }: DiffRequest) =>
  [`stage=${stage}`, ...settings].flatMap((setting) => ['-c', setting]);

/** What `cdk diff` prints about all stacks. It only reads, with the lookup role of the bootstrap. @throws Failure */
export async function readDiff(request: DiffRequest): Promise<string> {
  const { app, against } = request;
  if (app !== undefined) expectAssembly(app);
  if (against !== undefined) return compareFolders(request, against);
  const of = app === undefined ? settingsOf(request) : ['--app', app];
  return cdk(['diff', '--method', 'template', ...of]);
}

async function compareFolders(request: DiffRequest, against: string): Promise<string> {
  expectAssembly(against);
  if (request.app !== undefined) return compareTemplates(request.app, against);
  const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-diff-'));
  try {
    await cdk(['synth', '--quiet', '--all', '--output', folder, ...settingsOf(request)]);
    return await compareTemplates(folder, against);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareTemplates(app: string, against: string): Promise<string> {
  const known = templatesIn(against);
  const texts: string[] = [];
  for (const stack of templatesIn(app).filter((name) => known.includes(name)))
    texts.push(
      await cdk([
        'diff',
        stack,
        '--exclusively',
        '--app',
        app,
        '--template',
        join(against, `${stack}.template.json`),
      ]),
    );
  return texts.join('\n');
}
