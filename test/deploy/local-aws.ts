/** `npm run local:aws`: the product deployed into an emulated AWS account, left running for a person. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWithStarter, Problem } from './programs.ts';
import { writeSamTemplate } from './sam/local-template.ts';
import { openAccount, openStage } from './stage.ts';

const defaultPort = 3000;
const help = `Usage: npm run local:aws -- [--port PORT]

Deploys the stacks into MiniStack, an AWS emulator on this machine, and serves the site on localhost.

Options:
  --port PORT   where to listen on localhost (default: ${defaultPort})
  --help        show this text
`;

async function main(): Promise<void> {
  endWithStarter(0);
  const { values } = parseArgs({
    options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Problem(`--port must be a number from 1 to 65535, not "${values.port}"`);
  const account = await openAccount('local-aws', console.log);
  const { deployment, edge } = await openStage(account, port, { stage: 'dev', dailyMails: '50000' });
  console.log('cdk deploy --all');
  await deployment.deploy();
  writeSamTemplate(join(account.folder, 'assembly-dev'), account.emulator.endpoint);
  console.log(readyText(edge.url, account.emulator.endpoint));
}

const readyText = (url: string, endpoint: string) => `
Dashboard and API   ${url}
Inbox               ${url}/inbox
AWS                 AWS_ENDPOINT_URL=${endpoint} (region us-east-1, access key and secret: test)
Log                 build/local-aws/ministack.log

There are no accounts yet: create one at ${url}/account/register, the code is in the inbox.
All is gone when it ends. Ctrl-C ends it.`;

await main().catch((error: unknown) => {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    console.error(
      `Port ${port} is in use: stop the program that uses it, or choose another port with --port.`,
    );
  else console.error(error instanceof Problem ? error.message : error);
  process.exit(1);
});
