import { readFile } from 'node:fs/promises';
import { type Confirmable, confirmation } from '../confirmation.ts';
import { type Context, request } from '../context.ts';
import { notFoundFailure, usageFailure } from '../failure.ts';
import { fileFailure } from '../folders.ts';
import { printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import { withSession } from '../with-session.ts';

/** `mfa keys`. */
export async function list(context: Context): Promise<void> {
  const { output } = context;
  const keys = await withSession(context, (service) => request(service, 'GET /keys'));
  if (output.isJson) return output.json(keys);
  if (keys.length === 0) return output.note(texts.keys.none);
  const rows = keys.map(({ name, fingerprint, createdAt }) => [name, fingerprint, output.moment(createdAt)]);
  await output.table(Object.values(texts.keys.columns), rows);
}

/** `mfa keys add FILE`: FILE is the public half, such as ~/.ssh/id_rsa.pub. */
export async function add(
  context: Context,
  file: string,
  options: { readonly name?: string },
): Promise<void> {
  const { output } = context;
  const key = await readPublicKey(file);
  const name = options.name ?? nameIn(key);
  const added = await withSession(context, (service) =>
    request(service, 'POST /keys', { body: { name, key } }),
  );
  if (output.isJson) output.json(added);
  else output.line(texts.keys.added(printable(added.name), printable(added.fingerprint)));
}

async function readPublicKey(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fileFailure(texts.folders.notRead(file), error);
  });
  // It must not leave this machine by a slip such as a missing `.pub`.
  if (text.includes('PRIVATE KEY')) throw usageFailure(texts.keys.privateKey(file));
  return text.trim();
}

/** The comment of the key, such as `alex@laptop`, as far as a name may have its characters. */
function nameIn(key: string): string {
  const comment = key.split(/\s+/).slice(2).join('-');
  const name = comment.replace(/[^\w.@-]/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  if (name === '') throw usageFailure(texts.keys.nameNeeded);
  return name;
}

/** `mfa keys remove NAME`. */
export async function remove(context: Context, name: string, options: Confirmable): Promise<void> {
  const { output } = context;
  const confirm = confirmation(context, options);
  await withSession(context, async (service) => {
    const keys = await request(service, 'GET /keys');
    if (!keys.some((key) => key.name === name)) throw notFoundFailure(texts.keys.unknown(printable(name)));
    await confirm([], texts.keys.askToRemove(printable(name)));
    await request(service, 'DELETE /keys/{name}', { path: { name } });
  });
  if (output.isJson) output.json({ removed: name });
  else output.line(texts.keys.removed(printable(name)));
}
