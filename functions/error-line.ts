/** An error as one line of the log. Its message may quote what was sent; its name and trace say enough. */
export function errorLine(error: unknown, about: Readonly<Record<string, string>> = {}): string {
  const { name, stack } = error instanceof Error ? error : new Error('not an error');
  const trace = (stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return JSON.stringify({ level: 'error', ...about, error: name, trace: trace.slice(0, 8) });
}
