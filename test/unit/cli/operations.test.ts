import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Operations without a command of their own. `mfa api` calls them as well. */
const withoutCommand = {
  'POST /auth/signin/key': "for the guide's command line",
  'GET /acls/{orgID}/groups': "for the guide's command line",
  'GET /openapi.json': 'mfa api GET /openapi.json',
  'GET /.well-known/openid-configuration': 'for apps',
  'GET /.well-known/jwks.json': 'for apps',
  'GET /.well-known/webauthn': 'for browsers',
  'POST /auth/passkey/options': 'in a browser',
  'POST /auth/signin/passkey': 'in a browser',
  'POST /auth/signin/mfa/{mfaID}/passkey': 'in a browser',
  'POST /auth/step-up/{mfaID}/passkey': 'in a browser',
  'POST /mfa/browser-code': 'in a browser',
  'GET /oidc/auth/{requestID}/request': 'on the page where an app is signed in to',
  'POST /oidc/auth/{requestID}/request': 'on the page where an app is signed in to',
  'DELETE /account/password': 'in the dashboard',
};

const { paths } = JSON.parse(
  readFileSync(new URL('../../../contract/openapi.json', import.meta.url), 'utf8'),
);
const operations = Object.entries<object>(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

const cli = new URL('../../../cli/', import.meta.url);
const sources = readdirSync(cli, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, cli), 'utf8'))
  .join('\n');

it.each(operations.filter((operation) => !Object.hasOwn(withoutCommand, operation)))(
  'the operation %s has a command',
  (operation) => {
    expect(sources.includes(`'${operation}'`)).toBe(true);
  },
);

it.each(Object.keys(withoutCommand))('%s is an operation, and has none', (operation) => {
  expect(operations).toContain(operation);
  expect(sources.includes(`'${operation}'`)).toBe(false);
});
