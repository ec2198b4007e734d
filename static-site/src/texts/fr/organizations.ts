import type { OrganizationTexts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';

/** What the pages of organizations say in French. */
export const frenchOrganizations = (format: Formats): OrganizationTexts => {
  const { number } = format;
  const members = (count: number) => format.plural(count, { one: '# membre', other: '# membres' });
  const roleOf = (role: string) => (role === 'owner' ? 'propriétaire' : 'membre');

  return {
    list: {
      title: 'Organisations',
      none: 'Vous ne faites encore partie d’aucune organisation. Créez-en une ou demandez à un propriétaire de vous inviter par e-mail.',
    },

    create: {
      title: 'Créer une organisation',
      intro:
        'Vous en devenez propriétaire. Les propriétaires invitent des membres et peuvent exiger l’authentification multifacteur.',
      submit: 'Créer l’organisation',
      submitting: 'Création…',
      done: (name) => `${name} a été créée.`,
    },

    ends: {
      title: 'Supprimer l’organisation',
      text: 'Elle est supprimée sept jours après la demande d’un propriétaire. Tous les membres reçoivent un e-mail, et jusque-là tout propriétaire peut la conserver. Ensuite, ses environnements, ses invitations et son journal de sécurité sont définitivement supprimés. Les comptes de ses membres restent.',
      textAlone:
        'Vous en êtes le seul membre : elle est supprimée immédiatement. Ses environnements, ses invitations et son journal de sécurité sont définitivement supprimés. Votre compte reste.',
      delete: (name) => `Supprimer ${name}`,
      deleting: 'Suppression…',
      deleteTitle: (name) => `Supprimer ${name} ?`,
      confirm: 'Oui, la supprimer',
      planned: (name, when) => `${name} sera supprimée le ${when}. Vous pouvez encore la conserver.`,
      deleted: (name) => `${name} a été supprimée.`,
      waiting: (when) => `L’organisation sera supprimée le ${when}.`,
      keep: (name) => `Conserver ${name}`,
      keeping: 'Veuillez patienter…',
      kept: (name) => `${name} est conservée.`,
    },

    edit: {
      title: 'Modifier l’organisation',
      name: 'Nom de l’organisation :',
      nameMissing: 'Saisissez un nom pour l’organisation.',
      updateName: 'Modifier le nom',
      updating: 'Modification…',
      nameUpdated: 'Le nom a été modifié.',
      yourRole: (role) => `Vous êtes ${roleOf(role)} de cette organisation.`,
      gone: 'Cette organisation n’existe pas',
      goneText:
        'Elle a peut-être été supprimée, ou vous n’en êtes pas membre. Vérifiez l’adresse ou continuez à partir d’ici.',
    },

    mfa: {
      title: 'Authentification multifacteur :',
      required: 'EXIGÉE',
      notRequired: 'NON EXIGÉE',
      require: 'Exiger',
      change: 'Modifier',
      stop: 'Ne plus exiger',
      stopping: 'Veuillez patienter…',
      whatFor: 'Lorsqu’elle est exigée, un mot de passe seul ne suffit pas pour cette organisation.',
      since: (when) => `Depuis le ${when}.`,
      from: (when) =>
        `À partir du ${when}. D’ici là, les membres peuvent se connecter comme avant et voient ce dont ils auront besoin.`,
      accepted: (methods) => `Méthodes acceptées : ${methods}.`,
      coverage: (withMfa, total) => `Avec une méthode activée : ${number(withMfa)} sur ${members(total)}.`,
      memberNotRequired: 'Votre organisation ne l’exige pas.',
      stopTitle: 'Ne plus exiger l’authentification multifacteur ?',
      stopText:
        'Les membres sans méthode pourront alors se connecter avec un mot de passe seul. Tous les propriétaires reçoivent un e-mail à ce sujet.',
      stopConfirm: 'Oui, ne plus l’exiger',
      stopped: 'L’authentification multifacteur n’est plus exigée.',
    },

    require: {
      title: 'Exiger l’authentification multifacteur',
      changeTitle: 'Modifier l’exigence',
      accept: 'Méthodes acceptées',
      acceptMissing: 'Choisissez au moins une méthode.',
      when: 'Quand',
      atOnce: 'Immédiatement',
      later: 'À partir d’une date',
      laterHint: 'Les membres ont le temps jusque-là et reçoivent des rappels par e-mail.',
      date: 'Date',
      dateWrong: 'Choisissez une date après aujourd’hui, au plus un an à l’avance.',
      nobody: (total) =>
        `Personne ne serait bloqué : ${format.plural(total, { one: 'le seul membre a', other: 'les # membres ont tous' })} une méthode acceptée.`,
      stopped: (count, total) =>
        `Bloqués aujourd’hui : ${number(count)} sur ${members(total)}. ${format.plural(count, { one: 'Ce membre n’a pas de méthode acceptée et doit', other: 'Ces membres n’ont pas de méthode acceptée et doivent' })} en activer une pour continuer.`,
      stoppedLater: (count, total) =>
        `Sans méthode acceptée aujourd’hui : ${number(count)} sur ${members(total)}. ${format.plural(count, { one: 'Ce membre doit', other: 'Ces membres doivent' })} en activer une avant la date.`,
      stoppedList: 'Qui serait bloqué',
      has: (methods) => `a seulement : ${methods}`,
      hasNone: 'n’a pas de méthode',
      ownFirst: (methods) =>
        `Vous n’avez pas vous-même de méthode acceptée et seriez donc bloqué. Activez-en d’abord une : ${methods}.`,
      ownFirstLater: (methods) =>
        `Seul un propriétaire avec une méthode acceptée peut en exiger une, même à partir d’une date ultérieure. Activez-en d’abord une : ${methods}.`,
      activateOwn: 'L’activer pour votre compte',
      proveAccepted: (methods) =>
        `Confirmez avec une méthode qui sera acceptée : ${methods}. Choisissez-la dans le formulaire qui demande le code.`,
      confirm: 'Exiger',
      confirmChange: 'Enregistrer',
      working: 'Veuillez patienter…',
      done: 'L’authentification multifacteur est maintenant exigée.',
      doneLater: (when) => `L’authentification multifacteur est exigée à partir du ${when}.`,
    },

    members: {
      title: 'Membres',
      filter: 'Rechercher un membre',
      filterPlaceholder: 'Nom ou adresse e-mail',
      show: 'Afficher',
      kinds: {
        all: 'tous',
        missing: 'sans méthode acceptée',
        owners: 'propriétaires',
        resets: 'avec une réinitialisation en attente',
      },
      shown: (shown, found) => (shown === found ? members(found) : `${number(shown)} sur ${members(found)}`),
      noneFound: 'Aucun résultat. Cherchez autre chose.',
      showMore: 'Afficher plus',
      you: 'vous',
      mfa: (methods) => `MFA : ${methods}`,
      noMfa: 'pas de MFA',
      hasMfa: 'a la MFA',
      notAccepted: (methods) => `MFA non acceptée : ${methods}`,
      lastSignedIn: (when) => `Dernière connexion le ${when}`,
      neverSignedIn: 'Pas encore connecté',
      download: 'Télécharger en CSV',
      downloading: 'Téléchargement…',
      fileName: 'mfa-coverage.csv',
      manage: 'Gérer',
      close: 'Fermer',
      of: (person) => ` : ${person}`,
      working: 'Veuillez patienter…',
      makeOwner: 'Nommer propriétaire',
      makeMember: 'Rendre simple membre',
      makeOwnerTitle: (person) => `Nommer ${person} propriétaire ?`,
      makeOwnerText:
        'Les propriétaires peuvent faire tout ce que vous pouvez : inviter et retirer des personnes, réinitialiser des facteurs et changer votre rôle.',
      makeMemberTitle: (person) => `Rendre ${person} simple membre ?`,
      makeMemberText:
        'Cette personne pourra voir cette organisation, mais pas la modifier. Tous les propriétaires reçoivent un e-mail à ce sujet.',
      makeSelfMemberText:
        'Vous pourrez voir cette organisation, mais pas la modifier. Seul un autre propriétaire pourra revenir en arrière.',
      roleConfirm: 'Oui, changer le rôle',
      roleChanged: (person, role) => `${person} est maintenant ${roleOf(role)}.`,
      remove: 'Retirer',
      removeTitle: (person) => `Retirer ${person} ?`,
      removeText:
        'Cette personne perd immédiatement l’accès à cette organisation et reçoit un e-mail à ce sujet. Son compte reste.',
      removeConfirm: 'Oui, retirer',
      removed: (person) => `${person} n’est plus membre.`,
      confirmAccount: 'Confirmer le compte',
      confirmAccountTitle: (person) => `Ce compte est-il toujours utilisé par ${person} ?`,
      confirmAccountText:
        'Son authentification multifacteur a été annulée par un lien dans un e-mail, ce que peut faire toute personne qui lit ses e-mails. Appelez cette personne ou demandez-lui directement avant de confirmer.',
      undoneAt: (moment) => `Annulée le ${moment}. Demandez à cette personne si c’était elle.`,
      confirmAccountConfirm: 'Oui, je lui ai demandé',
      accountConfirmed: (person) => `Le compte de ${person} a été confirmé.`,
      awaitsConfirmation: 'Doit être confirmé par un propriétaire',
      reset: 'Réinitialiser les facteurs',
      resetTitle: (person) => `Réinitialiser les facteurs de ${person} ?`,
      resetText:
        'Pour un téléphone ou une boîte aux lettres perdus. Toutes ses méthodes et tous ses codes de récupération sont supprimés, et toutes ses sessions fermées. Le mot de passe suffit alors pour se connecter. Si l’authentification multifacteur est exigée, il faut d’abord réactiver une méthode. Cette personne reçoit un e-mail à ce sujet.',
      resetOwnerText:
        'Les facteurs d’un propriétaire ne sont réinitialisés que si un second propriétaire le confirme dans les 24 heures.',
      resetConfirm: 'Oui, les réinitialiser',
      resetDone: (person) => `Les facteurs de ${person} ont été réinitialisés.`,
      resetAsked: (when) => `Un autre propriétaire doit le confirmer avant le ${when}.`,
      resetWaits: (by, when) =>
        `${by} a demandé la réinitialisation de ces facteurs. Un second propriétaire doit la confirmer avant le ${when}.`,
      resetWaitsYours: (when) =>
        `Vous avez demandé la réinitialisation de ces facteurs. Un autre propriétaire doit la confirmer avant le ${when}.`,
      confirmReset: 'Confirmer la réinitialisation',
      withdraw: 'Retirer la demande',
      withdrawn: 'La demande de réinitialisation a été retirée.',
    },

    invitations: {
      title: 'Invitations',
      intro:
        'Une invitation est envoyée par e-mail. Elle ne fonctionne qu’une fois, pendant sept jours et seulement pour cette adresse.',
      email: 'Adresse e-mail',
      role: 'Rôle',
      send: 'Envoyer l’invitation',
      sending: 'Envoi…',
      sent: (email) => `L’invitation est en route vers ${email}.`,
      none: 'Personne n’a encore été invité.',
      states: {
        open: 'en cours',
        notMailed: 'non envoyée',
        accepted: 'acceptée',
        revoked: 'révoquée',
        expired: 'expirée',
      },
      as: (role) => `en tant que ${role}`,
      sentAt: (when) => `Premier envoi le ${when}`,
      createdAt: (when) => `Créée le ${when}`,
      until: (when) => `valable jusqu’au ${when}`,
      resend: 'Renvoyer',
      resent: (email) => `Un nouveau lien est en route vers ${email}. Le précédent ne fonctionne plus.`,
      revoke: 'Révoquer',
      revokeTitle: (email) => `Révoquer l’invitation de ${email} ?`,
      revokeText: 'Le lien de l’e-mail cesse immédiatement de fonctionner.',
      revokeConfirm: 'Oui, la révoquer',
      revoked: 'L’invitation a été révoquée.',
      working: 'Veuillez patienter…',
      of: (email) => ` : ${email}`,
    },

    environments: {
      title: 'Environnements',
      none: 'Il n’y a pas encore d’environnements.',
      name: 'Nom du nouvel environnement',
      nameMissing: 'Saisissez un nom pour l’environnement.',
      submit: 'Créer l’environnement',
      submitting: 'Création…',
      done: (name) => `L’environnement ${name} a été créé.`,
    },

    events: {
      title: 'Événements',
      intro: 'Qui a fait quoi, quand et d’où. Conservé pendant 400 jours.',
      none: 'Rien pour l’instant.',
      showMore: 'Afficher plus',
      by: (person) => `par ${person}`,
      kinds: {
        'organization-created': () => 'Organisation créée',
        'organization-renamed': ({ name }) => `Organisation renommée en ${name}`,
        'member-invited': ({ member, role }) => `${member} : invitation en tant que ${role}`,
        'invitation-resent': ({ member }) => `Invitation de ${member} renvoyée`,
        'invitation-not-mailed': ({ member }) =>
          `L’e-mail de l’invitation de ${member} n’a pas pu être envoyé`,
        'invitation-revoked': ({ member }) => `Invitation de ${member} révoquée`,
        'member-joined': ({ member, role }) => `${member} a rejoint en tant que ${role}`,
        'member-removed': ({ member }) => `${member} : retrait`,
        'member-left': ({ member }) => `${member} a quitté l’organisation`,
        'role-changed': ({ member, role }) => `Rôle de ${member} modifié : ${role}`,
        'mfa-required': ({ methods, deadline }) =>
          `Authentification multifacteur exigée${deadline && ` à partir du ${deadline}`}${methods && ` : ${methods}`}`,
        'mfa-not-required': () => 'Authentification multifacteur plus exigée',
        'factors-reset-requested': ({ member }) => `Réinitialisation des facteurs de ${member} demandée`,
        'factors-reset-withdrawn': ({ member }) => `Réinitialisation des facteurs de ${member} retirée`,
        'factors-reset': ({ member }) => `Facteurs de ${member} réinitialisés`,
        'member-confirmed': ({ member }) => `Compte de ${member} confirmé`,
        'organization-deletion-requested': () => 'Suppression de l’organisation demandée',
        'organization-kept': () => 'Suppression de l’organisation annulée',
        'environment-created': ({ name }) => `Environnement ${name} créé`,
      },
    },

    leave: {
      title: 'Quitter cette organisation',
    },

    invitation: {
      title: (organization) => `Rejoindre ${organization}`,
      asks: (organization, role) =>
        `Vous êtes invité à rejoindre ${organization} en tant que ${roleOf(role)}.`,
      until: (email, when) => `L’invitation est pour ${email} et valable jusqu’au ${when}.`,
      requires: (organization, methods) =>
        `${organization} exige l’authentification multifacteur. Méthodes acceptées : ${methods}.`,
      signInFirst: 'Connectez-vous avec cette adresse pour l’accepter, ou créez d’abord un compte.',
      signIn: 'Se connecter',
      register: 'S’inscrire',
      accept: 'Accepter l’invitation',
      accepting: 'Acceptation…',
      accepted: (organization) => `Vous êtes maintenant membre de ${organization}.`,
      signedInAs: (email) => `Vous êtes connecté en tant que ${email}.`,
      wrongAccount: (invited, present) =>
        `Cette invitation est pour ${invited}, et vous êtes connecté en tant que ${present}. Déconnectez-vous, puis connectez-vous ou inscrivez-vous avec l’adresse invitée.`,
      logOut: 'Se déconnecter et continuer',
      loggingOut: 'Déconnexion…',
      activateFirst: (organization) =>
        `${organization} n’accepte que des membres qui se sont connectés avec une méthode acceptée. Activez-en une. L’invitation reste valable, et vous reviendrez à cette page.`,
      proveFirst: (organization, methods) =>
        `${organization} n’accepte que des membres qui ont confirmé avec une méthode acceptée : ${methods}. Choisissez-la dans le formulaire qui demande le code.`,
      member: 'Vous êtes déjà membre.',
      toOrganization: 'Vers l’organisation',
      deadTitle: 'Cette invitation ne fonctionne plus',
      dead: 'Elle a été acceptée, révoquée, remplacée par une plus récente, ou elle a expiré. Si vous avez un e-mail plus récent, utilisez son lien. Sinon, demandez une nouvelle invitation à la personne qui vous a invité.',
      noCodeTitle: 'Ouvrez de nouveau le lien',
      noCode:
        'Ouvrez de nouveau le lien de l’invitation, car cette page ne le conserve pas lorsqu’elle est rechargée.',
      notNow: 'Pas maintenant',
    },
  };
};
