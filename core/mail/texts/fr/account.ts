import type { AccountKinds, MessageOf } from '../../messages.ts';
import type { TextContext, Texts, Wording } from '../../wording.ts';
import {
  adviceOnChange,
  adviceToIgnore,
  factorPhrase,
  methodTitles,
  resetPasswordLink,
  titlePhrase,
} from './phrases.ts';

export const account: Texts<AccountKinds> = {
  'address-has-account': (_message, { pages }) => ({
    heading: 'Vous avez déjà un compte',
    paragraphs: [
      'Quelqu’un a essayé de s’inscrire avec cette adresse e-mail, mais vous avez déjà un compte. Rien n’a été modifié. Si vous avez oublié votre mot de passe, vous pouvez le réinitialiser depuis la page de connexion.',
    ],
    link: { label: 'Se connecter', url: pages.signIn },
    advice: adviceToIgnore,
  }),

  'no-account': (_message, { pages }) => ({
    heading: 'Aucun compte n’est associé à cette adresse e-mail',
    paragraphs: [
      'Quelqu’un a demandé à réinitialiser un mot de passe, mais aucun compte n’est associé à cette adresse e-mail. Vous vous êtes peut-être inscrit avec une autre adresse.',
    ],
    link: { label: 'Créer un compte', url: pages.register },
    advice: adviceToIgnore,
  }),

  'password-reset-requested': ({ token, expiresAt }, { pages, formats, now }) => ({
    heading: 'Réinitialisez votre mot de passe',
    paragraphs: [
      `Utilisez le lien ci-dessous pour choisir un nouveau mot de passe. Il ne fonctionne qu’une fois et expire dans ${formats.duration((expiresAt - now) / 1000)}.`,
      'Un nouveau mot de passe ferme toutes vos sessions et supprime vos clés SSH. Vos méthodes d’authentification multifacteur restent inchangées.',
    ],
    link: { label: 'Choisir un nouveau mot de passe', url: pages.resetPassword(token) },
    advice: {
      text: 'Si ce n’était pas vous, ignorez cet e-mail. Votre mot de passe reste inchangé.',
    },
  }),

  'password-reset': ({ keysRemoved }, context) => ({
    heading: 'Votre mot de passe a été réinitialisé',
    paragraphs: [
      'Vous pouvez maintenant vous connecter avec votre nouveau mot de passe. Toutes vos sessions ont été fermées ; vos méthodes d’authentification multifacteur restent inchangées.',
      ...(keysRemoved > 0
        ? [
            'Vos clés SSH ont été supprimées. Ajoutez de nouveau dans vos paramètres celles que vous utilisez encore.',
          ]
        : []),
    ],
    link: { label: 'Se connecter', url: context.pages.signIn },
    advice: {
      text: 'Si ce n’était pas vous, quelqu’un d’autre peut lire vos e-mails. Sécurisez d’abord votre boîte aux lettres, puis réinitialisez de nouveau votre mot de passe.',
      link: resetPasswordLink(context),
    },
  }),

  'password-changed': ({ keysRemoved, keysKept }, context) => ({
    heading: 'Votre mot de passe a été modifié',
    paragraphs: [
      'Désormais, connectez-vous avec votre nouveau mot de passe. Vos autres sessions ont été fermées.',
      ...keysAfterChange({ keysRemoved, keysKept }, context),
    ],
    advice: adviceOnChange(context),
  }),

  'password-removed': ({ keysRemoved, keysKept }, context) => ({
    heading: 'Votre mot de passe a été supprimé',
    paragraphs: [
      'Désormais, seule une clé d’accès permet de se connecter à votre compte, et plus aucun mot de passe. Vos autres sessions ont été fermées.',
      ...keysAfterChange({ keysRemoved, keysKept }, context),
      'Pour avoir de nouveau un mot de passe, définissez-en un dans vos paramètres. Si vous perdez vos clés d’accès, demandez le lien de réinitialisation et préparez un code de récupération.',
    ],
    link: { label: 'Ouvrir les paramètres', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'factor-enabled': (message, context) =>
    message.undo === undefined
      ? anotherFactorEnabled(message, context)
      : firstFactorEnabled(message, message.undo, context),

  'factor-disabled': (message, context) => ({
    heading: message.isLast
      ? 'L’authentification multifacteur est maintenant désactivée'
      : `Méthode supprimée de votre compte : ${methodTitles[message.method]}`,
    paragraphs: message.isLast
      ? [
          `Vous avez supprimé votre dernière méthode : ${factorPhrase(message, context)}. Votre compte n’est plus protégé que par votre mot de passe, et vos codes de récupération ne fonctionnent plus.`,
        ]
      : [`Cette méthode ne peut plus être utilisée : ${factorPhrase(message, context)}.`],
    link: message.isLast
      ? { label: 'La réactiver', url: context.pages.activate }
      : { label: 'Gérer les méthodes', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'factor-preferred': (message, context) => ({
    heading: 'Votre méthode préférée a changé',
    paragraphs: [
      `Lors de la connexion, cette méthode est maintenant proposée en premier : ${factorPhrase(message, context)}. Vous pouvez toujours en choisir une autre.`,
    ],
    advice: adviceOnChange(context),
  }),

  'factor-renamed': ({ method, name, before }, context) => ({
    heading: 'L’une de vos méthodes a été renommée',
    paragraphs: [`${titlePhrase(method)} : « ${before} » s’appelle maintenant « ${name} ».`],
    advice: adviceOnChange(context),
  }),

  'passkey-copied': (message, context) => ({
    heading: 'Une clé d’accès a peut-être été copiée',
    paragraphs: [
      `Quelqu’un a essayé d’utiliser cette méthode et a été refusé : ${factorPhrase(message, context)}. Son compteur de signatures a reculé, ce qui arrive lorsqu’une clé de sécurité a été copiée.`,
      'Désactivez cette clé d’accès dans vos paramètres et activez-en une nouvelle.',
    ],
    link: { label: 'Gérer les méthodes', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'activation-undone': ({ token, expiresAt }, { pages, formats, now }) => ({
    heading: 'L’activation de l’authentification multifacteur a été annulée',
    paragraphs: [
      'Le lien de notre e-mail a été utilisé pour annuler l’activation. Toutes les méthodes et clés SSH ont été supprimées, toutes les sessions ont été fermées, et votre ancien mot de passe ne fonctionne plus.',
      `Utilisez le lien ci-dessous pour choisir un nouveau mot de passe. Il ne fonctionne qu’une fois et expire dans ${formats.duration((expiresAt - now) / 1000)}.`,
    ],
    link: { label: 'Choisir un nouveau mot de passe', url: pages.resetPassword(token) },
    advice: {
      text: 'Si ce n’était pas vous, quelqu’un d’autre peut lire vos e-mails. Sécurisez d’abord votre boîte aux lettres, puis choisissez un nouveau mot de passe avec le lien ci-dessus.',
    },
  }),

  'recovery-code-used': (_message, context) => ({
    heading: 'Un code de récupération a été utilisé',
    paragraphs: [
      'Un code de récupération a été saisi à la place d’un code de vérification. Il ne fonctionnera pas une seconde fois.',
      'Si vous avez perdu un appareil, supprimez sa méthode dans vos paramètres et ajoutez-en une nouvelle. Vous pouvez aussi y créer de nouveaux codes de récupération.',
    ],
    link: { label: 'Ouvrir les paramètres', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'recovery-codes-regenerated': (_message, context) => ({
    heading: 'Vous avez de nouveaux codes de récupération',
    paragraphs: [
      'De nouveaux codes de récupération ont été créés pour votre compte. Conservez-les en lieu sûr ; les anciens ne fonctionnent plus.',
    ],
    advice: adviceOnChange(context),
  }),

  'sign-in-code-failed': (message, context) => {
    if (message.signedIn) return codeFailedInSession(message, context);
    return message.byKey ? codeFailedAfterKey(message, context) : codeFailedAfterPassword(message, context);
  },

  'signed-in-from-new-device': (_message, context) => ({
    heading: 'Nouvelle connexion à votre compte',
    paragraphs: [
      'Quelqu’un s’est connecté à votre compte depuis un navigateur, une ligne de commande ou un réseau qui n’avait pas encore été utilisé avec lui. Si c’était vous, vous n’avez rien à faire.',
      'Vos paramètres indiquent les appareils avec lesquels vous vous êtes connecté. Vous pouvez supprimer ceux que vous n’utilisez plus.',
    ],
    link: { label: 'Gérer les appareils', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'key-added': ({ name, fingerprint }, context) => ({
    heading: 'Une clé SSH a été ajoutée à votre compte',
    paragraphs: [
      `Vous pouvez maintenant vous connecter depuis une ligne de commande avec la clé SSH « ${name} » (${fingerprint}). Si l’authentification multifacteur est activée, votre second facteur vous sera toujours demandé.`,
    ],
    advice: adviceOnChange(context),
  }),

  'key-removed': ({ name, fingerprint }, context) => ({
    heading: 'Une clé SSH a été supprimée de votre compte',
    paragraphs: [
      `La clé SSH « ${name} » (${fingerprint}) ne permet plus de se connecter. Vos autres sessions ont été fermées.`,
    ],
    advice: adviceOnChange(context),
  }),

  'language-changed': ({ language }, context) => ({
    heading: 'La langue de votre compte a changé',
    paragraphs: [
      `Les e-mails concernant votre compte et les pages associées sont maintenant dans cette langue : ${language}.`,
    ],
    link: { label: 'Ouvrir les paramètres', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'account-deletion-requested': ({ dueAt }, context) => ({
    heading: `Votre compte sera supprimé le ${context.formats.instant(dueAt)}`,
    paragraphs: [
      'Vous avez demandé la suppression de votre compte. Vos autres sessions ont été fermées. Jusqu’à cette date, vous pouvez conserver le compte : connectez-vous et confirmez-le sur la page d’accueil.',
      'Ensuite, le compte, ses méthodes, ses clés SSH et son journal de sécurité seront supprimés, et personne ne pourra les récupérer. Les organisations dont vous êtes le seul membre seront supprimées avec lui.',
    ],
    link: { label: 'Conserver mon compte', url: context.pages.signIn },
    advice: {
      text: 'Si ce n’était pas vous, quelqu’un d’autre a accès à votre compte. Réinitialisez votre mot de passe maintenant, connectez-vous et conservez le compte.',
      link: resetPasswordLink(context),
    },
  }),

  'account-kept': (_message, context) => ({
    heading: 'Votre compte est conservé',
    paragraphs: ['La suppression de votre compte a été annulée. Tout reste en l’état.'],
    link: { label: 'Gérer le compte', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'account-deletion-stopped': ({ organization }, context) => ({
    heading: 'Votre compte n’a pas été supprimé',
    paragraphs: [
      `Vous êtes devenu le seul propriétaire de ${organization.name}, qui a d’autres membres. Votre compte est conservé jusqu’à ce que vous nommiez un autre membre propriétaire ou que vous supprimiez l’organisation. Vous pourrez alors de nouveau supprimer le compte.`,
    ],
    link: { label: `Ouvrir ${organization.name}`, url: context.pages.organization(organization.id) },
    advice: {
      text: 'Si vous n’avez pas demandé la suppression de votre compte, quelqu’un d’autre y a accès. Réinitialisez votre mot de passe maintenant.',
      link: resetPasswordLink(context),
    },
  }),

  'account-deleted': () => ({
    heading: 'Votre compte a été supprimé',
    paragraphs: [
      'Votre compte et tout ce qui lui appartenait ont été supprimés, comme demandé. C’est le dernier e-mail à ce sujet.',
    ],
    advice: {
      text: 'Si vous souhaitez revenir, vous pouvez vous inscrire de nouveau avec cette adresse e-mail.',
    },
  }),
};

type FactorEnabled = MessageOf<AccountKinds, 'factor-enabled'>;

function firstFactorEnabled(
  message: FactorEnabled,
  undo: NonNullable<FactorEnabled['undo']>,
  context: TextContext,
): Wording {
  const { pages, formats, now } = context;
  return {
    heading: 'L’authentification multifacteur est maintenant activée',
    paragraphs: [
      `Félicitations ! Votre compte est maintenant protégé par plus qu’un mot de passe. Vous avez activé : ${factorPhrase(message, context)}.`,
      'Conservez vos codes de récupération en lieu sûr : chacun vous permet de vous connecter une fois si vous n’avez plus accès à votre méthode. Nous vous conseillons d’ajouter aussi une seconde méthode.',
      'Vos autres sessions ont été fermées.',
    ],
    link: { label: 'Gérer les méthodes', url: pages.settings },
    advice: {
      text: `Si ce n’était pas vous, annulez ce changement dans un délai de ${formats.duration((undo.expiresAt - now) / 1000)}. L’authentification multifacteur sera supprimée, toutes les sessions seront fermées et vous pourrez choisir un nouveau mot de passe.`,
      link: { label: 'Annuler ce changement', url: pages.undoActivation(undo.token) },
    },
  };
}

function anotherFactorEnabled(message: FactorEnabled, context: TextContext): Wording {
  return {
    heading: `Méthode ajoutée à votre compte : ${methodTitles[message.method]}`,
    paragraphs: [
      `Félicitations ! Vous avez un autre moyen de confirmer votre identité : ${factorPhrase(message, context)}.`,
      'Vos autres sessions ont été fermées.',
    ],
    link: { label: 'Gérer les méthodes', url: context.pages.settings },
    advice: adviceOnChange(context),
  };
}

type CodeFailed = MessageOf<AccountKinds, 'sign-in-code-failed'>;

const ifMistyped =
  'Si vous avez fait une faute de frappe dans le code, vous n’avez rien à faire. Si ce n’était pas vous,';

function codeFailedInSession({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Une personne connectée à votre compte a saisi un code incorrect',
    paragraphs: [`La confirmation d’identité a échoué. Rien n’a été modifié. ${methodSentence(method)}`],
    advice: {
      text: `${ifMistyped} réinitialisez votre mot de passe maintenant : toutes les sessions seront fermées.`,
      link: resetPasswordLink(context),
    },
  };
}

function codeFailedAfterPassword({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Quelqu’un a saisi votre mot de passe, puis un code incorrect',
    paragraphs: [
      `Le mot de passe était correct, le code ne l’était pas. Personne n’a été connecté. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} quelqu’un d’autre connaît votre mot de passe : réinitialisez-le maintenant.`,
      link: resetPasswordLink(context),
    },
  };
}

function codeFailedAfterKey({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Quelqu’un a utilisé votre clé SSH, puis saisi un code incorrect',
    paragraphs: [
      `La clé SSH était correcte, le code ne l’était pas. Personne n’a été connecté. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} quelqu’un d’autre a votre clé SSH : supprimez-la maintenant dans vos paramètres.`,
      link: { label: 'Gérer les clés SSH', url: context.pages.settings },
    },
  };
}

const keysAfterChange = (
  {
    keysRemoved,
    keysKept,
  }: { readonly keysRemoved: readonly string[]; readonly keysKept: readonly string[] },
  { formats }: TextContext,
): readonly string[] => [
  ...(keysRemoved.length > 0
    ? [
        `Clés SSH supprimées : ${formats.list(keysRemoved)}. Ajoutez de nouveau dans vos paramètres celles que vous utilisez encore.`,
      ]
    : []),
  ...(keysKept.length > 0
    ? [`Clés SSH qui permettent toujours de se connecter : ${formats.list(keysKept)}.`]
    : []),
];

const methodSentence = (method: CodeFailed['method']) => `Méthode : ${methodTitles[method]}.`;
