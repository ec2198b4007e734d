import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { type App, appKeyOf } from '../../../../core/apps/app.ts';
import { grantKey } from '../../../../core/apps/authorization-request.ts';
import { absent, present, put, remove, update } from '../../../../core/kernel/change.ts';
import { ttlAfter } from '../../../../core/kernel/rows.ts';
import type { Store } from '../../../adapters/store.ts';
import type { Host } from '../../../host.ts';
import { clientMetadata } from './client-metadata.ts';

interface Ports {
  readonly store: Store;
  readonly host: Host;
}

/** A row of the protocol: a code, a token, a grant, or a request that waits for its user. */
export interface GrantRow {
  readonly id: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly ttl: number;
  /** When a code or refresh token was used, which it can be once. */
  readonly consumed?: number;
  /** What the user decided about a request. */
  readonly result?: Readonly<Record<string, unknown>>;
}

/**
 * What the protocol keeps, in the table `grants`. Whoever knows a code or token finds its row; the row does not contain it.
 * Revoking a grant removes its row alone, because no token of it is accepted then.
 */
export class GrantAdapter implements Adapter {
  readonly #kind: string;
  readonly #ports: Ports;

  constructor(kind: string, ports: Ports) {
    this.#kind = kind;
    this.#ports = ports;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { store, host } = this.#ports;
    const createdAt = host.now();
    const expiresAt = createdAt + expiresIn * 1000;
    const row: GrantRow = {
      ...this.#key(id),
      kind: this.#kind,
      payload: withoutSecrets(payload),
      createdAt,
      expiresAt,
      ttl: ttlAfter(expiresAt),
    };
    await store.commit([put('grants', this.#key(id), { ...row })]);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const { store, host } = this.#ports;
    const [row] = await store.read<[GrantRow]>({ table: 'grants', key: this.#key(id) });
    if (!row || host.now() >= row.expiresAt) return undefined;
    const { payload, consumed, result } = row;
    return { ...payload, jti: id, ...(consumed !== undefined && { consumed }), ...(result && { result }) };
  }

  /** Marks a code or refresh token as used. Of several requests at once, one does it, and the others end the grant. */
  async consume(id: string): Promise<void> {
    const { store, host } = this.#ports;
    const used = update('grants', this.#key(id), { consumed: host.now() }, [
      present('id'),
      absent('consumed'),
    ]);
    const written = await store.commit([used]);
    if (written.committed) return;
    const row = written.failed[0]?.old as GrantRow | undefined;
    const grantID = row?.payload['grantId'];
    if (typeof grantID === 'string') await store.commit([remove('grants', grantKey('Grant', grantID))]);
    throw new errors.InvalidGrant('it was already used');
  }

  async destroy(id: string): Promise<void> {
    await this.#ports.store.commit([remove('grants', this.#key(id))]);
  }

  /** Nothing: the row of the grant is removed by `destroy`. */
  async revokeByGrantId(): Promise<void> {}

  async findByUid(): Promise<undefined> {}

  async findByUserCode(): Promise<undefined> {}

  #key(id: string) {
    return grantKey(this.#kind, id);
  }
}

/** The key of the row, and addresses that contain it, would let a reader of the table use what it stands for. */
function withoutSecrets({ jti, returnTo, ...payload }: AdapterPayload): Readonly<Record<string, unknown>> {
  // DynamoDB stores no undefined values.
  return JSON.parse(JSON.stringify(payload)) as Record<string, unknown>;
}

/** The registered apps. */
export class ClientAdapter implements Adapter {
  readonly #store: Store;

  constructor({ store }: Ports) {
    this.#store = store;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const key = appKeyOf(id);
    if (!key) return undefined;
    const [app] = await this.#store.read<[App]>({ table: 'apps', key });
    return app && clientMetadata(app);
  }

  async upsert(): Promise<void> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
}

/** The protocol's own sessions are not kept: a sign-in is decided by the sessions of the service, each time. */
export class ForgetfulAdapter implements Adapter {
  async find(): Promise<undefined> {}
  async upsert(): Promise<void> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
}
