/** The forms of a phrase that depends on a count; `#` is replaced by the count. A language has those that it needs. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Numbers, counts, waits and lists as a locale writes them. Instants are ISO 8601 in every language: see `localTime`. */
export interface Formats {
  number(value: number): string;
  /** The form of a phrase for a count: `plural(2, { one: '# try', other: '# tries' })` is `2 tries`. */
  plural(count: number, forms: Forms): string;
  /** A wait: `1 second`, `90 seconds`, `15 minutes`, `3 hours`. It is rounded up. */
  duration(seconds: number): string;
  /** How long ago, or until when: `3m ago`, `in 2d`. Nothing is rounded up. */
  fromNow(milliseconds: number): string;
  /** `A`, `A and B`, `A, B and C` */
  list(items: readonly string[]): string;
  /** `A`, `A or B` */
  choice(items: readonly string[]): string;
}

const relativeUnits = [
  ['year', 365 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** @param locale a BCP 47 tag, such as `en-GB` */
export function formatsFor(locale: string): Formats {
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const choices = new Intl.ListFormat(locale, { type: 'disjunction' });
  const relatives = new Intl.RelativeTimeFormat(locale, { style: 'narrow' });
  const measure = (value: number, unit: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  return {
    number: (value) => numbers.format(value),
    plural: (count, forms) =>
      (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count)),
    duration: (seconds) => {
      if (seconds < 120) return measure(seconds, 'second');
      const minutes = Math.ceil(seconds / 60);
      return minutes < 120 ? measure(minutes, 'minute') : measure(Math.ceil(minutes / 60), 'hour');
    },
    fromNow: (milliseconds) => {
      const [unit, size] = relativeUnits.find(([, one]) => Math.abs(milliseconds) >= one) ?? ['second', 1000];
      return relatives.format(Math.trunc(milliseconds / size), unit);
    },
    list: (items) => lists.format(items),
    choice: (items) => choices.format(items),
  };
}
