import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

export class KmsError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export interface KmsRequest {
  readonly KeyId?: string;
  readonly KeySpec?: string;
  readonly NumberOfBytes?: number;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext?: Record<string, string>;
}

export const materialBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const fingerprintBytes = 32;
const cipher = 'aes-256-gcm';

const fingerprint = (keyArn: string) => createHash('sha256').update(keyArn).digest();

/** Independent of the order of the pairs. */
function canonical(context: Record<string, string>): Buffer {
  const pairs = Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}

/** The states in which a key of this emulator can be: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

/** The parts of a ciphertext: fingerprint of the key's ARN, iv, tag, sealed bytes. */
export class Keys {
  readonly #material: Buffer;
  readonly #arns: readonly string[];
  readonly #states = new Map<string, KeyState>();

  constructor(material: Buffer, arns: readonly string[]) {
    this.#material = material;
    this.#arns = arns;
  }

  /** @throws KmsError */
  find(keyID: string | undefined): string {
    const arn = this.#arns.find((known) => known === keyID || known.endsWith(`:key/${keyID}`));
    if (arn === undefined) throw new KmsError('NotFoundException', `Key '${keyID}' does not exist`);
    return arn;
  }

  /** @throws KmsError */
  keyOfCiphertext(request: KmsRequest): string {
    const blob = Buffer.from(request.CiphertextBlob ?? '', 'base64');
    const arn = this.#arns.find((known) => fingerprint(known).equals(blob.subarray(0, fingerprintBytes)));
    if (arn === undefined) throw new KmsError('InvalidCiphertextException', '');
    if (request.KeyId !== undefined && this.find(request.KeyId) !== arn)
      throw new KmsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      );
    return arn;
  }

  setState(keyArn: string, state: KeyState): void {
    this.#states.set(this.find(keyArn), state);
  }

  #stateOf(keyArn: string): KeyState {
    return this.#states.get(keyArn) ?? 'Enabled';
  }

  describe(keyArn: string): object {
    const KeyState = this.#stateOf(keyArn);
    const KeyId = keyArn.slice(keyArn.lastIndexOf('/') + 1);
    return { KeyMetadata: { KeyId, Arn: keyArn, Enabled: KeyState === 'Enabled', KeyState } };
  }

  /** @throws KmsError as KMS refuses the use of such a key */
  requireUsable(keyArn: string): void {
    const state = this.#stateOf(keyArn);
    if (state === 'Disabled') throw new KmsError('DisabledException', `${keyArn} is disabled.`);
    if (state === 'PendingDeletion')
      throw new KmsError('KMSInvalidStateException', `${keyArn} is pending deletion.`);
  }

  generate(keyArn: string, request: KmsRequest, context: Record<string, string>): object {
    const plaintext = randomBytes(dataKeyBytes(request));
    const iv = randomBytes(ivBytes);
    const sealing = createCipheriv(cipher, this.#keyOf(keyArn), iv).setAAD(canonical(context));
    const sealed = Buffer.concat([sealing.update(plaintext), sealing.final()]);
    const blob = Buffer.concat([fingerprint(keyArn), iv, sealing.getAuthTag(), sealed]);
    return {
      KeyId: keyArn,
      Plaintext: plaintext.toString('base64'),
      CiphertextBlob: blob.toString('base64'),
    };
  }

  /** @throws KmsError */
  decrypt(keyArn: string, request: KmsRequest, context: Record<string, string>): object {
    const blob = Buffer.from(request.CiphertextBlob ?? '', 'base64');
    const iv = blob.subarray(fingerprintBytes, fingerprintBytes + ivBytes);
    const tag = blob.subarray(fingerprintBytes + ivBytes, fingerprintBytes + ivBytes + tagBytes);
    const sealed = blob.subarray(fingerprintBytes + ivBytes + tagBytes);
    if (tag.length < tagBytes) throw new KmsError('InvalidCiphertextException', '');
    const opening = createDecipheriv(cipher, this.#keyOf(keyArn), iv);
    opening.setAAD(canonical(context)).setAuthTag(tag);
    try {
      const plaintext = Buffer.concat([opening.update(sealed), opening.final()]);
      return {
        KeyId: keyArn,
        Plaintext: plaintext.toString('base64'),
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      };
    } catch {
      throw new KmsError('InvalidCiphertextException', '');
    }
  }

  #keyOf(keyArn: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#material, '', keyArn, materialBytes));
  }
}

function dataKeyBytes({ KeySpec, NumberOfBytes }: KmsRequest): number {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined))
    throw new KmsError('ValidationException', 'Please specify either number of bytes or key spec.');
  if (KeySpec === 'AES_256') return 32;
  if (KeySpec === 'AES_128') return 16;
  if (Number.isInteger(NumberOfBytes) && Number(NumberOfBytes) >= 1 && Number(NumberOfBytes) <= 1024)
    return Number(NumberOfBytes);
  throw new KmsError('ValidationException', 'The key spec or the number of bytes is not valid.');
}
