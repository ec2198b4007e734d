/** How instants, times and lists are written in a mail. */
export type Formats = ReturnType<typeof formatsFor>;

const secondsOf = { day: 86_400, hour: 3600, minute: 60 } as const;

/**
 * Formats for one locale and one time zone.
 * @param locale A BCP 47 tag, such as `en-GB`.
 * @param timeZone A name from the IANA time zone database, such as `Europe/Berlin`.
 * @param dateAndTime Joins a formatted date and a formatted time of day.
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
  const conjunctions = new Intl.ListFormat(locale, { type: 'conjunction' });
  const alternatives = new Intl.ListFormat(locale, { type: 'disjunction' });
  return {
    /** @param at Epoch milliseconds. */
    instant: (at: number) => dateAndTime(date.format(at), time.format(at)),
    /** `7 days`, `24 hours` or `10 minutes`. Rounded down, so that a mail never promises more time than there is. */
    duration: (seconds: number) => {
      const unit = unitFor(seconds);
      const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
      return format.format(Math.max(1, Math.floor(seconds / secondsOf[unit])));
    },
    /** `a, b and c`. */
    list: (items: readonly string[]) => conjunctions.format(items),
    /** `a, b or c`. */
    alternatives: (items: readonly string[]) => alternatives.format(items),
  };
}

function unitFor(seconds: number): keyof typeof secondsOf {
  if (seconds >= 2 * secondsOf.day) return 'day';
  return seconds >= secondsOf.hour ? 'hour' : 'minute';
}
