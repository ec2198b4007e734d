import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Authorize, allowAll, localArn } from './authorize.ts';
import { accessKeyOf, answerJson, type Listener, listen, PayloadTooLarge, readBody } from './http.ts';
import { type KeyState, Keys, KmsError, type KmsRequest, materialBytes } from './kms-keys.ts';

/** The KMS key of an emulator without a template. */
export const localKeyArn = localArn('kms', 'key/00000000-0000-4000-8000-000000000000');

export interface KmsOptions {
  /** The file with the key material, created with mode 0600 if it does not exist; by default the material is kept in memory. */
  readonly path?: string;
  /** The KMS keys that exist. */
  readonly keyArns?: readonly string[];
  readonly authorize?: Authorize;
  readonly onUnexpected?: (error: unknown) => void;
}

export interface KmsEmulator extends Listener {
  readonly keyArns: readonly string[];
  /** Disables a key, schedules its deletion, or takes that back. */
  setKeyState(keyArn: string, state: KeyState): void;
}

const contentType = 'application/x-amz-json-1.1';
const maxRequestBytes = 64 * 1024;

/** The file with the key material cannot be used. What was sealed with it can only be opened with it. */
export class KeyFileError extends Error {}

/**
 * KMS for a local run: GenerateDataKey and Decrypt, with encryption contexts, and the states of keys.
 * @throws KeyFileError
 */
export async function startKms(options: KmsOptions = {}): Promise<KmsEmulator> {
  const keyArns = options.keyArns ?? [localKeyArn];
  const keys = new Keys(await readMaterial(options.path), keyArns);
  const authorize = options.authorize ?? allowAll;
  const listener = await listen((request, response) => {
    answer(request, keys, authorize).then(
      (body) => answerJson(response, 200, contentType, body),
      (error: unknown) => answerError(response, error, options.onUnexpected),
    );
  });
  return { ...listener, keyArns, setKeyState: (keyArn, state) => keys.setState(keyArn, state) };
}

async function readMaterial(path: string | undefined): Promise<Buffer> {
  const fresh = randomBytes(materialBytes);
  if (path === undefined) return fresh;
  try {
    await writeFile(path, fresh, { mode: 0o600, flag: 'wx' });
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = await readFile(path);
  if (kept.length !== materialBytes) throw new KeyFileError(`${path} is not a key file of this emulator`);
  return kept;
}

async function answer(request: IncomingMessage, keys: Keys, authorize: Authorize): Promise<object> {
  const body = await readBody(request, maxRequestBytes);
  const call = /^TrentService\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1];
  if (call !== 'GenerateDataKey' && call !== 'Decrypt' && call !== 'DescribeKey')
    throw new KmsError('UnknownOperationException', `The local KMS does not offer ${call ?? 'this call'}`);
  const accessKeyID = accessKeyOf(request);
  if (accessKeyID === undefined)
    throw new KmsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const parsed = parse(body);
  const context = parsed.EncryptionContext ?? {};
  const keyArn = call === 'Decrypt' ? keys.keyOfCiphertext(parsed) : keys.find(parsed.KeyId);
  const refusal = authorize({
    accessKeyID,
    action: `kms:${call}`,
    resources: [keyArn],
    context: Object.fromEntries(
      Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
    ),
  });
  if (refusal !== undefined) throw new KmsError('AccessDeniedException', refusal);
  if (call === 'DescribeKey') return keys.describe(keyArn);
  keys.requireUsable(keyArn);
  return call === 'Decrypt' ? keys.decrypt(keyArn, parsed, context) : keys.generate(keyArn, parsed, context);
}

function parse(body: Buffer): KmsRequest {
  try {
    return JSON.parse(body.toString()) as KmsRequest;
  } catch {
    throw new KmsError('SerializationException', 'The request is not JSON');
  }
}

function answerError(
  response: ServerResponse,
  error: unknown,
  onUnexpected?: (error: unknown) => void,
): void {
  const requestID = randomUUID();
  response.setHeader('x-amzn-requestid', requestID);
  if (error instanceof KmsError) {
    answerJson(response, 400, contentType, { __type: error.type, message: error.message });
  } else if (error instanceof PayloadTooLarge) {
    response.writeHead(413, { connection: 'close' }).end();
  } else {
    onUnexpected?.(error);
    answerJson(response, 500, contentType, { __type: 'KMSInternalException', message: requestID });
  }
}
