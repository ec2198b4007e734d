import type { OrganizationKinds, OrganizationMessage, Role } from '../../messages.ts';
import type { Link, TextContext, Texts } from '../../wording.ts';
import { methodsPhrase, personPhrase, resetPasswordLink, withoutPassword } from './phrases.ts';

export const organization: Texts<OrganizationKinds> = {
  invited: ({ organization, by, role, url, expiresAt }, { formats, now }) => ({
    heading: `Invitación a ${organization.name}`,
    paragraphs: [
      `${personPhrase(by)} le invita a unirse a ${organization.name} como ${roleNames[role]}. El enlace siguiente funciona una sola vez y caduca en ${formats.duration((expiresAt - now) / 1000)}. Para aceptar necesita una cuenta con esta dirección de correo.`,
      'Si acepta, los propietarios de la organización pueden ver si su cuenta usa la autenticación multifactor. Pueden exigirla, y pueden restablecerla si pierde su dispositivo.',
    ],
    link: { label: 'Ver la invitación', url },
    advice: { text: 'Si no conoce al remitente, ignore este correo.' },
  }),

  removed: ({ organization }) => ({
    heading: `Ya no pertenece a ${organization.name}`,
    paragraphs: ['Un propietario le ha quitado de la organización. Su cuenta no cambia.'],
    advice: adviceToAskOwners,
  }),

  'role-changed': ({ organization, role }, context) => ({
    heading: `Ahora es ${roleNames[role]} de ${organization.name}`,
    paragraphs: [
      role === 'owner'
        ? 'Los propietarios pueden invitar y quitar miembros, y decidir si se exige la autenticación multifactor.'
        : 'Sigue siendo miembro, pero ya no tiene los derechos de un propietario.',
    ],
    link: organizationLink(organization, context),
    advice: adviceToAskOwners,
  }),

  'owner-added': ({ organization, by, member }, context) => ({
    heading: `${organization.name} tiene un propietario nuevo`,
    paragraphs: [`${personPhrase(by)} ha hecho propietario a ${personPhrase(member)}.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'owner-removed': ({ organization, by, member }, context) => ({
    heading: `${organization.name} tiene un propietario menos`,
    paragraphs: [`${personPhrase(member)} ya no es propietario. El cambio lo ha hecho ${personPhrase(by)}.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-required': ({ organization, by, accept, deadline }, context) => ({
    heading: `${organization.name} exige la autenticación multifactor`,
    paragraphs: [
      `${personPhrase(by)} ha activado este requisito. Se cumple con uno de estos métodos: ${methodsPhrase(accept, context)}.`,
      deadline === undefined
        ? 'Ya está en vigor. Los miembros sin un método aceptado tendrán que activar uno la próxima vez que inicien sesión.'
        : `Entra en vigor en este momento: ${context.formats.instant(deadline)}. Hasta entonces, los miembros sin un método aceptado reciben recordatorios por correo.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-not-required': ({ organization, by }, context) => ({
    heading: `${organization.name} ya no exige la autenticación multifactor`,
    paragraphs: [
      `${personPhrase(by)} ha desactivado este requisito. Los métodos que los miembros han activado siguen activados.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-reminder': ({ organization, accept, deadline }, context) => ({
    heading: `${organization.name} exige la autenticación multifactor desde: ${context.formats.instant(deadline)}`,
    paragraphs: [
      `Su cuenta todavía no tiene un método aceptado. Active uno de estos antes de esa fecha: ${methodsPhrase(accept, context)}.`,
      'Después de esa fecha tendrá que activar uno antes de poder iniciar sesión.',
    ],
    link: activationLink(context),
    advice: {
      text: 'Si ya no pertenece a esta organización, abandónela en su página.',
      link: organizationLink(organization, context),
    },
  }),

  'mfa-reset-requested': ({ organization, by, expiresAt }, context) => ({
    heading: 'Alguien ha pedido restablecer su autenticación multifactor',
    paragraphs: [
      `${personPhrase(by)}, propietario de ${organization.name}, lo ha pedido. Se hará si un segundo propietario lo confirma en un plazo de ${context.formats.duration((expiresAt - context.now) / 1000)}. Hasta entonces no cambia nada.`,
    ],
    link: { ...organizationLink(organization, context), label: 'Ver la solicitud' },
    advice: {
      text: 'Si no lo ha pedido, retire la solicitud en la página de la organización.',
    },
  }),

  'mfa-reset-to-confirm': ({ organization, by, member, expiresAt }, context) => ({
    heading: `Un restablecimiento en ${organization.name} necesita un segundo propietario`,
    paragraphs: [
      `${personPhrase(by)} pide restablecer la autenticación multifactor de ${personPhrase(member)}. Confírmelo en un plazo de ${context.formats.duration((expiresAt - context.now) / 1000)}, y solo si sabe que esa persona ha perdido su dispositivo.`,
    ],
    link: { ...organizationLink(organization, context), label: 'Ver la solicitud' },
    advice: { text: 'Si no está seguro, hable antes con esa persona o retire la solicitud.' },
  }),

  'member-recovered': ({ organization, member, role, how }, context) => ({
    heading: recoveryTexts[how].heading(organization.name, roleNames[role]),
    paragraphs: [
      recoveryTexts[how].sentence(personPhrase(member)),
      ...(how === 'undo'
        ? [
            'Lo ha podido hacer cualquiera que lea el correo de esa persona. Llámela o pregúntele en persona antes de confirmar la cuenta en la página de la organización. Hasta que un propietario la confirme, la cuenta no puede usar la organización.',
          ]
        : []),
    ],
    link: organizationLink(organization, context),
    advice: { text: 'Si cree que ha sido otra persona, quite la cuenta de la organización.' },
  }),

  'membership-confirmed': ({ organization, by }, context) => ({
    heading: `Se ha confirmado su cuenta para ${organization.name}`,
    paragraphs: [
      `${personPhrase(by)} ha confirmado que la cuenta es suya. Ya puede volver a usar la organización.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToAskOwners,
  }),

  'mfa-reset': ({ organization, by, required }, context) => ({
    heading: 'Se ha restablecido su autenticación multifactor',
    paragraphs: [
      `La ha restablecido ${personPhrase(by)}, propietario de ${organization.name}. Se han eliminado todos sus métodos y códigos de recuperación y se han cerrado todas sus sesiones.`,
      required
        ? 'La organización exige la autenticación multifactor, así que active un método para volver a iniciar sesión.'
        : 'Su cuenta está protegida solo por su contraseña. Vuelva a activar un método lo antes posible.',
      withoutPassword,
    ],
    link: activationLink(context),
    advice: {
      text: 'Si no lo ha pedido, restablezca ahora su contraseña, active un método y hable con los propietarios de la organización.',
      link: resetPasswordLink(context),
    },
  }),

  'organization-deletion-requested': ({ organization, by, dueAt }, context) => ({
    heading: `Se eliminará ${organization.name}: ${context.formats.instant(dueAt)}`,
    paragraphs: [
      `${personPhrase(by)}, propietario, ha pedido que se elimine la organización. Hasta ese día, cualquier propietario puede conservarla en su configuración. Los miembros también reciben un correo.`,
      'Después, la organización, sus entornos, sus invitaciones y su registro de seguridad desaparecen, y nadie puede recuperarlos.',
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'organization-deletion-announced': ({ organization, dueAt }, { formats }) => ({
    heading: `Se eliminará ${organization.name}: ${formats.instant(dueAt)}`,
    paragraphs: [
      'Un propietario ha pedido que se elimine la organización. Su cuenta no cambia, pero después de ese día ya no podrá usar lo que pertenece a la organización.',
    ],
    advice: adviceToAskOwners,
  }),

  'organization-kept': ({ organization, by }, context) => ({
    heading: `Se conserva ${organization.name}`,
    paragraphs: [`${personPhrase(by)}, propietario, ha cancelado la eliminación de la organización.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),
};

const adviceToAskOwners = {
  text: 'Si no lo esperaba, pregunte a los propietarios de la organización.',
};

const adviceToOwners = {
  text: 'Recibe este correo porque es propietario. Si el cambio es un error, hable con los demás propietarios.',
};

const roleNames: Readonly<Record<Role, string>> = { owner: 'propietario', member: 'miembro' };

function organizationLink({ id, name }: OrganizationMessage['organization'], { pages }: TextContext): Link {
  return { label: `Abrir ${name}`, url: pages.organization(id) };
}

const activationLink = ({ pages }: TextContext): Link => ({
  label: 'Activar un método',
  url: pages.activate,
});

/** How a member got around their factors, in words for the owners. */
const recoveryTexts = {
  undo: {
    heading: (organization, role) => `Autenticación multifactor deshecha (${role} de ${organization})`,
    sentence: (member) =>
      `Se ha usado el enlace de un correo a ${member} para eliminar todos los métodos de autenticación multifactor y elegir una contraseña nueva.`,
  },
  'recovery-code': {
    heading: (organization, role) => `Código de recuperación usado (${role} de ${organization})`,
    sentence: (member) =>
      `${member} ha usado un código de recuperación en lugar de un método de autenticación multifactor.`,
  },
  'operator-reset': {
    heading: (organization, role) => `Autenticación multifactor restablecida (${role} de ${organization})`,
    sentence: (member) =>
      `El operador de este servicio ha eliminado todos los métodos de autenticación multifactor de ${member}.`,
  },
} as const satisfies Record<
  OrganizationKinds['member-recovered']['how'],
  { heading(organization: string, role: string): string; sentence(member: string): string }
>;
