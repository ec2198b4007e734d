import type { Host } from './host.ts';

/** A line of a stack trace: a place in a file, and before it at most the name of a function. */
const frame = /^ {4}at (?:[\w$.<>#[\] ]+ \()?(?:async )?[\w$@.:/\\-]+:\d+:\d+\)?$/;

/** What AWS did not allow, from the sentence in which it says so: `ses:SendEmail`, `identity`. */
interface Denial {
  readonly action: string;
  readonly resource: string;
}

// KMS and DynamoDB write `perform: ACTION on resource: ARN`, SES writes perform `ACTION' on resource `ARN'.
const denialSentence =
  /authorized to perform:? [`']?([a-z-]+:\w+)'? on resource:? [`']?arn:(?:[\w-]*:){4}([\w-]+)([/:][\w/-]+)?/;
// KMS says `perform: kms:Decrypt on the resource associated with this ciphertext` if the policy of the key is what denies.
const denialOfUnnamedKey = /authorized to perform: (kms:\w+) on (?:the|this) resource\b/;

/** The resource of mail is an identity that may be somebody's address, so the line has only its kind. */
function denialIn({ name, message }: Error): Denial | undefined {
  if (!name.startsWith('AccessDenied')) return undefined;
  const [, action, kind, rest = ''] = denialSentence.exec(message) ?? [];
  if (action && kind) return { action, resource: kind === 'identity' ? kind : kind + rest };
  const [, actionOnKey] = denialOfUnnamedKey.exec(message) ?? [];
  return actionOnKey ? { action: actionOnKey, resource: 'key' } : undefined;
}

/**
 * An error as one line of the log, with the invocation in which it happened. The message is left out, because it may quote
 * what was sent; name and trace are enough. Of a call that AWS denied, the line has the action and the resource. `requestId` is
 * named as in Lambda's own lines, so that one query finds both.
 */
export function errorLine(
  { invocation }: Pick<Host, 'invocation'>,
  error: unknown,
  about: Readonly<Record<string, string>> = {},
): string {
  const given = error instanceof Error ? error : new Error('not an error');
  const { name, message, stack } = given;
  const denied = denialIn(given);
  // The stack begins with the message, and a message can have lines that begin like those of the trace.
  const lines = (stack ?? '').replace(message, '').split('\n');
  const trace = lines.filter((line) => frame.test(line));
  return JSON.stringify({
    level: 'error',
    ...(invocation && { requestId: invocation.requestID, coldStart: invocation.isColdStart }),
    ...about,
    error: name,
    ...(denied && { denied }),
    trace: trace.slice(0, 8),
  });
}
