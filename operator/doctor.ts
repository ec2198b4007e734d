import { Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../cli/failure.ts';
import { Output } from '../cli/terminal/output.ts';
import { printable } from '../cli/terminal/printable.ts';
import { runCommand } from '../cli/terminal/run-command.ts';
import { openAws } from './aws/caller.ts';
import { type Examination, examine } from './doctor/examine.ts';
import type { Status } from './doctor/finding.ts';
import { addWhere, type GlobalOptions } from './program.ts';
import { chooseWhere } from './run.ts';

type DoctorOptions = Omit<GlobalOptions, 'yes'> & { readonly origin?: string };

/** `npm run doctor -- …` */
await runCommand('doctor', async () => {
  const program = addWhere(
    new Command('doctor').description(
      'Look at a stage from end to end: credentials, stacks, mail, quotas, DNS, clock, page, API and a sign-in. Each finding comes with its mend.',
    ),
  )
    .option('--origin <url>', 'where the service is reached, if not where it says itself', originOf)
    .option('--json', 'answer in JSON')
    .helpOption('-h, --help', 'how to use it')
    .showHelpAfterError('(add --help for how to use it)')
    .addHelpText(
      'after',
      '\nExit codes: 0 no problem (warnings and what could not be found out do not count), 1 a problem, 2 usage.',
    )
    .exitOverride()
    .parse(process.argv.slice(2), { from: 'user' });
  const options = program.opts<DoctorOptions>();
  chooseWhere(options);
  const examined = await examine(() => openAws(process.env), options.stage, options.origin, Date.now);
  const isWell = examined.findings.every(({ status }) => status !== 'problem');
  const output = new Output(options.json === true, process.env);
  if (options.json) output.json({ ok: isWell, ...examined });
  else print(output, examined);
  return isWell ? exitCodes.done : exitCodes.refused;
});

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new InvalidArgumentError('It is an address such as https://accounts.example.com');
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
  for (const { check, status, detail, mend } of findings) {
    output.line(`${paint[status](status.padEnd(8))} ${check.padEnd(17)} ${indented(detail)}`);
    if (mend !== undefined && status !== 'ok') output.line(`${' '.repeat(27)}→ ${indented(mend)}`);
  }
  const count = (status: Status) => findings.filter((one) => one.status === status).length;
  const counts = (['ok', 'warning', 'problem', 'unknown'] as const).map(
    (status) => `${count(status)} ${status}`,
  );
  output.line(counts.join(', '));
}

/** Words of others on a terminal: without what would control it, and below what they belong to. */
function indented(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join(`\n${' '.repeat(29)}`);
}
