import * as crypto from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from './configuration.ts';

/** SHA-256, and with a secret its HMAC, as Smithy's signer calls it. */
class Sha256 {
  readonly #hash: crypto.Hash | crypto.Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? crypto.createHash('sha256') : crypto.createHmac('sha256', secretBytes(secret));
  }

  update(part: Uint8Array): void {
    this.#hash.update(part);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('the signer hashes each text with an object of its own');
  }
}

function secretBytes(secret: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof secret === 'string') return secret;
  if (secret instanceof ArrayBuffer) return new Uint8Array(secret);
  return new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}

/** Adds the headers that prove to AWS who sends a request (Signature Version 4). */
export async function sign(
  request: {
    readonly endpoint: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  },
  by: {
    readonly credentials: Credentials;
    readonly region: string;
    readonly signingName: string;
    readonly at: Date;
  },
): Promise<Readonly<Record<string, string>>> {
  const { endpoint, headers, body } = request;
  const signer = new SignatureV4({
    credentials: by.credentials,
    region: by.region,
    service: by.signingName,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path: endpoint.pathname,
      headers: { ...headers, host: endpoint.host },
      body,
    },
    { signingDate: by.at },
  );
  return signed.headers;
}
