/** A request on its way from the viewer to an origin. */
export interface ViewerRequest {
  readonly method: string;
  /** As the client sent it, before the `?`. */
  readonly path: string;
  /** As the client sent it, after the `?`; empty without one. */
  readonly queryString: string;
  /** Lower-case names, in the order in which they were sent; a name can occur more than once. */
  readonly headers: readonly Header[];
  /** The network address of the client. */
  readonly clientAddress: string;
  /** Reads the body. @throws PayloadTooLarge beyond the limit. */
  body(limitBytes: number): Promise<Buffer>;
}

export type Header = readonly [name: string, value: string];

export interface Answer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

export function jsonAnswer(status: number, body: unknown): Answer {
  return { status, headers: [['content-type', 'application/json']], body: Buffer.from(JSON.stringify(body)) };
}

export function headerValues(headers: readonly Header[], name: string): string[] {
  return headers.filter(([it]) => it === name).map(([, value]) => value);
}
