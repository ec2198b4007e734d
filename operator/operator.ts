import { exitCodes, Failure, usageFailure } from '../cli/failure.ts';
import { Output } from '../cli/terminal/output.ts';
import { runCommand } from '../cli/terminal/run-command.ts';
import { callerIdentity } from './aws/identity.ts';
import { makeProgram } from './program.ts';
import { withAws } from './run.ts';
import { openStage } from './stage.ts';

/** `npm run operator -- …` */
await runCommand('operator', async () => {
  const program = makeProgram((options, work) =>
    withAws(options, async (aws) => {
      const { arn } = await callerIdentity(aws);
      const stage = await openStage(aws, options.stage);
      const output = new Output(options.json === true, process.env);
      await work({ stage, aws, output, who: arn, confirm: options.yes ? async () => undefined : confirm });
    }),
  );
  await program.parseAsync(process.argv.slice(2), { from: 'user' });
  return exitCodes.done;
});

async function confirm(question: string): Promise<void> {
  if (process.stdin.isTTY !== true)
    throw usageFailure(
      `There is no terminal to ask for confirmation on. Add --yes to confirm this:\n${question}`,
    );
  const { askOnTerminal } = await import('../cli/terminal/prompt.ts');
  const answer = await askOnTerminal({ message: `${question}\nType yes to continue: `, isHidden: false });
  if (answer.trim().toLowerCase() !== 'yes') throw new Failure('Nothing was changed.');
}
