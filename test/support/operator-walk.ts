import { openAws } from '../../operator/aws/caller.ts';
import { run as resetFactors } from '../../operator/commands/reset-factors.ts';
import { stageOn } from '../../operator/stage.ts';
import { accountWith, linkToken } from './accounts.ts';
import { Recorded, who } from './operator.ts';
import type { Service } from './service.ts';

/** Both ends of a reset that an operator asks for: cancelled by the user, and carried out by the job. */
export async function walkOperatorResets(service: Service): Promise<void> {
  const accounts = [await accountWith(service, 'email'), await accountWith(service, 'email')];
  process.env['AWS_ACCESS_KEY_ID'] = 'operator';
  const stage = stageOn('test', service.host);
  const context = {
    stage,
    aws: await openAws(process.env),
    output: new Recorded(),
    who,
    confirm: async () => undefined,
  };
  for (const { email } of accounts) await resetFactors(context, email, {});
  const token = await linkToken(service, accounts[0]?.email ?? '', 'cancel-reset');
  await service.call('mfa/cancel-reset', { body: { token } });
  service.clock.now += 86_400_000;
  await service.run('mfa/carry-out-resets');
}
