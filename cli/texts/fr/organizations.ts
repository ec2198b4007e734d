import type { Role } from '../../../contract/api.ts';
import type { Texts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';

/** What `mfa orgs` says. */
export const organizations = (format: Formats): Texts['organizations'] => {
  const { number, plural, choice } = format;
  const anyOf = (methods: readonly string[]) => choice(methods);
  const aRole = (role: Role) => (role === 'owner' ? 'propriétaire' : 'membre');
  const outOf = (count: number, total: number) =>
    `${number(count)} sur ${plural(total, { one: '# membre', other: '# membres' })}`;

  return {
    noneOfYours: 'Aucune organisation. En créer une : mfa orgs create NAME',
    columns: { name: 'NOM', role: 'VOUS ÊTES', mfa: 'MFA', members: 'MEMBRES', id: 'ID' },
    facts: { id: 'id', role: 'vous êtes', mfa: 'MFA', members: 'membres' },
    created: (name, id) => `Créée : ${name} (${id}). Vous en êtes propriétaire.`,
    renamed: (name) => `Son nom est maintenant ${name}.`,
    deletionEffects: [
      'Avec d’autres membres, elle est supprimée après 7 jours, et un propriétaire peut la conserver jusque-là. Si vous en êtes le seul membre, elle est supprimée immédiatement et définitivement.',
      'Ses environnements, ses invitations et son journal de sécurité sont supprimés avec elle. Les autres membres reçoivent un e-mail.',
    ],
    askToDelete: (name) => `Supprimer ${name} ?`,
    deleted: (name) => `Supprimée : ${name}.`,
    deletionRequested: (name, when) =>
      `${name} sera supprimée le ${when}. D’ici là, un propriétaire peut la conserver : mfa orgs keep ORGANIZATION`,
    kept: (name) => `${name} est conservée.`,
    countingMembers: 'Décompte des membres',
    memberCount: (total, withMfa) =>
      withMfa === undefined ? number(total) : `${number(total)} (${number(withMfa)} avec MFA)`,

    unknown: (wanted) =>
      `Vous ne faites partie d’aucune organisation ${wanted}. \`mfa orgs\` liste les vôtres.`,
    ambiguous: (wanted) =>
      `Plusieurs de vos organisations s’appellent ${wanted}. Indiquez l’identifiant de l’une d’elles :`,
    unknownMember: (organization, id, wanted) =>
      `${organization} n’a pas de membre ${wanted}. \`mfa orgs members ${id}\` les liste.`,
    ambiguousMember: (wanted) =>
      `Plusieurs membres s’appellent ${wanted}. Indiquez l’adresse e-mail de l’un d’eux :`,
    unknownInvitation: (organization, id, wanted) =>
      `${organization} n’a pas d’invitation en cours ${wanted}. \`mfa orgs invites ${id}\` les liste.`,

    requirement: {
      none: 'non exigée',
      required: 'exigée',
      requiredFrom: (when) => `exigée à partir du ${when}`,
      since: (when, methods) => `exigée depuis le ${when}, avec ${anyOf(methods)}`,
      from: (when, methods) => `exigée à partir du ${when}, avec ${anyOf(methods)}`,
      now: (sentence) => `Actuellement : ${sentence}.`,
      atOnce: (name, methods) =>
        `${name} exigera aussitôt l’authentification multifacteur, avec ${anyOf(methods)}.`,
      later: (name, methods, when) =>
        `${name} exigera l’authentification multifacteur, avec ${anyOf(methods)}, à partir du ${when}.`,
      stopped: (count, total) => `Bloqués aujourd’hui : ${outOf(count, total)}${count > 0 ? ' :' : '.'}`,
      stoppedLater: (count, total) =>
        `Bloqués si c’était aujourd’hui : ${outOf(count, total)}${count > 0 ? ' :' : '.'}`,
      more: (count) => `et ${number(count)} autres : \`mfa orgs preview\` les liste tous`,
      ask: 'L’exiger ?',
      changed: (name, sentence) => `${name} : ${sentence}.`,
      stopEffects: [
        'Les membres pourront alors se connecter sans facteur et désactiver les leurs.',
        'Tous les propriétaires reçoivent un e-mail à ce sujet.',
      ],
      askToStop: (name) => `Ne plus exiger l’authentification multifacteur des membres de ${name} ?`,
      previewing: 'Vérification de qui serait bloqué',
      preview: (count, total, methods) =>
        `Bloqués aujourd’hui, si ${anyOf(methods)} était exigé : ${outOf(count, total)}.`,
    },
    stoppedColumns: { name: 'NOM', email: 'E-MAIL', role: 'RÔLE', methods: 'A', id: 'ID' },

    coverageColumns: {
      name: 'NOM',
      email: 'E-MAIL',
      role: 'RÔLE',
      methods: 'A',
      accepted: 'ACCEPTÉ',
      lastSignedIn: 'DERNIÈRE CONNEXION',
    },
    covered: (count, total) => `Avec un facteur accepté : ${outOf(count, total)}.`,
    csvOrJson: 'Indiquez soit --csv, soit --json.',

    readingMembers: 'Lecture des membres',
    memberColumns: { name: 'NOM', email: 'E-MAIL', role: 'RÔLE', mfa: 'MFA', id: 'ID' },
    resetRequested: (has, by, until) => `${has}, réinitialisation demandée par ${by} jusqu’au ${until}`,
    toBeConfirmed: (has) => `${has}, à confirmer par un propriétaire`,
    askToRemove: (member, organization) => `Retirer ${member} de ${organization} ?`,
    removed: (member) => `Retrait : ${member}.`,
    askToLeave: (organization) =>
      `Quitter ${organization} ? Vous ne pourrez revenir qu’avec une nouvelle invitation.`,
    left: (organization) => `Vous avez quitté ${organization}.`,
    roleChanged: (member, role) => `${member} est maintenant ${aRole(role)}.`,

    confirmMember: {
      warning: (undoneAt) =>
        `Son authentification multifacteur a été annulée le ${undoneAt}. Toute personne qui lit ses e-mails a pu le faire. Appelez cette personne ou demandez-lui directement avant de confirmer.`,
      ask: (member) => `Le compte de ${member} est-il toujours le sien ?`,
      confirmed: (member) => `Confirmé : ${member}.`,
    },

    reset: {
      notRequested: (member) => `Personne n’a demandé de réinitialiser les facteurs de ${member}.`,
      requestedBy: (owner) => `${owner} a demandé cette réinitialisation.`,
      effects:
        'Tous les facteurs et codes de récupération du compte seront supprimés, et ses sessions fermées.',
      ask: (member) => `Réinitialiser les facteurs de ${member} ?`,
      done: (member) => `Réinitialisé : ${member} n’a plus de facteur.`,
      requested: (member, until) =>
        `Demandé. ${member} est propriétaire, un autre propriétaire doit donc confirmer avant le ${until} : \`mfa orgs confirm-reset\`.`,
      withdrawn: (member) => `Retiré : les facteurs de ${member} restent inchangés.`,
    },

    invitation: {
      none: 'Aucune invitation.',
      noneOfYours: 'Aucune organisation ne vous invite.',
      ownColumns: { organization: 'ORGANISATION', role: 'RÔLE', until: 'JUSQU’AU', id: 'ID' },
      notInvited: (wanted) => `Il n’y a pas d’invitation ${wanted}. \`mfa orgs invited\` liste les vôtres.`,
      ambiguousOwn: (wanted) =>
        `Plusieurs organisations nommées ${wanted} vous invitent. Indiquez l’identifiant de l’invitation.`,
      columns: { email: 'E-MAIL', role: 'RÔLE', state: 'ÉTAT', sent: 'ENVOYÉE', id: 'ID' },
      states: {
        accepted: 'acceptée',
        revoked: 'révoquée',
        expired: 'expirée',
        notMailed: 'non envoyée',
      },
      openUntil: (when) => `en cours jusqu’au ${when}`,
      sent: (email, role, until) =>
        `Envoyée à ${email}. L’invitation, en tant que ${aRole(role)}, est valable jusqu’au ${until}.`,
      revoked: (email) => `Révoquée : l’invitation de ${email}.`,
      about: (organization, role, email) =>
        `Invitation à rejoindre ${organization} en tant que ${aRole(role)}, pour ${email}.`,
      staysValid: 'L’invitation reste valable jusqu’à ce que vous ayez fait ce qui suit.',
      signInWith: (email) => `Connectez-vous avec l’adresse e-mail invitée : mfa signin --email ${email}`,
      register: (url) => `Cette adresse e-mail n’a pas encore de compte ? En créer un : ${url}`,
      joined: (organization, role) => `Vous êtes maintenant ${aRole(role)} de ${organization}.`,
      notALink: (text) =>
        `${text} n’est pas une invitation : indiquez le lien de l’e-mail, ou le code à la fin de celui-ci.`,
      otherServer: (origin, server) =>
        `Le lien est celui de ${origin}, mais le serveur est ${server}. Ajoutez --server ${origin}`,
    },

    events: {
      columns: { when: 'QUAND', what: 'QUOI', who: 'QUI', about: 'CONCERNE', address: 'ADRESSE' },
      as: (role) => `en tant que ${role}`,
      from: (when) => `à partir du ${when}`,
    },
  };
};
