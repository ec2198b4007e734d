import { expect } from 'vitest';
import { CommandLinePerson } from './command-line-person.ts';
import { mailedCode, mailsTo } from './live-client.ts';

/** The people of one test file. */

const people: CommandLinePerson[] = [];

/** Ends the terminals of everybody that this module made, and deletes their files. */
export function closePeople(): void {
  for (const person of people) person.close();
}

export async function person(name: string): Promise<CommandLinePerson> {
  const made = await CommandLinePerson.register(name);
  people.push(made);
  return made;
}

/** Signed in with a password. */
export async function signedIn(name: string): Promise<CommandLinePerson> {
  const made = await person(name);
  expect(await made.signIn()).toMatchObject({ code: 0 });
  return made;
}

/** Signed in with an authenticator. */
export async function withApp(name: string): Promise<CommandLinePerson> {
  const made = await CommandLinePerson.withApp(name);
  people.push(made);
  return made;
}

export async function join(
  owner: CommandLinePerson,
  organization: string,
  member: CommandLinePerson,
  role = 'member',
): Promise<void> {
  await owner.json('orgs', 'invite', organization, member.email, '--role', role);
  await member.json('orgs', 'accept', await member.invitationLink());
}

/** Signs in with a mailed code, at a terminal. */
export async function signInByEmail(who: CommandLinePerson): Promise<readonly string[]> {
  const before = (await mailsTo(who.email)).length;
  const terminal = who.terminal('signin', '--email', who.email);
  await terminal.answer('Password:', who.password);
  await terminal.until('Token (sent to your email):');
  while ((await mailsTo(who.email)).length <= before) await new Promise((r) => setTimeout(r, 25));
  terminal.enter(await mailedCode(who.email));
  expect(await terminal.exitCode).toBe(0);
  return terminal.lines();
}

let count = 0;
/** A name that no other test gives. */
export const newName = (name: string) => {
  count += 1;
  return `${name} ${process.pid}-${count}`;
};
