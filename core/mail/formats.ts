/** How instants, times and lists are written in a mail. */
export type Formats = ReturnType<typeof formatsFor>;

const secondsOf = { day: 86_400, hour: 3600, minute: 60 } as const;

/**
 * Writes by the rules of one locale, and in one time zone.
 * @param locale BCP 47, as `en-GB`.
 * @param timeZone A name of the IANA time zone database, as `Europe/Berlin`.
 * @param dateAndTime Joins a date and a time of day, as the language does in a sentence.
 */
export function formatsFor(
  locale: string,
  timeZone: string,
  dateAndTime: (date: string, time: string) => string,
) {
  const date = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  const time = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const alternatives = new Intl.ListFormat(locale, { type: 'disjunction' });
  return {
    /** @param at Epoch milliseconds. */
    instant: (at: number) => dateAndTime(date.format(at), time.format(at)),
    /** As `7 days`, `24 hours` or `10 minutes`: rounded down, so that nothing is said to last longer than it does. */
    duration: (seconds: number) => {
      const unit = unitFor(seconds);
      const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
      return format.format(Math.max(1, Math.floor(seconds / secondsOf[unit])));
    },
    /** As `a, b or c`. */
    alternatives: (items: readonly string[]) => alternatives.format(items),
  };
}

function unitFor(seconds: number): keyof typeof secondsOf {
  if (seconds >= 2 * secondsOf.day) return 'day';
  return seconds >= secondsOf.hour ? 'hour' : 'minute';
}
