import { Failure } from '../../cli/failure.ts';
import { localTime } from '../../cli/terminal/printable.ts';
import {
  type App,
  appKey,
  appLimits,
  makeApp,
  operatorsApps,
  type RegistrationFault,
  registrationFault,
} from '../../core/apps/app.ts';
import { registerByOperator, removeByOperator } from '../../core/operator/operator-apps.ts';
import { setting } from '../../functions/host.ts';
import { type Context, carryOutFor, operatorOf } from '../context.ts';

export interface AddOptions {
  readonly name: string;
  readonly audience: string;
}

const faults: Readonly<Record<RegistrationFault, string>> = {
  'name-invalid': 'The name must be one line of 1 to 100 visible characters.',
  'audience-malformed': `The audience must be 1 to ${appLimits.audienceCharacters} visible ASCII characters without spaces and quotes, such as https://api.shop.example.`,
  'audience-is-issuer': 'The audience must not be the address of this service.',
  'app-limit': `There can be at most ${appLimits.perOwner} apps. Remove one first.`,
};

const listApps = ({ stage }: Context) => stage.store.listAll<App>('apps', { owner: operatorsApps });

async function findApp(context: Context, id: string): Promise<App> {
  const { store } = context.stage;
  const [app] = await store.read<[App]>({ table: 'apps', key: appKey({ owner: operatorsApps, id }) });
  if (app) return app;
  throw new Failure(`There is no app with the id ${id}. "apps list" shows those that there are.`);
}

const shown = ({ id, name, audience, createdAt }: App) => ({
  id,
  name,
  audience,
  createdAt: new Date(createdAt).toISOString(),
});

/** Registers an app, for which users can then get tokens. */
export async function add(context: Context, options: AddOptions): Promise<void> {
  const { output, stage } = context;
  const { host } = stage;
  const issuer = setting(host, 'PUBLIC_ORIGIN');
  const fault = registrationFault(options, issuer, (await listApps(context)).length);
  if (fault) throw new Failure(faults[fault]);
  const app = makeApp(options, host.random, host.now());
  await context.confirm(
    `Register "${app.name}" in the stage "${stage.name}"? Every user can get tokens for ${app.audience}, which show it who they are.`,
  );
  await carryOutFor(stage, registerByOperator(app, operatorOf(context, undefined)), {
    late: `Another app has the audience ${app.audience}.`,
  });
  if (output.isJson) return output.json(shown(app));
  output.line(`Registered ${app.name} with the id ${app.id}.`);
  output.line(`It verifies tokens with the issuer ${issuer} and the audience ${app.audience}.`);
}

/** Lists the apps that operators registered, oldest first. */
export async function list(context: Context): Promise<void> {
  const { output } = context;
  const apps = (await listApps(context)).toSorted((a, b) => a.createdAt - b.createdAt);
  if (output.isJson) return output.json({ apps: apps.map(shown) });
  if (apps.length === 0) return output.note('No app is registered. "apps add" registers one.');
  const rows = apps.map(({ id, name, audience, createdAt }) => [
    name,
    audience,
    id,
    localTime(new Date(createdAt).toISOString()),
  ]);
  await output.table(['NAME', 'AUDIENCE', 'ID', 'REGISTERED'], rows);
}

export async function show(context: Context, id: string): Promise<void> {
  const { output, stage } = context;
  const app = await findApp(context, id);
  const issuer = setting(stage.host, 'PUBLIC_ORIGIN');
  if (output.isJson) return output.json({ ...shown(app), issuer });
  for (const [label, value] of Object.entries({
    ...shown(app),
    createdAt: localTime(shown(app).createdAt),
    issuer,
  }))
    output.line(`${label.padEnd(11)}${value}`);
}

/** Removes an app. Tokens that were issued for it expire within five minutes. */
export async function remove(context: Context, id: string): Promise<void> {
  const { output, stage } = context;
  const app = await findApp(context, id);
  await context.confirm(
    `Remove "${app.name}" (${app.audience}) from the stage "${stage.name}"? Nobody can get tokens for it any more.`,
  );
  await carryOutFor(stage, removeByOperator(app, operatorOf(context, undefined)), {
    late: 'The app was removed at the same moment.',
  });
  if (output.isJson) return output.json(shown(app));
  output.line(`Removed ${app.name}. The last tokens for it expire within five minutes.`);
}
