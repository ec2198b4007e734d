/** A table in Markdown. The columns after the first are numbers where all their cells are. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = (cell: string | undefined) => /^[*<\d., ]*$/.test(cell ?? '');
  const rule = head.map((_, column) => (rows.every((row) => isNumber(row[column])) ? '---:' : '---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** With cents below a hundred dollars. */
export function dollars(amount: number): string {
  if (amount > 0 && amount < 0.005) return '< 0.01';
  const digits = amount < 100 ? 2 : 0;
  return amount.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

export const whole = (count: number): string => count.toLocaleString('en-US', { maximumFractionDigits: 0 });

export const list = (items: readonly string[]): string => new Intl.ListFormat('en').format(items);
