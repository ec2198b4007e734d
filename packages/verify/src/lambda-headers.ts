/** The headers of a request as API Gateway passes them on. */
export type LambdaHeaders = Readonly<Record<string, string | undefined>>;

/** HTTP APIs write names of headers in lower case, REST APIs as the client did. */
export function authorizationOf(headers: LambdaHeaders | undefined): string | undefined {
  return Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}
