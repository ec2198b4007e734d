import { accountWith, signInWithFactor } from './accounts.ts';
import { createOrganization, foundOrganization, join } from './organizations.ts';
import type { CallAnswer, Service } from './service.ts';

const day = 86_400_000;

/** Every step and job that ends accounts and organizations, so that each does all that it ever asks of tables and mail. */
export async function walkEnds(service: Service): Promise<readonly (readonly [string, CallAnswer])[]> {
  const answers: [string, CallAnswer][] = [];
  const note = async (name: string, answer: Promise<CallAnswer>) => {
    answers.push([name, await answer]);
  };
  const person = await accountWith(service, 'email');
  const { orgID, owner } = await foundOrganization(service, 'email');
  await join(service, { orgID, owner }, person, 'owner');
  await createOrganization(service, person.token, 'Alone');
  const member = await accountWith(service);
  await join(service, { orgID, owner }, member);

  const own = await createOrganization(service, owner.token, 'Soon gone');
  const gone = { parameters: { orgID: own }, token: owner.token };
  await note('orgs/delete', service.call('orgs/delete', gone));

  await note('account/export', service.call('account/export', { token: person.token }));
  service.emulators.ses.pauseSending();
  await service.call('account/delete', { token: person.token });
  service.emulators.ses.resumeSending();
  await note('account/delete', service.call('account/delete', { token: person.token }));
  await note('account/keep', service.call('account/keep', { token: person.token }));
  await note('account/delete', service.call('account/delete', { token: person.token }));
  service.clock.now += 7 * day;
  await service.run('deletions/carry-out');

  const shared = { parameters: { orgID }, token: await signInWithFactor(service, owner) };
  await note('orgs/delete', service.call('orgs/delete', shared));
  await note('orgs/keep', service.call('orgs/keep', shared));
  await note('orgs/delete', service.call('orgs/delete', shared));
  await service.run('deletions/carry-out');
  service.clock.now += 7 * day;
  await service.run('deletions/carry-out');
  return answers;
}
