import type { Language } from '../../wording.ts';
import { account } from './account.ts';
import { codes } from './codes.ts';
import { operator } from './operator.ts';
import { organization } from './organization.ts';

export const german: Language = {
  tag: 'de',
  locale: 'de',
  account,
  organization,
  operator,
  codes,
  labels: {
    dateAndTime: (date, time) => `${date} um ${time}`,
    when: (instant) => `Wann: ${instant}`,
    from: (networkAddress) => `Von: ${networkAddress}`,
    browser: (browser) => `Browser oder Programm: ${browser}`,
    programs: {
      on: (program, system) => `${program} unter ${system}`,
      names: {
        'mfa command line': 'mfa-Befehlszeile',
        'a browser we do not know': 'unbekannter Browser',
        'an unknown program': 'unbekanntes Programm',
        'operator command': 'Befehl des Betreibers',
        'scheduled job': 'geplanter Vorgang',
      },
    },
    support: (emailAddress) =>
      `Fragen? Antworten Sie auf diese E-Mail oder schreiben Sie an ${emailAddress}.`,
  },
};
