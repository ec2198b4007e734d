/** A request on its way from the viewer to an origin. */
export interface ViewerRequest {
  readonly method: string;
  /** As the client wrote it, before the `?`. */
  readonly path: string;
  /** As the client wrote it, after the `?`; empty without one. */
  readonly queryString: string;
  /** Lower-case names, in the order they came; a name may come more than once. */
  readonly headers: readonly Header[];
  /** The address of the client's end of the connection. */
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
