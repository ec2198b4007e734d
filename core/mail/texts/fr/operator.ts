import type { OperatorKinds } from '../../messages.ts';
import type { Texts } from '../../wording.ts';
import { resetPasswordLink, withoutPassword } from './phrases.ts';

export const operator: Texts<OperatorKinds> = {
  'operator-reset-requested': ({ dueAt, token, reason }, context) => ({
    heading: 'Votre authentification multifacteur va être réinitialisée',
    paragraphs: [
      `L’opérateur de ce service a reçu une demande de réinitialisation.${reasonSentence(reason)}`,
      `Après le ${context.formats.instant(dueAt)}, toutes vos méthodes et tous vos codes de récupération seront supprimés et toutes vos sessions seront fermées, sauf si la réinitialisation est annulée. D’ici là, rien ne change.`,
    ],
    link: { label: 'Annuler la réinitialisation', url: context.pages.cancelReset(token) },
    advice: {
      text: 'Si ce n’était pas vous, annulez la réinitialisation avec le lien ci-dessus, puis réinitialisez votre mot de passe : quelqu’un essaie peut-être d’accéder à votre compte.',
      link: resetPasswordLink(context),
    },
  }),

  'operator-reset-withdrawn': () => ({
    heading: 'Votre authentification multifacteur ne sera pas réinitialisée',
    paragraphs: ['L’opérateur de ce service a retiré la réinitialisation. Rien n’a été modifié.'],
    advice: {
      text: 'Si vous avez encore besoin de la réinitialisation, adressez-vous à nouveau à l’opérateur.',
    },
  }),

  'operator-reset-cancelled': () => ({
    heading: 'La réinitialisation de votre authentification multifacteur a été annulée',
    paragraphs: [
      'Le lien de notre e-mail a été utilisé pour annuler la réinitialisation prévue par l’opérateur de ce service. Rien n’a été modifié.',
    ],
    advice: {
      text: 'Si ce n’était pas vous, quelqu’un d’autre peut lire vos e-mails. Sécurisez d’abord votre boîte aux lettres, puis contactez l’opérateur de ce service.',
    },
  }),

  'operator-reset': ({ reason }, context) => ({
    heading: 'Votre authentification multifacteur a été réinitialisée',
    paragraphs: [
      `L’opérateur de ce service l’a réinitialisée.${reasonSentence(reason)}`,
      'Toutes vos méthodes et tous vos codes de récupération ont été supprimés, et toutes vos sessions ont été fermées. Connectez-vous avec votre mot de passe et réactivez une méthode dès que possible.',
      withoutPassword,
    ],
    link: { label: 'Activer une méthode', url: context.pages.activate },
    advice: {
      text: 'Si vous n’avez rien demandé, réinitialisez votre mot de passe maintenant, activez une méthode et contactez l’opérateur de ce service.',
      link: resetPasswordLink(context),
    },
  }),

  'methods-unlocked': ({ reason }, context) => ({
    heading: 'Votre authentification multifacteur a été débloquée',
    paragraphs: [
      `L’opérateur de ce service l’a débloquée.${reasonSentence(reason)}`,
      'Les codes incorrects saisis auparavant ne comptent plus, nous envoyons de nouveau des e-mails à cette adresse et aucun propriétaire d’organisation n’a à confirmer votre compte. Vos méthodes restent inchangées.',
    ],
    advice: {
      text: 'Si vous n’avez rien demandé, quelqu’un connaît peut-être votre mot de passe et a ensuite saisi des codes incorrects : réinitialisez-le maintenant.',
      link: resetPasswordLink(context),
    },
  }),
};

const reasonSentence = (reason: string | undefined) =>
  reason === undefined ? '' : ` Motif indiqué : « ${reason} ».`;
