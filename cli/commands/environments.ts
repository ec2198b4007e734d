import { type Context, request } from '../context.ts';
import { printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import { withSession } from '../with-session.ts';
import { chooseOrganization, pathOf } from './orgs/choose.ts';

/** `mfa environments [ID]`: the example in the guide. */
export async function run(context: Context, id?: string): Promise<void> {
  const { output } = context;
  const listed = await withSession(context, async (service) => {
    if (id === undefined) return request(service, 'GET /environments');
    return [await request(service, 'GET /environments/{environmentID}', { path: { environmentID: id } })];
  });
  if (output.isJson) return output.json(id === undefined ? listed : listed[0]);
  if (listed.length === 0) return output.note(texts.environments.none);
  const rows = listed.map((one) => [one.name, one.namespace, one.id, one.organizationId]);
  await output.table(Object.values(texts.environments.columns), rows);
}

/** `mfa environments create ORG NAME`. */
export async function create(context: Context, wanted: string, name: string): Promise<void> {
  const { output } = context;
  const made = await withSession(context, async (service) => {
    const path = pathOf(await chooseOrganization(service, wanted));
    return request(service, 'POST /orgs/{orgID}/environments', { path, body: { name } });
  });
  if (output.isJson) output.json(made);
  else output.line(texts.environments.created(printable(made.name), printable(made.id)));
}
