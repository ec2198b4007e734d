/** Replaces `@aws-sdk/client-ses` in the bundles of the functions, as dynamodb.ts does for DynamoDB. */
import type * as sdk from '@aws-sdk/client-ses';
import { type ClientOptions, Command, type Protocol, ServiceClient } from './service-client.ts';
import { ServiceError } from './service-error.ts';

export class SESClient extends ServiceClient {
  constructor(options: ClientOptions = {}) {
    super(protocol, options);
  }
}

/** Not repeatable: the recipient would get two mails. */
export class SendEmailCommand extends Command<sdk.SendEmailCommandInput, sdk.SendEmailCommandOutput> {
  readonly operation = 'SendEmail';
}

/** AWS's query protocol: parameters of a form, and XML as the answer. */
const protocol: Protocol = {
  service: { id: 'SES', hostPrefix: 'email', signingName: 'ses' },
  encode: (operation, input) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([
      ['Action', operation],
      ['Version', '2010-12-01'],
      ...parametersOf('', input),
    ]).toString(),
  }),
  decode: (text) => ({ MessageId: textIn(text, 'MessageId') }),
  decodeError: ({ body }, metadata) => {
    const requestId = textIn(body, 'RequestId');
    const name = textIn(body, 'Code') ?? 'UnknownError';
    return new ServiceError(name, textIn(body, 'Message') ?? '', {
      ...metadata,
      ...(requestId !== undefined && { requestId }),
    });
  },
};

/** `{ To: ['a'] }` is `To.member.1=a`. */
function parametersOf(name: string, value: unknown): readonly [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  const prefix = name === '' ? '' : `${name}.`;
  if (Array.isArray(value))
    return value.flatMap((one, index) => parametersOf(`${prefix}member.${index + 1}`, one));
  return Object.entries(value).flatMap(([key, part]) => parametersOf(`${prefix}${key}`, part));
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of the first element of this name. SES's answers are flat where it matters. */
function textIn(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text
    ?.replace(/&#(x?)([0-9a-f]+);/gi, (_, hex, code) =>
      String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)),
    )
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, entity) => entities[entity] ?? '');
}
