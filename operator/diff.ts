import { Command } from 'commander';
import { exitCodes } from '../cli/failure.ts';
import { Output } from '../cli/terminal/output.ts';
import { printable } from '../cli/terminal/printable.ts';
import { runCommand } from '../cli/terminal/run-command.ts';
import { readDiff } from './diff/cdk.ts';
import { type Judged, judgeChanges, type RiskyChange } from './diff/judge.ts';
import { parseDiff } from './diff/parse.ts';
import { addDeploymentOptions, type DeploymentOptions } from './program.ts';
import { applyDeploymentOptions } from './run.ts';

interface DiffOptions extends DeploymentOptions {
  readonly context: readonly string[];
  readonly accept: readonly string[];
  readonly app?: string;
  readonly against?: string;
  readonly full?: boolean;
  readonly json?: boolean;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

/** `npm run diff -- …` */
await runCommand('diff', async () => {
  const program = addDeploymentOptions(
    new Command('diff').description(
      'Say in words what a deployment would replace, delete, lose or interrupt. Nothing is changed. The settings come from stages/STAGE.json and --context.',
    ),
  )
    .option('-c, --context <name=value>', 'a setting, as for cdk deploy; can be repeated', collect, [])
    .option(
      '--accept <id>',
      'a change that is meant, by the id that is printed; can be repeated',
      collect,
      [],
    )
    .option('--app <folder>', 'what cdk synth --output wrote, in place of this code')
    .option(
      '--against <folder>',
      'compare with what cdk synth --output wrote, in place of what is deployed; needs no AWS account',
    )
    .option('--full', 'also print what cdk diff prints')
    .option('--json', 'print JSON')
    .helpOption('-h, --help', 'show help')
    .showHelpAfterError('(add --help for help)')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing is lost or interrupted, or all of it was accepted; 1 something is; 2 usage; 3 the CDK could not compare.',
    )
    .exitOverride()
    .parse(process.argv.slice(2), { from: 'user' });
  const options = program.opts<DiffOptions>();
  applyDeploymentOptions(options);
  const text = await readDiff({ ...options, settings: options.context });
  const judged = judgeChanges(parseDiff(text));
  const open = judged.risky.filter(({ logicalID }) => !options.accept.includes(logicalID));
  const output = new Output(options.json === true, process.env);
  if (options.json) output.json({ ok: open.length === 0, ...judged });
  else {
    print(output, judged, open);
    if (options.full) output.line(`\n${text.split('\n').map(printable).join('\n').trim()}`);
  }
  return open.length === 0 ? exitCodes.done : exitCodes.refused;
});

function print(output: Output, { risky, harmless }: Judged, open: readonly RiskyChange[]): void {
  const { red, yellow, dim } = output.colors;
  const indent = ' '.repeat(13);
  for (const change of risky) {
    const { risk, happens, means, stack, logicalID } = change;
    const word = open.includes(change) ? risk : 'accepted';
    const paint = word === 'lost' ? red : word === 'interrupted' ? yellow : dim;
    output.line(`${paint(word.padEnd(12))} ${happens}`);
    output.line(`${indent}${means}`);
    output.line(dim(`${indent}${logicalID} in ${stack}`));
  }
  const others = harmless === 1 ? '1 other resource is' : `${harmless} other resources are`;
  if (harmless > 0) output.line(`${others} created or changed without such a risk.`);
  else if (risky.length === 0) output.line('Nothing changes.');
  if (open.length > 0)
    output.line(
      `If ${open.length === 1 ? 'it is' : 'these are'} meant: --accept ${open.map(({ logicalID }) => logicalID).join(' --accept ')}`,
    );
  else if (risky.length === 0) output.line('Nothing is lost or interrupted.');
}
