import * as crypto from 'node:crypto';

/** An SSH RSA key as `ssh-keygen -t rsa -m PEM` makes it, and what the guide's CLI does with it. */
export interface SshKey {
  /** The content of the `.pub` file. */
  readonly publicKey: string;
  /** Base64 of the signature over `<nonce>&<timestamp>`. */
  sign(nonce: string, timestamp: string): string;
  /** Base64 of the signature over any text. */
  signText(text: string): string;
}

export function newSshKey(bits = 2048, comment = 'someone@example.com'): SshKey {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: bits });
  const signText = (text: string) => crypto.sign('sha256', Buffer.from(text), privateKey).toString('base64');
  return {
    publicKey: `${publicKeyLine(publicKey)} ${comment}\n`,
    sign: (nonce, timestamp) => signText(`${nonce}&${timestamp}`),
    signText,
  };
}

/** The OpenSSH line of an RSA key, by RFC 4253 section 6.6. */
export function publicKeyLine(key: crypto.KeyObject): string {
  const { e = '', n = '' } = key.export({ format: 'jwk' });
  const fields = [Buffer.from('ssh-rsa'), mpint(e), mpint(n)];
  return `ssh-rsa ${Buffer.concat(fields.map(prefixed)).toString('base64')}`;
}

function mpint(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, 'base64url');
  return (bytes[0] ?? 0) >= 128 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

export function prefixed(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return Buffer.concat([length, field]);
}

/** The nonce that the guide's CLI makes: standard base64 of 32 random bytes. */
export const newNonce = () => crypto.randomBytes(32).toString('base64');

export interface KeySignIn {
  readonly nonce?: string;
  /** Epoch milliseconds of the timestamp. */
  readonly at: number;
}

/** Body and headers of a sign-in by key. */
export function keySignIn(key: SshKey, { nonce = newNonce(), at }: KeySignIn) {
  const timestamp = String(Math.floor(at / 1000));
  return {
    body: { publicKey: key.publicKey, signature: key.sign(nonce, timestamp) },
    headers: { 'x-request-nonce': nonce, 'x-request-timestamp': timestamp },
  };
}
