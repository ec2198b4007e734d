import type { CodeKinds } from '../../messages.ts';
import type { TextContext, Texts, Wording } from '../../wording.ts';
import { resetPasswordLink } from './phrases.ts';

export const codes: Texts<CodeKinds> = {
  'sign-in': (message, context) => ({
    ...oneTimePassword(message, 'vous connecter', context),
    advice: adviceOnKnownPassword(context),
  }),

  activation: (message, context) => ({
    ...oneTimePassword(message, 'terminer l’activation de cette méthode', context),
    advice: adviceOnKnownPassword(context),
  }),

  'step-up': (message, context) => ({
    ...oneTimePassword(message, 'confirmer votre identité', context),
    advice: {
      text: 'Si ce n’était pas vous, quelqu’un d’autre est connecté à votre compte. Ne communiquez ce code à personne et réinitialisez votre mot de passe maintenant : toutes les sessions seront fermées.',
      link: resetPasswordLink(context),
    },
  }),

  registration: (message, context) => ({
    ...oneTimePassword(message, 'créer votre compte', context),
    link: {
      label: 'Créer le compte sans le code',
      url: context.pages.verifyEmail(message.registrationID, message.token),
    },
    advice: {
      text: 'Si ce n’était pas vous, ignorez cet e-mail. Aucun compte n’est créé sans le code ou le lien.',
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
    heading: `${code} est votre code de vérification.`,
    subject: `Votre code de vérification ${brand} : ${code}`,
    paragraphs: [
      `Saisissez-le pour ${purpose}. Il ne fonctionne qu’une fois et expire dans ${formats.duration((expiresAt - now) / 1000)}.`,
    ],
  };
}

const adviceOnKnownPassword = (context: TextContext): Wording['advice'] => ({
  text: 'Si ce n’était pas vous, quelqu’un d’autre connaît votre mot de passe. Ne communiquez ce code à personne et réinitialisez votre mot de passe maintenant.',
  link: resetPasswordLink(context),
});
