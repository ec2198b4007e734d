import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandLinePerson } from '../support/command-line-person.ts';
import { baseUrl } from '../support/live-client.ts';
import { run, storedToken, Terminal } from '../support/terminal.ts';

/**
 * The service refuses names that turn the direction of a text or control a terminal. A service that does not, or names
 * that are older than this rule, must not have that power either.
 */

const powers = '\u001b[2J\u202e';
/** Stands for the powers in what people type here. */
const mark = 'POWERS';

/** The service, except that its answers have these powers. */
const hostile = http.createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { authorization = '', 'content-type': type = 'application/json' } = request.headers;
  const answer = await fetch(`${baseUrl()}${request.url}`, {
    method: request.method ?? 'GET',
    headers: { authorization, 'content-type': type, accept: 'application/json' },
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  const text = (await answer.text()).replaceAll(mark, isJson ? JSON.stringify(powers).slice(1, -1) : powers);
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text);
});

const people: CommandLinePerson[] = [];
beforeAll(() => new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  for (const person of people) person.close();
  hostile.closeAllConnections();
  hostile.close();
});

async function signedIn(name: string): Promise<CommandLinePerson> {
  const person = await CommandLinePerson.register(name);
  people.push(person);
  expect(await person.signIn()).toMatchObject({ code: 0 });
  return person;
}

test('no name that the service sends has power over the terminal, in any command', async () => {
  const owner = await signedIn(`cli-${mark}-owner`);
  const guest = await signedIn(`cli-${mark}-guest`);
  const environmentOf = (person: CommandLinePerson) => ({
    MFA_SERVER: `http://127.0.0.1:${(hostile.address() as AddressInfo).port}`,
    MFA_TOKEN: storedToken(person.home),
  });
  const shown: string[] = [];
  const mfa = async (person: CommandLinePerson, ...words: readonly string[]) => {
    const { out, err } = await run(person.home, words, { environment: environmentOf(person) });
    shown.push(out, err);
    return out + err;
  };

  const { id } = await owner.json('orgs', 'create', `Acme ${mark}`);
  const spare = await owner.json('orgs', 'create', `Spare ${mark}`);
  await owner.json('orgs', 'invite', id, guest.email);
  const code = new URL(await guest.invitationLink()).searchParams.get('code') ?? '';
  expect(await mfa(guest, 'orgs', 'accept', code)).toContain('Acme \ufffd[2J\ufffd');
  for (const words of [
    ['list'],
    ['show', id],
    ['members', id],
    ['coverage', id],
    ['preview', id],
    ['events', id],
    ['invites', id],
    ['members', id, 'nobody'],
    ['role', id, 'nobody', 'owner'],
    ['role', id, guest.email, 'member'],
    ['confirm-member', id, guest.email, '--yes'],
    ['reset-factors', id, guest.email, '--yes'],
    ['require', id, '--yes'],
    ['remove', id, guest.email, '--yes'],
    ['rename', id, `Acme again ${mark}`],
    ['leave', spare.id, '--yes'],
  ])
    await mfa(owner, 'orgs', ...words);
  await mfa(owner, 'environments', 'create', id, `production-${mark}`);
  for (const words of [['environments'], ['whoami'], ['events'], ['doctor'], ['factors']])
    await mfa(owner, ...words);
  const coverage = Terminal.mfa(owner.home, ['orgs', 'coverage', id, '--csv'], environmentOf(owner));
  expect(await coverage.exitCode).toBe(0);

  const all = [...shown, coverage.raw].join('\n');
  expect(all.split('\ufffd').length).toBeGreaterThan(40);
  expect(all).not.toContain('\u202e');
  expect(all).not.toContain('\u001b[2J');
});
