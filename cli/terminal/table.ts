import stringWidth from 'fast-string-width';

/** How many columns a text takes: two for wide characters, and for an emoji as a whole, whatever it is joined from. */
export const widthOf = (text: string): number => stringWidth(text);

/** A text with blanks up to a width. */
export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

const gap = 2;
/** A column is not made narrower than this: words would fall to pieces. */
const narrowest = 12;

/**
 * Lines of a table that is at most as wide as the window. Long texts continue on the next line of their column, except ids,
 * which people copy. If that is not enough, each row becomes lines of a title and a value.
 * @param emphasize how titles are written; it must not change their width
 */
export function layOutTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
  emphasize: (title: string) => string,
): readonly string[] {
  const widths = fit(head, rows, columns - gap * (head.length - 1));
  if (!widths) return records(head, rows, columns, emphasize);
  const titles = head.map((title, column) => emphasize(pad(title, widths[column] ?? 0)));
  return [titles, ...rows.flatMap((row) => linesOf(row, widths))].map((cells) =>
    cells.join(' '.repeat(gap)).trimEnd(),
  );
}

/** The widths of the columns, or undefined if they do not fit. */
function fit(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
): readonly number[] | undefined {
  const cells = head.map((_, column) => rows.map((row) => row[column] ?? ''));
  const widths = head.map((title, column) => Math.max(...[title, ...(cells[column] ?? [])].map(widthOf)));
  const least = head.map((title, column) => leastWidth(title, cells[column] ?? [], widths[column] ?? 0));
  for (;;) {
    if (widths.reduce((sum, width) => sum + width, 0) <= room) return widths;
    const reducible = widths.map((width, column) => (width > (least[column] ?? 0) ? width : 0));
    const widest = Math.max(...reducible);
    if (widest === 0) return undefined;
    widths[reducible.indexOf(widest)] = widest - 1;
  }
}

const isID = (text: string) => /^[\w-]*$/.test(text);

/** A column of ids and short words stays as it is. */
function leastWidth(title: string, cells: readonly string[], natural: number): number {
  return cells.every(isID) ? natural : Math.min(natural, Math.max(widthOf(title), narrowest));
}

/** A row as one or more lines of padded cells. */
function linesOf(row: readonly string[], widths: readonly number[]): readonly (readonly string[])[] {
  const wrapped = widths.map((width, column) => wrap(row[column] ?? '', width));
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    wrapped.map((lines, column) => pad(lines[line] ?? '', widths[column] ?? 0)),
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Breaks a text at blanks, or inside a word that is too long, but never inside what is read as one character. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const { segment } of graphemes.segment(text)) {
    if (line !== '' && widthOf(line + segment) > width) {
      const blank = line.lastIndexOf(' ');
      const end = segment === ' ' || blank < 1 ? line.length : blank;
      lines.push(line.slice(0, end));
      line = line.slice(end).trimStart();
      if (line === '' && segment === ' ') continue;
    }
    line += segment;
  }
  return [...lines, line];
}

/** For a narrow window: a title and a value per line, and an empty line between rows. Empty values are left out. */
function records(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
  emphasize: (title: string) => string,
): readonly string[] {
  const titleWidth = Math.max(...head.map(widthOf));
  const valueWidth = Math.max(1, columns - titleWidth - gap);
  return rows.flatMap((row, index) => [
    ...(index > 0 ? [''] : []),
    ...head.flatMap((title, column) => {
      const value = row[column] ?? '';
      if (value === '') return [];
      // An id is broken by the terminal, which puts it together again when it is copied.
      const lines = isID(value) ? [value] : wrap(value, valueWidth);
      return lines.map((line, number) => {
        const shown = number === 0 ? title : '';
        return `${emphasize(pad(shown, titleWidth))}${' '.repeat(gap)}${line}`.trimEnd();
      });
    }),
  ]);
}
