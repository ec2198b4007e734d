import type { Language } from '../../wording.ts';
import { account } from './account.ts';
import { codes } from './codes.ts';
import { operator } from './operator.ts';
import { organization } from './organization.ts';

export const english: Language = {
  tag: 'en',
  // The month is a word and the clock has 24 hours, so that dates are unambiguous in every country.
  locale: 'en-GB',
  account,
  organization,
  operator,
  codes,
  labels: {
    dateAndTime: (date, time) => `${date} at ${time}`,
    when: (instant) => `When: ${instant}`,
    from: (networkAddress) => `From: ${networkAddress}`,
    browser: (browser) => `Browser or program: ${browser}`,
    support: (emailAddress) => `Questions? Answer this mail, or write to ${emailAddress}.`,
  },
};
