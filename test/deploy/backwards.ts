/**
 * `npm run test:backwards [-- COMMIT]`: what this release has written, the release before it reads, and the other way round. Each is run with
 * `npm start` on the same data, so that it is the code of that release, and not what it is believed to do.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Checks } from './checks.ts';
import { startLocalStage } from './npm-start.ts';
import { beginOrganization, expectMembersToGoOn, type Organization } from './organization.ts';
import { Client, expectPeopleToGoOn, makePeople, type People } from './people.ts';
import { checkOutRelease, releaseToGoBackTo } from './previous-release.ts';
import { projectFolder } from './programs.ts';

interface Written {
  readonly people: People;
  readonly organization: Organization;
}

async function write(client: Client, label: string): Promise<Written> {
  const people = await makePeople(client, label);
  return { people, organization: await beginOrganization(client, people, label) };
}

async function expectAllToGoOn(client: Client, { people, organization }: Written): Promise<void> {
  await expectPeopleToGoOn(client, people);
  await expectMembersToGoOn(client, people, organization);
}

/** A sign-in that waits for its code while the release changes. */
async function beginSignIn(client: Client, { withEmail }: People) {
  const { email: identifier, password } = withEmail;
  const { mfaID } = await client.done('POST', '/auth/signin', { identifier, password });
  const otp = await client.mailedCode(identifier);
  return async (later: Client) => {
    const { sessionToken } = await later.done('POST', `/auth/signin/mfa/${mfaID}`, { otp });
    assert.ok(sessionToken);
  };
}

async function goBackAndForth(checks: Checks, earlier: string, data: string): Promise<void> {
  const on = async <T>(folder: string, work: (client: Client) => Promise<T>): Promise<T> => {
    const { origin, stop } = await startLocalStage(folder, ['--data', data]);
    try {
      return await work(new Client({ url: origin, inboxUrl: `${origin}/inbox/store` }));
    } finally {
      await stop();
    }
  };
  let finishSignIn: ((later: Client) => Promise<void>) | undefined;
  let byThis: Written | undefined;
  let byEarlier: Written | undefined;
  await checks.that('this release writes accounts, factors, an organization and a challenge', async () => {
    byThis = await on(projectFolder, async (client) => {
      const written = await write(client, 'later');
      finishSignIn = await beginSignIn(client, written.people);
      return written;
    });
  });
  if (!byThis) return;
  const writtenByThis = byThis;
  await checks.that('the earlier release goes on with them, and writes its own', async () => {
    byEarlier = await on(earlier, async (client) => {
      await finishSignIn?.(client);
      await expectAllToGoOn(client, writtenByThis);
      return write(client, 'earlier');
    });
  });
  if (!byEarlier) return;
  const writtenByEarlier = byEarlier;
  await checks.that('this release goes on with what the earlier one wrote', () =>
    on(projectFolder, (client) => expectAllToGoOn(client, writtenByEarlier)),
  );
}

async function prove(checks: Checks): Promise<void> {
  const report = (line: string) => checks.progress(line);
  const release = process.argv[2] ?? (await releaseToGoBackTo());
  const folder = release && (await checkOutRelease(release, report));
  if (!folder) {
    checks.leftOut(
      'going back to the earlier release',
      'this copy has no history of it: git fetch --unshallow',
    );
    return;
  }
  checks.progress(`The earlier release is ${release}`);
  const data = mkdtempSync(join(tmpdir(), 'serverless-mfa-backwards-'));
  try {
    await goBackAndForth(checks, folder, data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
await new Checks().all(prove);
