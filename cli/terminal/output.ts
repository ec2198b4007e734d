import { createColors } from 'picocolors';
import { format } from '../texts/index.ts';
import { jsonLine, localTime, printable } from './printable.ts';

const patienceMilliseconds = 700;
const weekMilliseconds = 7 * 86_400_000;
const clearLine = '\r\u001b[K';

/**
 * What the command prints. Results go to stdout: as JSON, as a table on a terminal, or as lines with tabs for other
 * programs. Everything else goes to stderr.
 */
export class Output {
  readonly colors: ReturnType<typeof createColors>;
  readonly isTerminal: boolean;
  readonly isJson: boolean;
  /** Whether it is a terminal that has colors, even if the user does not want them. */
  readonly canPaint: boolean;

  constructor(isJson: boolean, environment: Readonly<Record<string, string | undefined>>) {
    this.isJson = isJson;
    this.isTerminal = process.stdout.isTTY === true;
    this.canPaint = this.isTerminal && environment['TERM'] !== 'dumb';
    this.colors = createColors(this.canPaint && !environment['NO_COLOR']);
  }

  /** An instant for a table: on a terminal, what was in the last week is `3h ago`. */
  moment(iso: string | null, now = Date.now()): string {
    const at = iso === null ? Number.NaN : Date.parse(iso);
    const isRecent = at <= now && at > now - weekMilliseconds;
    return this.isTerminal && isRecent ? format.fromNow(at - now) : localTime(iso);
  }

  /** Columns and rows of characters; the usual ones where the terminal does not say. */
  get windowSize(): { readonly columns: number; readonly rows: number } {
    return { columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 };
  }

  json(value: unknown): void {
    process.stdout.write(`${jsonLine(value)}\n`);
  }

  line(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  /** A remark for the user, never part of the result. */
  note(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  /** Waits for something that may take long. If it does, a terminal shows what it is waiting for. */
  async waiting<T>(what: string, work: Promise<T>): Promise<T> {
    if (process.stderr.isTTY !== true) return work;
    let isShown = false;
    const timer = setTimeout(() => {
      isShown = true;
      process.stderr.write(`${what} …`);
    }, patienceMilliseconds);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      if (isShown) process.stderr.write(clearLine);
    }
  }

  /** What was done; nothing if the result is JSON. */
  done(text: string): void {
    if (!this.isJson) this.line(text);
  }

  /** Lines of a label and a value, with the values in one column. */
  facts(facts: readonly (readonly [label: string, value: string])[]): void {
    const width = Math.max(...facts.map(([label]) => label.length));
    for (const [label, value] of facts) this.line(`${label.padEnd(width)}  ${value}`);
  }

  async table(head: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
    const cells = rows.map((row) => row.map(printable));
    if (!this.isTerminal) {
      for (const row of cells) this.line(row.join('\t'));
      return;
    }
    const { layOutTable } = await import('./table.ts');
    const { columns } = this.windowSize;
    for (const line of layOutTable(head, cells, columns, this.colors.bold)) this.line(line);
  }
}
