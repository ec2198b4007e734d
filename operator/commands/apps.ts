import { Failure } from '../../cli/failure.ts';
import { localTime } from '../../cli/terminal/printable.ts';
import {
  type App,
  appKey,
  appLimits,
  type GivenApp,
  makeApp,
  operatorsApps,
  type RegistrationFault,
  registrationFault,
} from '../../core/apps/app.ts';
import { randomSecret } from '../../core/kernel/random.ts';
import {
  changeSecretByOperator,
  registerByOperator,
  removeByOperator,
} from '../../core/operator/operator-apps.ts';
import { setting } from '../../functions/host.ts';
import { type Context, carryOutFor, operatorOf } from '../context.ts';

export interface AddOptions {
  readonly name: string;
  readonly audience: string;
  /** Where the browser may be sent after a sign-in. Without any, nobody signs in to the app in a browser. */
  readonly redirectUri?: readonly string[];
  /** Whether the app runs on a server, which can keep a secret. */
  readonly confidential?: boolean;
}

const faults: Readonly<Record<RegistrationFault, string>> = {
  'name-invalid': 'The name must be one line of 1 to 100 visible characters.',
  'audience-malformed': `The audience must be 1 to ${appLimits.audienceCharacters} visible ASCII characters without spaces and quotes, such as https://api.shop.example.`,
  'audience-is-issuer': 'The audience must not be the address of this service.',
  'app-limit': `There can be at most ${appLimits.perOwner} apps. Remove one first.`,
  'too-many-redirects': `An app can have at most ${appLimits.redirectURIs} redirect URIs.`,
  'redirect-malformed':
    'A redirect URI must be a complete address without a fragment, wildcards, user name and password, written as browsers write it, such as https://shop.example/callback.',
  'redirect-insecure':
    'A redirect URI must begin with https://. Only those to the machine of the user (localhost, 127.0.0.1) may begin with http://.',
  'redirect-scheme':
    'A scheme of its own must be a domain in reverse order, such as com.example.app:/callback, and the app must not be confidential.',
};

const listApps = ({ stage }: Context) => stage.store.listAll<App>('apps', { owner: operatorsApps });

async function findApp(context: Context, id: string): Promise<App> {
  const { store } = context.stage;
  const [app] = await store.read<[App]>({ table: 'apps', key: appKey({ owner: operatorsApps, id }) });
  if (app) return app;
  throw new Failure(`There is no app with the id ${id}. "apps list" shows those that there are.`);
}

const shown = ({ id, name, audience, createdAt, signIn }: App) => ({
  id,
  name,
  audience,
  createdAt: new Date(createdAt).toISOString(),
  ...(signIn && { kind: signIn.kind, redirectURIs: signIn.redirectURIs }),
});

/** What an app has to know besides its id. The secret is shown once, and not stored. */
function sayHowToSignIn({ output }: Context, { id, signIn }: App, secret: string | undefined): void {
  if (!signIn) return;
  output.line(`Its users sign in with the client id ${id} (OpenID Connect, authorization code with PKCE).`);
  if (secret === undefined) return;
  output.line(`Its client secret, which is not shown again: ${secret}`);
}

/** Registers an app, for which users can then get tokens. */
export async function add(context: Context, options: AddOptions): Promise<void> {
  const { output, stage } = context;
  const { host } = stage;
  const issuer = setting(host, 'PUBLIC_ORIGIN');
  const given = givenBy(options);
  const fault = registrationFault(given, issuer, (await listApps(context)).length);
  if (fault) throw new Failure(faults[fault]);
  const secret = given.kind === 'confidential' ? randomSecret(host.random) : undefined;
  const app = makeApp(given, host.random, host.now(), secret);
  await context.confirm(
    `Register "${app.name}" in the stage "${stage.name}"? Every user can get tokens for ${app.audience}, which show it who they are.`,
  );
  await carryOutFor(stage, registerByOperator(app, operatorOf(context, undefined)), {
    late: `Another app has the audience ${app.audience}.`,
  });
  if (output.isJson) return output.json({ ...shown(app), ...(secret !== undefined && { secret }) });
  output.line(`Registered ${app.name} with the id ${app.id}.`);
  output.line(`It verifies tokens with the issuer ${issuer} and the audience ${app.audience}.`);
  sayHowToSignIn(context, app, secret);
}

function givenBy({ name, audience, redirectUri: redirectURIs = [], confidential }: AddOptions): GivenApp {
  if (confidential && redirectURIs.length === 0)
    throw new Failure('Name a --redirect-uri: only an app that its users sign in to has a secret.');
  return { name, audience, redirectURIs, kind: confidential ? 'confidential' : 'public' };
}

/** Gives a confidential app another secret; the one before is refused from now on. */
export async function rotateSecret(context: Context, id: string): Promise<void> {
  const { output, stage } = context;
  const app = await findApp(context, id);
  const { signIn } = app;
  if (signIn?.kind !== 'confidential') throw new Failure(`${app.name} is a public app: it has no secret.`);
  await context.confirm(
    `Give "${app.name}" another secret in the stage "${stage.name}"? Its sign-ins fail until it has the new one.`,
  );
  const secret = randomSecret(stage.host.random);
  await carryOutFor(stage, changeSecretByOperator(app, signIn, secret, operatorOf(context, undefined)), {
    late: 'The app was removed at the same moment.',
  });
  if (output.isJson) return output.json({ ...shown(app), secret });
  sayHowToSignIn(context, app, secret);
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
    output.line(`${label.padEnd(14)}${Array.isArray(value) ? value.join(' ') : value}`);
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
