/**
 * `npm run test:deploy`: deploys the product into an emulated AWS account with the plain CDK CLI and proves it there:
 * the suites that run against `npm start`, a second deployment, what an operator does,
 * an upgrade with data, and a teardown.
 */
import { freePort } from '../support/live-server.ts';
import { Checks } from './checks.ts';
import { openAccount, openStage } from './stage.ts';
import { doctor } from './steps/doctor.ts';
import { liveSuites } from './steps/live-suites.ts';
import { operate } from './steps/operate.ts';
import { permissions } from './steps/permissions.ts';
import { production } from './steps/production.ts';
import { secondDeployment } from './steps/second-deployment.ts';
import { teardown } from './steps/teardown.ts';
import { toggles } from './steps/toggles.ts';
import { upgrade } from './steps/upgrade.ts';

async function prove(checks: Checks): Promise<void> {
  const account = await openAccount('test-deploy', (line) => checks.progress(line));
  const stage = await openStage(account, await freePort(), { stage: 'dev', dailyMails: '50000' });
  await checks.that('cdk deploy --all puts every stack into an empty account', async () => {
    await stage.deployment.deploy();
  });
  if (checks.failed > 0) return;
  await liveSuites(checks, stage);
  await doctor(checks, account, stage);
  await secondDeployment(checks, account, stage);
  await operate(checks, account, stage);
  await upgrade(checks, account);
  await toggles(checks, account);
  await production(checks, account);
  await permissions(checks, account, stage);
  await teardown(checks, account, stage);
}

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
await new Checks().all(prove);
