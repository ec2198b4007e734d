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
    programs: {
      on: (program, system) => `${program} on ${system}`,
      names: {
        'mfa command line': 'mfa command line',
        'a browser we do not know': 'a browser we do not know',
        'an unknown program': 'an unknown program',
        'operator command': 'operator command',
        'scheduled job': 'scheduled job',
      },
    },
    support: (emailAddress) => `Questions? Answer this mail, or write to ${emailAddress}.`,
  },
};
