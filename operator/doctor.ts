import { Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../cli/failure.ts';
import { Output } from '../cli/terminal/output.ts';
import { printable } from '../cli/terminal/printable.ts';
import { runCommand } from '../cli/terminal/run-command.ts';
import { type Examination, examine } from './doctor/examine.ts';
import type { Status } from './doctor/finding.ts';
import { addDeploymentOptions, type GlobalOptions } from './program.ts';
import { applyDeploymentOptions, openOperatorAws } from './run.ts';

type DoctorOptions = Omit<GlobalOptions, 'yes'> & {
  readonly origin?: string;
  readonly before?: boolean;
  readonly context: readonly string[];
};

/** `npm run doctor -- …` */
await runCommand('doctor', async () => {
  const program = addDeploymentOptions(
    new Command('doctor').description(
      'Check a stage from end to end: credentials, stacks, mail, quotas, DNS, clock, page, API and a sign-in. Every finding comes with a fix.',
    ),
  )
    .option('--before', 'only say what a first deployment of the stage needs')
    .option(
      '-c, --context <name=value>',
      'a setting that is not in stages/STAGE.json; can be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--origin <url>', 'where the service is reached, if not at its public origin', originOf)
    .option('--json', 'print JSON')
    .helpOption('-h, --help', 'show help')
    .showHelpAfterError('(add --help for help)')
    .addHelpText(
      'after',
      '\nExit codes: 0 no problem (a warning or an unknown is none), 1 a problem, 2 usage.',
    )
    .exitOverride()
    .parse(process.argv.slice(2), { from: 'user' });
  const options = program.opts<DoctorOptions>();
  applyDeploymentOptions(options);
  const { stage, origin, context, before: isBefore = false } = options;
  const examination = await examine(openOperatorAws, { stage, origin, context, isBefore });
  const isHealthy = examination.findings.every(({ status }) => status !== 'problem');
  const output = new Output(options.json === true, process.env);
  if (options.json) output.json({ ok: isHealthy, ...examination });
  else print(output, examination);
  return isHealthy ? exitCodes.done : exitCodes.refused;
});

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new InvalidArgumentError('It must be a URL such as https://accounts.example.com');
  return url.origin;
}

function print(output: Output, { findings }: Examination): void {
  const { green, red, yellow, dim } = output.colors;
  const paint: Record<Status, (text: string) => string> = {
    ok: green,
    problem: red,
    warning: yellow,
    unknown: dim,
  };
  for (const { check, status, detail, fix } of findings) {
    output.line(`${paint[status](status.padEnd(8))} ${check.padEnd(20)} ${indented(detail)}`);
    if (fix !== undefined && status !== 'ok') output.line(`${' '.repeat(30)}→ ${indented(fix)}`);
  }
  const count = (status: Status) => findings.filter((one) => one.status === status).length;
  const counts = (['ok', 'warning', 'problem', 'unknown'] as const).map(
    (status) => `${count(status)} ${status}`,
  );
  output.line(counts.join(', '));
}

/** Text from elsewhere: without characters that control a terminal, and further lines indented below the first. */
function indented(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join(`\n${' '.repeat(32)}`);
}
