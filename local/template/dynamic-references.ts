import { randomBytes } from 'node:crypto';

const pattern = /\{\{resolve:secretsmanager:([^{}]+)\}\}/g;

/** Generated secrets: each has a random value, kept as long as this object. */
export class DynamicReferences {
  readonly #values = new Map<string, string>();

  replace(text: string): string {
    return text.replace(pattern, (_, reference: string) => this.#valueOf(reference));
  }

  /** The reference is `id:SecretString:key:stage:version`, whose end may be left out in several ways. */
  #valueOf(reference: string): string {
    const [id, rest = ''] = reference.split(':SecretString', 2);
    const identity = `${id}${rest.replace(/:+$/, '')}`;
    const value = this.#values.get(identity) ?? randomBytes(32).toString('hex');
    this.#values.set(identity, value);
    return value;
  }
}
