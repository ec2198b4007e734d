import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceFiles } from '../../architecture.ts';
import { accountWith, completeSignIn } from '../../support/accounts.ts';
import type { Person } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** A23: a function stays in memory between requests, and serves another user next: nothing of the first may be left. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

test('users who are served by one loaded function at the same time see each their own', async () => {
  const people: Person[] = [];
  for (let count = 0; count < 6; count += 1) people.push(await accountWith(service, 'email'));
  const rounds = people.map(async (person) => {
    const signedIn = await completeSignIn(service, person);
    expect(signedIn.body.email).toBe(person.email);
    const token = signedIn.body.sessionToken;
    const seen = await Promise.all(
      (['account/read', 'auth/verify', 'account/events', 'sessions/list'] as const).map((name) =>
        service.call(name, { token }),
      ),
    );
    const others = people.filter((other) => other !== person);
    for (const { status, body } of seen) {
      expect(status).toBe(200);
      const text = JSON.stringify(body);
      for (const other of others) expect(text).not.toContain(other.email);
    }
    expect(seen[0]?.body.email).toBe(person.email);
  });
  await Promise.all(rounds);
});

test('no module of a function keeps anything that changes from one request to the next', () => {
  const modules = sourceFiles().filter(({ path }) => /^(core|functions)\//.test(path));
  expect(modules.length).toBeGreaterThan(60);
  const changing = modules.filter(({ path }) => {
    const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    return /^(export )?(let|var) |^(export )?const \w+(: [^=]+)? = new (Weak)?(Map|Set)(<[^>]*>)?\(\);/m.test(
      text,
    );
  });
  // The client of the function, and which data keys it reads beside its first read: nothing of any user. The library of OpenID
  // Connect with the signing keys, which keeps registered apps.
  expect(changing.map(({ path }) => path).sort()).toEqual([
    'functions/adapters/dynamodb-client.ts',
    'functions/flows/apps/provider/open-provider.ts',
  ]);
});
