import type { Host } from './host.ts';

/**
 * An error as one line of the log, with the invocation in which it happened. The message is left out, because it may quote
 * what was sent; name and trace are enough. `requestId` is named as in Lambda's own lines, so that one query finds both.
 */
export function errorLine(
  { invocation }: Pick<Host, 'invocation'>,
  error: unknown,
  about: Readonly<Record<string, string>> = {},
): string {
  const { name, stack } = error instanceof Error ? error : new Error('not an error');
  const trace = (stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return JSON.stringify({
    level: 'error',
    ...(invocation && { requestId: invocation.requestID, coldStart: invocation.isColdStart }),
    ...about,
    error: name,
    trace: trace.slice(0, 8),
  });
}
