import { inOneLine } from '../../core/kernel/display-name.ts';

/**
 * Rows as CSV (RFC 4180). Names are chosen by members, so a cell that a spreadsheet would take for a formula gets a leading
 * quote, which makes it text, and a cell that contains other separators is quoted.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** The beginnings of formulas, also in their full-width forms, which some spreadsheets accept. */
const formula = /^\s*[=+\-@|\uff1d\uff0b\uff0d\uff20]/;

function cell(value: string): string {
  const shown = inOneLine(value);
  const text = formula.test(shown) ? `'${shown}` : shown;
  return /[",;|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
