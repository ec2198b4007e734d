import { openAws } from '../../operator/aws/clients.ts';
import { run as resetFactors } from '../../operator/commands/reset-factors.ts';
import { stageOn } from '../../operator/stage.ts';
import { accountWith, linkToken } from './accounts.ts';
import { Recorded, who } from './operator.ts';
import { createOrganization, join } from './organizations.ts';
import type { CallAnswer, Service } from './service.ts';

/** An operator asks for a reset. @returns the token of the link that cancels it. */
export async function askForReset(service: Service, email: string): Promise<string> {
  const aws = await openAws();
  const stage = stageOn('test', service.host, aws);
  const output = new Recorded();
  await resetFactors({ stage, aws, output, who, confirm: async () => undefined }, email, {});
  return linkToken(service, email, 'cancel-reset');
}

/** Both ends of a reset that an operator asks for: cancelled by the user, and carried out by the job. */
export async function walkOperatorResets(
  service: Service,
): Promise<readonly (readonly [string, CallAnswer])[]> {
  const cancelling = await accountWith(service, 'email');
  const losing = await accountWith(service, 'email');
  const otherOwner = await accountWith(service, 'email');
  const orgID = await createOrganization(service, losing.token);
  await join(service, { orgID, owner: losing }, otherOwner, 'owner');
  process.env['AWS_ACCESS_KEY_ID'] = 'operator';
  const token = await askForReset(service, cancelling.email);
  await askForReset(service, losing.email);
  const cancelled = await service.call('mfa/cancel-reset', { body: { token } });
  service.clock.now += 86_400_000;
  await service.run('mfa/carry-out-resets');
  return [['mfa/cancel-reset', cancelled]];
}
