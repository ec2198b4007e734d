import * as crypto from 'node:crypto';
import { origin as serviceOrigin } from './origin.ts';

/**
 * An authenticator in software, for tests that need answers which no real one gives: wrong flags, counts that fall, other
 * origins. test/browser/passkeys and test/deploy use authenticators that nobody here wrote; this one is held against the
 * same service.
 */

/** What an answer says. Every value can be wrong. */
export interface Answering {
  readonly origin?: string;
  readonly rpID?: string;
  readonly userPresent?: boolean;
  readonly userVerified?: boolean;
  readonly backedUp?: boolean;
  readonly backupEligible?: boolean;
  readonly signCount?: number;
  readonly type?: string;
  readonly challenge?: string;
  readonly userHandle?: string | null;
  /** More members of the client data, such as `crossOrigin`. */
  readonly clientData?: Readonly<Record<string, unknown>>;
  /** Changes the authenticator data after it was signed. */
  readonly tamper?: (authenticatorData: Buffer) => Buffer;
}

interface RequestOptions {
  readonly challenge: string;
  readonly rpId: string;
}
interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
}

const flags = { present: 1, verified: 4, eligible: 8, backedUp: 16, attested: 64 };
const sha256 = (bytes: Uint8Array | string) => crypto.createHash('sha256').update(bytes).digest();
const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');

export type Algorithm = 'ES256' | 'RS256' | 'Ed25519';

/** A passkey in the hand of its user. */
export class SoftwarePasskey {
  readonly id: string;
  /** The next answer's count; 0 is never counted up. */
  signCount = 1;
  userHandle = '';
  private readonly key: crypto.KeyPairKeyObjectResult;
  private readonly algorithm: Algorithm;
  private readonly defaults: Answering;

  constructor(defaults: Answering = {}, algorithm: Algorithm = 'ES256') {
    this.id = base64url(crypto.randomBytes(32));
    this.defaults = { userVerified: true, ...defaults };
    this.algorithm = algorithm;
    this.key = newKey(algorithm);
  }

  /** Answers creation options, as `navigator.credentials.create` does. */
  create(options: CreationOptions, given: Answering = {}) {
    const answering = { ...this.defaults, ...given };
    this.userHandle = options.user.id;
    const clientData = this.clientData('webauthn.create', options.challenge, answering);
    const data = this.authenticatorData(answering.rpID ?? options.rp.id, answering, true);
    const attestationObject = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), byteString(answering.tamper?.(data) ?? data)],
    ]);
    return this.credential({
      clientDataJSON: base64url(clientData),
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** Answers request options, as `navigator.credentials.get` does. */
  get(options: RequestOptions, given: Answering = {}) {
    const answering = { ...this.defaults, ...given };
    const clientData = this.clientData('webauthn.get', options.challenge, answering);
    const data = this.authenticatorData(answering.rpID ?? options.rpId, answering, false);
    const signature = this.sign(Buffer.concat([data, sha256(clientData)]));
    const { userHandle = this.userHandle } = answering;
    return this.credential({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(answering.tamper?.(data) ?? data),
      signature: base64url(signature),
      ...(userHandle && { userHandle }),
    });
  }

  private credential<Response>(response: Response) {
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key' as const,
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
      response,
    };
  }

  private clientData(type: string, challenge: string, answering: Answering): Buffer {
    const said = {
      type: answering.type ?? type,
      challenge: answering.challenge ?? challenge,
      origin: answering.origin ?? serviceOrigin,
      crossOrigin: false,
      ...answering.clientData,
    };
    return Buffer.from(JSON.stringify(said));
  }

  private authenticatorData(rpID: string, answering: Answering, isNew: boolean): Buffer {
    const { userPresent = true, userVerified, backupEligible, backedUp } = answering;
    const set =
      (userPresent ? flags.present : 0) |
      (userVerified ? flags.verified : 0) |
      (backupEligible ? flags.eligible : 0) |
      (backedUp ? flags.backedUp : 0) |
      (isNew ? flags.attested : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(answering.signCount ?? this.signCount);
    if (answering.signCount === undefined && this.signCount > 0) this.signCount += 1;
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const attested = isNew ? [Buffer.alloc(16), length, id, this.publicKey()] : [];
    return Buffer.concat([sha256(rpID), Buffer.from([set]), count, ...attested]);
  }

  /** In COSE (RFC 9053). */
  private publicKey(): Buffer {
    const jwk = this.key.publicKey.export({ format: 'jwk' });
    const bytes = (value: string | undefined) => byteString(Buffer.from(value ?? '', 'base64url'));
    if (this.algorithm === 'RS256')
      return map([
        [integer(1), integer(3)],
        [integer(3), integer(-257)],
        [integer(-1), bytes(jwk.n)],
        [integer(-2), bytes(jwk.e)],
      ]);
    if (this.algorithm === 'Ed25519')
      return map([
        [integer(1), integer(1)],
        [integer(3), integer(-8)],
        [integer(-1), integer(6)],
        [integer(-2), bytes(jwk.x)],
      ]);
    return map([
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), bytes(jwk.x)],
      [integer(-3), bytes(jwk.y)],
    ]);
  }

  private sign(data: Buffer): Buffer {
    return crypto.sign(this.algorithm === 'Ed25519' ? null : 'sha256', data, this.key.privateKey);
  }
}

function newKey(algorithm: Algorithm): crypto.KeyPairKeyObjectResult {
  if (algorithm === 'RS256') return crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  if (algorithm === 'Ed25519') return crypto.generateKeyPairSync('ed25519');
  return crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** The head of a CBOR item (RFC 8949) of a major type. */
function head(major: number, value: number): Buffer {
  const type = major << 5;
  if (value < 24) return Buffer.from([type | value]);
  if (value < 256) return Buffer.from([type | 24, value]);
  return Buffer.from([type | 25, value >> 8, value & 255]);
}
const integer = (value: number) => (value >= 0 ? head(0, value) : head(1, -1 - value));
const byteString = (bytes: Uint8Array) => Buffer.concat([head(2, bytes.length), bytes]);
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (entries: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([head(5, entries.length), ...entries.flat()]);
