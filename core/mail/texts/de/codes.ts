import type { CodeKinds } from '../../messages.ts';
import type { TextContext, Texts, Wording } from '../../wording.ts';
import { resetPasswordLink } from './phrases.ts';

export const codes: Texts<CodeKinds> = {
  'sign-in': (message, context) => ({
    ...oneTimePassword(message, 'um sich anzumelden', context),
    advice: adviceOnKnownPassword(context),
  }),

  activation: (message, context) => ({
    ...oneTimePassword(message, 'um die Aktivierung dieser Methode abzuschließen', context),
    advice: adviceOnKnownPassword(context),
  }),

  'step-up': (message, context) => ({
    ...oneTimePassword(message, 'um Ihre Identität zu bestätigen', context),
    advice: {
      text: 'Falls Sie das nicht waren, ist jemand anderes in Ihrem Konto angemeldet. Geben Sie den Code an niemanden weiter und setzen Sie jetzt Ihr Passwort zurück: Das beendet alle Sitzungen.',
      link: resetPasswordLink(context),
    },
  }),

  registration: (message, context) => ({
    ...oneTimePassword(message, 'um Ihr Konto zu erstellen', context),
    link: {
      label: 'Konto ohne den Code erstellen',
      url: context.pages.verifyEmail(message.registrationID, message.token),
    },
    advice: {
      text: 'Falls Sie das nicht waren, ignorieren Sie diese E-Mail. Ohne den Code oder den Link wird kein Konto erstellt.',
    },
  }),
};

/** The code is at the end of the subject and at the beginning of the text, where people and scripts look for it. */
function oneTimePassword(
  { code, expiresAt }: { readonly code: string; readonly expiresAt: number },
  purpose: string,
  { brand, formats, now }: TextContext,
): Pick<Wording, 'heading' | 'subject' | 'paragraphs'> {
  return {
    heading: `${code} ist Ihr Bestätigungscode.`,
    subject: `Ihr Bestätigungscode für ${brand}: ${code}`,
    paragraphs: [
      `Geben Sie ihn ein, ${purpose}. Er funktioniert einmal und ist noch ${formats.duration((expiresAt - now) / 1000)} gültig.`,
    ],
  };
}

const adviceOnKnownPassword = (context: TextContext): Wording['advice'] => ({
  text: 'Falls Sie das nicht waren, kennt jemand anderes Ihr Passwort. Geben Sie den Code an niemanden weiter und setzen Sie jetzt Ihr Passwort zurück.',
  link: resetPasswordLink(context),
});
