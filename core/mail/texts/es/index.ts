import type { Language } from '../../wording.ts';
import { account } from './account.ts';
import { codes } from './codes.ts';
import { operator } from './operator.ts';
import { organization } from './organization.ts';

export const spanish: Language = {
  tag: 'es',
  locale: 'es',
  account,
  organization,
  operator,
  codes,
  labels: {
    dateAndTime: (date, time) => `${date}, ${time}`,
    when: (instant) => `Cuándo: ${instant}`,
    from: (networkAddress) => `Desde: ${networkAddress}`,
    browser: (browser) => `Navegador o programa: ${browser}`,
    programs: {
      on: (program, system) => `${program} en ${system}`,
      names: {
        'mfa command line': 'línea de comandos mfa',
        'a browser we do not know': 'navegador desconocido',
        'an unknown program': 'programa desconocido',
        'operator command': 'comando del operador',
        'scheduled job': 'tarea programada',
      },
    },
    support: (emailAddress) => `¿Preguntas? Responda a este correo o escriba a ${emailAddress}.`,
  },
};
