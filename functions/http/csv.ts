import { withoutHidden } from '../../core/kernel/display-name.ts';

/**
 * Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula is made text by a quote before it, and one
 * that it could cut in two where it reads other separators is quoted: names are members' own words.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Also in their full-width forms, which some spreadsheets read alike. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/;

function cell(value: string): string {
  const shown = withoutHidden(value);
  const text = formula.test(shown) ? `'${shown}` : shown;
  return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
