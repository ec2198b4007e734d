import type { OrganizationKinds, OrganizationMessage, Role } from '../../messages.ts';
import type { Link, TextContext, Texts } from '../../wording.ts';
import { methodsPhrase, personPhrase, resetPasswordLink, withoutPassword } from './phrases.ts';

export const organization: Texts<OrganizationKinds> = {
  invited: ({ organization, by, role, url, expiresAt }, { formats, now }) => ({
    heading: `Invitation à rejoindre ${organization.name}`,
    paragraphs: [
      `${personPhrase(by)} vous invite à rejoindre ${organization.name} en tant que ${roleNames[role]}. Le lien ci-dessous ne fonctionne qu’une fois et expire dans ${formats.duration((expiresAt - now) / 1000)}. Pour accepter, vous avez besoin d’un compte avec cette adresse e-mail.`,
      'Si vous acceptez, les propriétaires de l’organisation pourront voir si votre compte utilise l’authentification multifacteur. Ils peuvent l’exiger, et la réinitialiser si vous perdez votre appareil.',
    ],
    link: { label: 'Voir l’invitation', url },
    advice: { text: 'Si vous ne connaissez pas l’expéditeur, ignorez cet e-mail.' },
  }),

  removed: ({ organization }) => ({
    heading: `Vous avez été retiré de ${organization.name}`,
    paragraphs: ['Un propriétaire vous a retiré de l’organisation. Votre compte lui-même reste inchangé.'],
    advice: adviceToAskOwners,
  }),

  'role-changed': ({ organization, role }, context) => ({
    heading: `Vous êtes maintenant ${roleNames[role]} de ${organization.name}`,
    paragraphs: [
      role === 'owner'
        ? 'Les propriétaires peuvent inviter et retirer des membres, et décider si l’authentification multifacteur est exigée.'
        : 'Vous êtes toujours membre, mais vous n’avez plus les droits d’un propriétaire.',
    ],
    link: organizationLink(organization, context),
    advice: adviceToAskOwners,
  }),

  'owner-added': ({ organization, by, member }, context) => ({
    heading: `${organization.name} a un nouveau propriétaire`,
    paragraphs: [`${personPhrase(by)} a nommé ${personPhrase(member)} propriétaire.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'owner-removed': ({ organization, by, member }, context) => ({
    heading: `${organization.name} a un propriétaire de moins`,
    paragraphs: [
      `${personPhrase(member)} n’est plus propriétaire. Ce changement a été fait par ${personPhrase(by)}.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-required': ({ organization, by, accept, deadline }, context) => ({
    heading: `${organization.name} exige l’authentification multifacteur`,
    paragraphs: [
      `${personPhrase(by)} a activé cette exigence. Elle est satisfaite par l’une de ces méthodes : ${methodsPhrase(accept, context)}.`,
      deadline === undefined
        ? 'Elle s’applique dès maintenant. Les membres sans méthode acceptée devront en activer une à leur prochaine connexion.'
        : `Elle s’appliquera à partir du ${context.formats.instant(deadline)}. D’ici là, les membres sans méthode acceptée reçoivent des rappels par e-mail.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-not-required': ({ organization, by }, context) => ({
    heading: `${organization.name} n’exige plus l’authentification multifacteur`,
    paragraphs: [
      `${personPhrase(by)} a désactivé cette exigence. Les méthodes que les membres ont activées le restent.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-reminder': ({ organization, accept, deadline }, context) => ({
    heading: `${organization.name} exige l’authentification multifacteur à partir du ${context.formats.instant(deadline)}`,
    paragraphs: [
      `Votre compte n’a pas encore de méthode acceptée. Activez l’une de celles-ci avant cette date : ${methodsPhrase(accept, context)}.`,
      'Après cette date, vous devrez en activer une avant de pouvoir vous connecter.',
    ],
    link: activationLink(context),
    advice: {
      text: 'Si vous ne faites plus partie de cette organisation, quittez-la depuis sa page.',
      link: organizationLink(organization, context),
    },
  }),

  'mfa-reset-requested': ({ organization, by, expiresAt }, context) => ({
    heading: 'Quelqu’un a demandé à réinitialiser votre authentification multifacteur',
    paragraphs: [
      `${personPhrase(by)}, propriétaire de ${organization.name}, a demandé cette réinitialisation. Elle aura lieu si un second propriétaire la confirme dans un délai de ${context.formats.duration((expiresAt - context.now) / 1000)}. D’ici là, rien ne change.`,
    ],
    link: { ...organizationLink(organization, context), label: 'Voir la demande' },
    advice: {
      text: 'Si vous n’avez rien demandé, retirez la demande sur la page de l’organisation.',
    },
  }),

  'mfa-reset-to-confirm': ({ organization, by, member, expiresAt }, context) => ({
    heading: `Une réinitialisation dans ${organization.name} nécessite un second propriétaire`,
    paragraphs: [
      `${personPhrase(by)} demande à réinitialiser l’authentification multifacteur de ${personPhrase(member)}. Confirmez dans un délai de ${context.formats.duration((expiresAt - context.now) / 1000)}, et seulement si vous savez que cette personne a perdu son appareil.`,
    ],
    link: { ...organizationLink(organization, context), label: 'Voir la demande' },
    advice: {
      text: 'Si vous n’êtes pas sûr, parlez d’abord avec cette personne ou retirez la demande.',
    },
  }),

  'member-recovered': ({ organization, member, role, how }, context) => ({
    heading: recoveryTexts[how].heading(organization.name, roleNames[role]),
    paragraphs: [
      recoveryTexts[how].sentence(personPhrase(member)),
      ...(how === 'undo'
        ? [
            'Toute personne qui peut lire les e-mails de ce membre a pu le faire. Appelez-le ou demandez-lui en personne avant de confirmer le compte sur la page de l’organisation. Tant qu’un propriétaire ne l’a pas confirmé, le compte ne peut pas utiliser l’organisation.',
          ]
        : []),
    ],
    link: organizationLink(organization, context),
    advice: {
      text: 'Si vous pensez qu’il s’agissait de quelqu’un d’autre, retirez le compte de l’organisation.',
    },
  }),

  'membership-confirmed': ({ organization, by }, context) => ({
    heading: `Votre compte a été confirmé pour ${organization.name}`,
    paragraphs: [
      `${personPhrase(by)} a confirmé que ce compte est le vôtre. Vous pouvez de nouveau utiliser l’organisation.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToAskOwners,
  }),

  'mfa-reset': ({ organization, by, required }, context) => ({
    heading: 'Votre authentification multifacteur a été réinitialisée',
    paragraphs: [
      `${personPhrase(by)}, propriétaire de ${organization.name}, l’a réinitialisée. Toutes vos méthodes et tous vos codes de récupération ont été supprimés, et toutes vos sessions ont été fermées.`,
      required
        ? 'L’organisation exige l’authentification multifacteur : activez une méthode pour vous connecter de nouveau.'
        : 'Votre compte n’est plus protégé que par votre mot de passe. Réactivez une méthode dès que possible.',
      withoutPassword,
    ],
    link: activationLink(context),
    advice: {
      text: 'Si vous n’avez rien demandé, réinitialisez votre mot de passe maintenant, activez une méthode et parlez-en aux propriétaires de l’organisation.',
      link: resetPasswordLink(context),
    },
  }),

  'organization-deletion-requested': ({ organization, by, dueAt }, context) => ({
    heading: `${organization.name} sera supprimée le ${context.formats.instant(dueAt)}`,
    paragraphs: [
      `${personPhrase(by)}, propriétaire, a demandé la suppression de l’organisation. Jusqu’à cette date, tout propriétaire peut la conserver dans ses paramètres. Les membres reçoivent aussi un e-mail.`,
      'Ensuite, l’organisation, ses environnements, ses invitations et son journal de sécurité seront supprimés, et personne ne pourra les récupérer.',
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'organization-deletion-announced': ({ organization, dueAt }, { formats }) => ({
    heading: `${organization.name} sera supprimée le ${formats.instant(dueAt)}`,
    paragraphs: [
      'Un propriétaire a demandé la suppression de l’organisation. Votre compte reste inchangé, mais après cette date vous ne pourrez plus utiliser ce qui appartient à l’organisation.',
    ],
    advice: adviceToAskOwners,
  }),

  'organization-kept': ({ organization, by }, context) => ({
    heading: `${organization.name} est conservée`,
    paragraphs: [`${personPhrase(by)}, propriétaire, a annulé la suppression de l’organisation.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),
};

const adviceToAskOwners = {
  text: 'Si vous ne vous y attendiez pas, adressez-vous aux propriétaires de l’organisation.',
};

const adviceToOwners = {
  text: 'Vous recevez cet e-mail parce que vous êtes propriétaire. Si ce changement est une erreur, parlez-en aux autres propriétaires.',
};

const roleNames: Readonly<Record<Role, string>> = { owner: 'propriétaire', member: 'membre' };

function organizationLink({ id, name }: OrganizationMessage['organization'], { pages }: TextContext): Link {
  return { label: `Ouvrir ${name}`, url: pages.organization(id) };
}

const activationLink = ({ pages }: TextContext): Link => ({
  label: 'Activer une méthode',
  url: pages.activate,
});

/** How a member got around their factors, in words for the owners. */
const recoveryTexts = {
  undo: {
    heading: (organization, role) => `Authentification multifacteur annulée (${role} de ${organization})`,
    sentence: (member) =>
      `Le lien d’un e-mail envoyé à ${member} a été utilisé pour supprimer toutes les méthodes d’authentification multifacteur et choisir un nouveau mot de passe.`,
  },
  'recovery-code': {
    heading: (organization, role) => `Code de récupération utilisé (${role} de ${organization})`,
    sentence: (member) =>
      `${member} a utilisé un code de récupération à la place d’une méthode d’authentification multifacteur.`,
  },
  'operator-reset': {
    heading: (organization, role) =>
      `Authentification multifacteur réinitialisée (${role} de ${organization})`,
    sentence: (member) =>
      `L’opérateur de ce service a supprimé toutes les méthodes d’authentification multifacteur de ${member}.`,
  },
} as const satisfies Record<
  OrganizationKinds['member-recovered']['how'],
  { heading(organization: string, role: string): string; sentence(member: string): string }
>;
