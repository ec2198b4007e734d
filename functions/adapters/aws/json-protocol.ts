import type { Service } from './configuration.ts';
import type { Response } from './connections.ts';
import type { Protocol } from './service-client.ts';
import { type Metadata, ServiceError } from './service-error.ts';

/** AWS's JSON protocols, which name the operation in a header, and the error in `__type`. */
export function jsonProtocol(
  service: Service,
  words: {
    readonly version: '1.0' | '1.1';
    readonly target: string;
    readonly decode: (text: string) => object;
    /** Makes the error of this name, with what the body says beside its message. */
    readonly errorOf?: (name: string, message: string, metadata: Metadata, body: ErrorBody) => ServiceError;
  },
): Protocol {
  const { version, target, decode } = words;
  const { errorOf = (name, message, metadata) => new ServiceError(name, message, metadata) } = words;
  return {
    service,
    encode: (operation, input) => ({
      headers: {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${target}.${operation}`,
      },
      body: encode(input),
    }),
    decode: (text) => (text === '' ? {} : decode(text)),
    decodeError: (response, metadata) => {
      const body = errorBody(response, decode);
      const type = response.headers['x-amzn-errortype'] ?? body.__type ?? body.code ?? 'UnknownError';
      return errorOf(errorName(String(type)), body.message ?? body.Message ?? 'UnknownError', metadata, body);
    },
  };
}

/** On the wire, binary values are text in base64. A Buffer turns itself into something else before the value is passed. */
function encode(input: object): string {
  return JSON.stringify(input, function (this: Readonly<Record<string, unknown>>, name, value) {
    const original = this[name];
    return original instanceof Uint8Array ? Buffer.from(original).toString('base64') : value;
  });
}

export interface ErrorBody {
  readonly __type?: string;
  readonly code?: string;
  readonly message?: string;
  readonly Message?: string;
  readonly [name: string]: unknown;
}

/** A proxy on the way may answer with something else, such as a page. */
function errorBody({ body }: Response, decode: (text: string) => object): ErrorBody {
  try {
    return decode(body) as ErrorBody;
  } catch {
    return {};
  }
}

/** `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException:http://…` is a ResourceNotFoundException. */
const errorName = (type: string): string => type.replace(/^.*#/, '').replace(/[:,].*$/, '');
