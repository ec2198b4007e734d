/** Days in the user's time zone, for native date fields. */

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `2030-01-31` */
export const toLocalDate = (at: Date): string =>
  `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;

/** The beginning of that day; undefined if the text is not a date. */
export function fromLocalDate(date: string): Date | undefined {
  const at = new Date(`${date}T00:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

export const addDays = (at: Date, days: number): Date =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate() + days);
