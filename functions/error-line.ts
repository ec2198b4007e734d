import type { Host } from './host.ts';

/** A line of a stack trace: a place in a file, and before it at most the name of a function. */
const frame = /^ {4}at (?:[\w$.<>#[\] ]+ \()?(?:async )?[\w$@.:/\\-]+:\d+:\d+\)?$/;

/**
 * An error as one line of the log, with the invocation in which it happened. The message is left out, because it may quote
 * what was sent; name and trace are enough. `requestId` is named as in Lambda's own lines, so that one query finds both.
 */
export function errorLine(
  { invocation }: Pick<Host, 'invocation'>,
  error: unknown,
  about: Readonly<Record<string, string>> = {},
): string {
  const { name, message, stack } = error instanceof Error ? error : new Error('not an error');
  // The stack begins with the message, and a message can have lines that begin like those of the trace.
  const lines = (stack ?? '').replace(message, '').split('\n');
  const trace = lines.filter((line) => frame.test(line));
  return JSON.stringify({
    level: 'error',
    ...(invocation && { requestId: invocation.requestID, coldStart: invocation.isColdStart }),
    ...about,
    error: name,
    trace: trace.slice(0, 8),
  });
}
