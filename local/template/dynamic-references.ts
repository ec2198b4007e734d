import { createHash, randomBytes } from 'node:crypto';

const pattern = /\{\{resolve:secretsmanager:([^{}]+)\}\}/g;

/** Values for generated secrets: random, and the same for as long as this object exists. */
export class DynamicReferences {
  readonly #values = new Map<string, string>();

  replace(text: string): string {
    return text.replace(pattern, (_, reference: string) => this.#valueOf(reference));
  }

  /** What the custom resource `Custom::EdgeSecretDigests` answers for these secrets. */
  digests(secretArns: readonly string[]): string {
    const digest = (secret: string) => createHash('sha256').update(secret).digest('hex');
    return secretArns.map((arn) => digest(this.#valueOf(`${arn}:SecretString:::`))).join(',');
  }

  /** A reference is `id:SecretString:key:stage:version`, where the last parts can be omitted in several ways. */
  #valueOf(reference: string): string {
    const [id, rest = ''] = reference.split(':SecretString', 2);
    const identity = `${id}${rest.replace(/:+$/, '')}`;
    const value = this.#values.get(identity) ?? randomBytes(32).toString('hex');
    this.#values.set(identity, value);
    return value;
  }
}
