/** How often a request was tried, and what the service called it. */
export interface Metadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  readonly attempts?: number;
  /** The time that the service put into its response, in epoch milliseconds. */
  readonly answeredAt?: number;
}

/** An error that a service answered. Its name is the service's own word for it. */
export class ServiceError extends Error {
  readonly $fault: 'client' | 'server';
  $metadata: Metadata;

  constructor(name: string, message: string, metadata: Metadata) {
    super(message);
    this.name = name;
    this.$fault = (metadata.httpStatusCode ?? 500) < 500 ? 'client' : 'server';
    this.$metadata = metadata;
  }
}
