import * as crypto from 'node:crypto';
import { argon2id } from 'hash-wasm';
import type { PasswordHasher } from '../../core/accounts/password.ts';
import type { HashCost, Host } from '../host.ts';

/** OWASP's recommendation for argon2id (19 MiB). */
const fullCost: HashCost = { memory: 19_456, passes: 2 };
const parallelism = 1;
const saltBytes = 16;
const tagBytes = 32;

interface Argon2Input {
  readonly message: Uint8Array;
  readonly salt: Uint8Array;
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly tagLength: number;
}
type Argon2 = (input: Argon2Input) => Promise<Uint8Array>;

/** Hashes passwords with argon2id, as PHC strings. */
export function passwords(host: Host): PasswordHasher {
  const cost = host.hashCost ?? fullCost;
  let implementation: Promise<Argon2> | undefined;
  const argon2 = async (input: Argon2Input) => {
    implementation ??= chooseArgon2();
    return (await implementation)(input);
  };
  return {
    hash: async (text) => {
      const salt = host.random(saltBytes);
      const tag = await argon2({
        ...cost,
        parallelism,
        message: Buffer.from(text, 'utf8'),
        salt,
        tagLength: tagBytes,
      });
      return toPhcString(cost, salt, tag);
    },
    verify: async (hash, text) => {
      const stored = fromPhcString(hash);
      if (stored === undefined) return false;
      const { tag, ...used } = stored;
      const computed = await argon2({ ...used, message: Buffer.from(text, 'utf8'), tagLength: tag.length });
      return crypto.timingSafeEqual(computed, tag);
    },
    isWeak: (hash) => {
      const stored = fromPhcString(hash);
      return !stored || stored.memory < cost.memory || stored.passes < cost.passes;
    },
    decoy: toPhcString(cost, new Uint8Array(saltBytes), new Uint8Array(tagBytes)),
  };
}

/** Node's own implementation if the runtime has it (24.7 and newer), otherwise WebAssembly. One real call tries it. */
async function chooseArgon2(): Promise<Argon2> {
  const probe: Argon2Input = {
    message: Buffer.from('probe'),
    salt: new Uint8Array(saltBytes),
    memory: 8,
    passes: 1,
    parallelism: 1,
    tagLength: tagBytes,
  };
  try {
    await nativeArgon2(probe);
    return nativeArgon2;
  } catch {
    return wasmArgon2;
  }
}

const nativeArgon2: Argon2 = ({ message, salt, ...rest }) =>
  new Promise((resolve, reject) => {
    crypto.argon2('argon2id', { message, nonce: salt, ...rest }, (error, tag) =>
      error ? reject(error) : resolve(tag),
    );
  });

const wasmArgon2: Argon2 = async (input) => {
  return argon2id({
    password: input.message,
    salt: input.salt,
    memorySize: input.memory,
    iterations: input.passes,
    parallelism: input.parallelism,
    hashLength: input.tagLength,
    outputType: 'binary',
  });
};

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

function toPhcString({ memory, passes }: HashCost, salt: Uint8Array, tag: Uint8Array): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

function fromPhcString(hash: string) {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (!parts) return undefined;
  const [, memory, passes, parallelism, salt = '', tag = ''] = parts;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}
