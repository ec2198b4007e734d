import { afterAll, expect, test } from 'vitest';
import { closePeople, join, newName, signedIn } from '../support/command-line-people.ts';

/** Names: of organizations and members, alike ones and hostile ones. */

afterAll(closePeople);

test('names: of one organization any case will do, of several the id is wanted', async () => {
  const owner = await signedIn('cli-names');
  const name = newName('Twins');
  const first = await owner.json('orgs', 'create', name);
  expect(await owner.json('orgs', 'show', name.toUpperCase())).toEqual(first);
  const other = await owner.json('orgs', 'create', name);
  const { code, err } = await owner.run('orgs', 'show', name);
  expect(code).toBe(2);
  expect(err.split('\n').slice(0, 1)).toEqual([
    `mfa: Several of your organizations are named ${name}. Give the id of one of them:`,
  ]);
  for (const { id } of [first, other]) expect(err).toContain(`  ${id} (owner)\n`);
  expect(await owner.json('orgs', 'show', other.id)).toEqual(other);
  expect(await owner.run('orgs', 'members', 'nowhere')).toMatchObject({ code: 7 });
  expect(await owner.run('orgs', 'role', first.id, 'nobody', 'owner')).toMatchObject({
    code: 7,
    err: `mfa: ${name} has no member nobody. \`mfa orgs members ${first.id}\` lists them.\n`,
  });
});

test('members of the same name are told apart by their addresses', async () => {
  const owner = await signedIn('cli-namesakes');
  const { id } = await owner.json('orgs', 'create', newName('Namesakes'));
  const namesakes = [await signedIn('Sam-Same'), await signedIn('Sam-Same')];
  for (const one of namesakes) await join(owner, id, one);
  const { code, err } = await owner.run('orgs', 'role', id, 'sam-same', 'owner');
  expect(code).toBe(2);
  for (const { email } of namesakes) expect(err).toContain(`  ${email}\n`);
});

test('a name that would turn the direction of the text is refused, and not shown either', async () => {
  const owner = await signedIn('cli-turner');
  const created = await owner.run('orgs', 'create', `${newName('Turned')} \u202egro`);
  expect(created.code).not.toBe(0);
  expect(created.err).toContain('characters that show nothing');
  expect(`${created.out}${created.err}`).not.toContain('\u202e');
  const { id } = await owner.json('orgs', 'create', newName('Straight'));
  const missing = await owner.run('orgs', 'members', id, '\u202enobody');
  expect(`${missing.out}${missing.err}`).not.toContain('\u202e');
});
