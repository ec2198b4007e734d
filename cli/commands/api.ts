import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { refusalOf } from '../api/client.ts';
import { type Received, type Service, send } from '../api/transport.ts';
import type { Context } from '../context.ts';
import { Refusal, usageFailure } from '../failure.ts';
import { fileFailure } from '../folders.ts';
import { printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import { withSession } from '../with-session.ts';

interface ApiOptions {
  /** `name=text` */
  readonly field?: readonly string[];
  /** `name=JSON` */
  readonly jsonField?: readonly string[];
  /** A file with the body; `-` is stdin. */
  readonly input?: string;
}

/**
 * `mfa api METHOD PATH`: a request with the session of the account, and its answer as the service sent it, also if it
 * refuses. The exit code is that of the refusal.
 */
export async function run(
  context: Context,
  method: string,
  path: string,
  options: ApiOptions,
): Promise<void> {
  const body = await bodyOf(options);
  const isInQuery = ['GET', 'HEAD', 'DELETE'].includes(method) && options.input === undefined;
  const target = targetOf(path, isInQuery ? body : undefined);
  const exchange = { method, path: target, shownPath: target, body: isInQuery ? undefined : body };
  const received = await withSession(context, async (service) => {
    const answer = await send(service, exchange);
    throwIfRepairable(service, answer);
    return { answer, service };
  });
  print(context, received.answer.text);
  if (received.answer.status >= 400) throw refusalOf(received.service, received.answer);
}

/** A session that has ended, or is not fresh, is repaired by a question. Other refusals are answers like any other. */
function throwIfRepairable(service: Service, answer: Received): void {
  if (answer.status < 400) return;
  const refusal = refusalOf(service, answer);
  if (refusal instanceof Refusal && ['signed-out', 'step-up-required'].includes(refusal.slug)) throw refusal;
}

/** With or without `/api` in front, and nothing but a path: the token goes to its own server. */
function targetOf(path: string, query: unknown): string {
  const target = URL.canParse(path, 'http://server.invalid')
    ? new URL(path, 'http://server.invalid')
    : undefined;
  if (!path.startsWith('/') || target?.origin !== 'http://server.invalid') throw usageFailure(texts.api.path);
  for (const [name, value] of Object.entries(query ?? {})) target.searchParams.append(name, String(value));
  return `/api${target.pathname.replace(/^\/api(?=\/)/, '')}${target.search}`;
}

async function bodyOf({ field = [], jsonField = [], input }: ApiOptions): Promise<unknown> {
  if (input !== undefined) {
    if (field.length + jsonField.length > 0) throw usageFailure(texts.api.inputOrFields);
    return parse(input === '-' ? await text(process.stdin) : await read(input), texts.api.input);
  }
  if (field.length + jsonField.length === 0) return undefined;
  return Object.fromEntries([
    ...field.map(nameAndValue),
    ...jsonField.map(nameAndValue).map(([name, value]) => [name, parse(value, texts.api.jsonField(name))]),
  ]);
}

const read = (file: string) =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw fileFailure(texts.folders.notRead(file), error);
  });

function nameAndValue(given: string): readonly [string, string] {
  const at = given.indexOf('=');
  if (at < 1) throw usageFailure(texts.api.field(given));
  return [given.slice(0, at), given.slice(at + 1)];
}

function parse(json: string, otherwise: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw usageFailure(otherwise);
  }
}

/** Unchanged for a program. On a terminal, no name may control it. */
function print({ output }: Context, answer: string): void {
  if (answer === '') return;
  output.line(output.isTerminal ? answer.split('\n').map(printable).join('\n') : answer);
}
