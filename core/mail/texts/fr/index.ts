import type { Language } from '../../wording.ts';
import { account } from './account.ts';
import { codes } from './codes.ts';
import { operator } from './operator.ts';
import { organization } from './organization.ts';

export const french: Language = {
  tag: 'fr',
  locale: 'fr',
  account,
  organization,
  operator,
  codes,
  labels: {
    dateAndTime: (date, time) => `${date} à ${time}`,
    when: (instant) => `Date : ${instant}`,
    from: (networkAddress) => `Provenance : ${networkAddress}`,
    browser: (browser) => `Navigateur ou programme : ${browser}`,
    programs: {
      on: (program, system) => `${program} sous ${system}`,
      names: {
        'mfa command line': 'ligne de commande mfa',
        'a browser we do not know': 'navigateur inconnu',
        'an unknown program': 'programme inconnu',
        'operator command': 'commande de l’opérateur',
        'scheduled job': 'tâche planifiée',
      },
    },
    support: (emailAddress) => `Des questions ? Répondez à cet e-mail ou écrivez à ${emailAddress}.`,
  },
};
