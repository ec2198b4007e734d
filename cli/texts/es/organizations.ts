import type { Role } from '../../../contract/api.ts';
import type { Texts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';

/** What `mfa orgs` says. */
export const organizations = (format: Formats): Texts['organizations'] => {
  const { number, plural, choice } = format;
  const anyOf = (methods: readonly string[]) => choice(methods);
  const aRole = (role: Role) => (role === 'owner' ? 'propietario' : 'miembro');
  const outOf = (count: number, total: number) =>
    `${number(count)} de ${plural(total, { one: '# miembro', other: '# miembros' })}`;

  return {
    noneOfYours: 'Ninguna organización. Crear una: mfa orgs create NAME',
    columns: { name: 'NOMBRE', role: 'USTED ES', mfa: 'MFA', members: 'MIEMBROS', id: 'ID' },
    facts: { id: 'id', role: 'usted es', mfa: 'MFA', members: 'miembros' },
    created: (name, id) => `Creada: ${name} (${id}). Usted es su propietario.`,
    renamed: (name) => `Su nombre es ahora ${name}.`,
    deletionEffects: [
      'Con otros miembros, se elimina tras 7 días, y un propietario puede conservarla hasta entonces. Si usted es su único miembro, se elimina de inmediato y para siempre.',
      'Con ella se eliminan sus entornos, sus invitaciones y su registro de seguridad. Los demás miembros reciben un correo.',
    ],
    askToDelete: (name) => `¿Eliminar ${name}?`,
    deleted: (name) => `Eliminada: ${name}.`,
    deletionRequested: (name, when) =>
      `${name} se eliminará: ${when}. Hasta entonces, un propietario puede conservarla: mfa orgs keep ORGANIZATION`,
    kept: (name) => `${name} se conserva.`,
    countingMembers: 'Contando los miembros',
    memberCount: (total, withMfa) =>
      withMfa === undefined ? number(total) : `${number(total)} (${number(withMfa)} con MFA)`,

    unknown: (wanted) => `Usted no pertenece a ninguna organización ${wanted}. \`mfa orgs\` lista las suyas.`,
    ambiguous: (wanted) => `Varias de sus organizaciones se llaman ${wanted}. Indique el id de una de ellas:`,
    unknownMember: (organization, id, wanted) =>
      `${organization} no tiene ningún miembro ${wanted}. \`mfa orgs members ${id}\` los lista.`,
    ambiguousMember: (wanted) =>
      `Varios miembros se llaman ${wanted}. Indique la dirección de correo de uno de ellos:`,
    unknownInvitation: (organization, id, wanted) =>
      `${organization} no tiene ninguna invitación abierta ${wanted}. \`mfa orgs invites ${id}\` las lista.`,

    requirement: {
      none: 'no obligatoria',
      required: 'obligatoria',
      requiredFrom: (when) => `obligatoria a partir de ${when}`,
      since: (when, methods) => `obligatoria desde ${when}, con ${anyOf(methods)}`,
      from: (when, methods) => `obligatoria a partir de ${when}, con ${anyOf(methods)}`,
      now: (sentence) => `Ahora: ${sentence}.`,
      atOnce: (name, methods) =>
        `${name} exigirá de inmediato la autenticación multifactor con ${anyOf(methods)}.`,
      later: (name, methods, when) =>
        `${name} exigirá la autenticación multifactor con ${anyOf(methods)}, a partir de ${when}.`,
      stopped: (count, total) => `Hoy se quedarían sin acceso ${outOf(count, total)}${count > 0 ? ':' : '.'}`,
      stoppedLater: (count, total) =>
        `Si fuera hoy, se quedarían sin acceso ${outOf(count, total)}${count > 0 ? ':' : '.'}`,
      more: (count) => `y ${number(count)} más: \`mfa orgs preview\` los lista todos`,
      ask: '¿Exigirla?',
      changed: (name, sentence) => `${name}: ${sentence}.`,
      stopEffects: [
        'Los miembros podrán iniciar sesión sin factor y desactivar los suyos.',
        'Todos los propietarios reciben un correo al respecto.',
      ],
      askToStop: (name) => `¿Dejar de exigir la autenticación multifactor a los miembros de ${name}?`,
      previewing: 'Comprobando quién se quedaría sin acceso',
      preview: (count, total, methods) =>
        `Hoy se quedarían sin acceso ${outOf(count, total)}, si se exigiera ${anyOf(methods)}.`,
    },
    stoppedColumns: { name: 'NOMBRE', email: 'CORREO', role: 'ROL', methods: 'TIENE', id: 'ID' },

    coverageColumns: {
      name: 'NOMBRE',
      email: 'CORREO',
      role: 'ROL',
      methods: 'TIENE',
      accepted: 'ACEPTADO',
      lastSignedIn: 'ÚLTIMO INICIO',
    },
    covered: (count, total) => `Con un factor aceptado: ${outOf(count, total)}.`,
    csvOrJson: 'Indique --csv o --json.',

    readingMembers: 'Leyendo los miembros',
    memberColumns: { name: 'NOMBRE', email: 'CORREO', role: 'ROL', mfa: 'MFA', id: 'ID' },
    resetRequested: (has, by, until) => `${has}, restablecimiento pedido por ${by} hasta ${until}`,
    toBeConfirmed: (has) => `${has}, debe confirmarlo un propietario`,
    askToRemove: (member, organization) => `¿Quitar a ${member} de ${organization}?`,
    removed: (member) => `Quitado: ${member}.`,
    askToLeave: (organization) => `¿Abandonar ${organization}? Solo podrá volver con una invitación nueva.`,
    left: (organization) => `Ha abandonado ${organization}.`,
    roleChanged: (member, role) => `${member} es ahora ${aRole(role)}.`,

    confirmMember: {
      warning: (undoneAt) =>
        `Su autenticación multifactor se deshizo: ${undoneAt}. Lo ha podido hacer cualquiera que lea su correo. Llame a esa persona o pregúntele en persona antes de confirmar.`,
      ask: (member) => `¿La cuenta de ${member} sigue siendo suya?`,
      confirmed: (member) => `Confirmada: ${member}.`,
    },

    reset: {
      notRequested: (member) => `Nadie ha pedido restablecer los factores de ${member}.`,
      requestedBy: (owner) => `${owner} ha pedido este restablecimiento.`,
      effects:
        'Se eliminarán todos los factores y códigos de recuperación de la cuenta, y se cerrarán sus sesiones.',
      ask: (member) => `¿Restablecer los factores de ${member}?`,
      done: (member) => `Restablecido: ${member} no tiene ahora ningún factor.`,
      requested: (member, until) =>
        `Pedido. ${member} es propietario, así que otro propietario debe confirmarlo antes de ${until}: \`mfa orgs confirm-reset\`.`,
      withdrawn: (member) => `Retirado: los factores de ${member} siguen como están.`,
    },

    invitation: {
      none: 'Ninguna invitación.',
      noneOfYours: 'Ninguna organización le invita.',
      ownColumns: { organization: 'ORGANIZACIÓN', role: 'COMO', until: 'HASTA', id: 'ID' },
      notInvited: (wanted) => `No hay ninguna invitación ${wanted}. \`mfa orgs invited\` lista las suyas.`,
      ambiguousOwn: (wanted) =>
        `Le invita más de una organización llamada ${wanted}. Indique el id de la invitación.`,
      columns: { email: 'CORREO', role: 'ROL', state: 'ESTADO', sent: 'ENVIADA', id: 'ID' },
      states: {
        accepted: 'aceptada',
        revoked: 'revocada',
        expired: 'caducada',
        notMailed: 'no enviada',
      },
      openUntil: (when) => `abierta hasta ${when}`,
      sent: (email, role, until) =>
        `Enviada a ${email}. La invitación, como ${aRole(role)}, vale hasta ${until}.`,
      revoked: (email) => `Revocada: la invitación de ${email}.`,
      about: (organization, role, email) =>
        `Invitación a ${organization} como ${aRole(role)}, para ${email}.`,
      staysValid: 'La invitación sigue siendo válida hasta que haya hecho lo siguiente.',
      signInWith: (email) => `Inicie sesión con la dirección de correo invitada: mfa signin --email ${email}`,
      register: (url) => `¿Esta dirección de correo todavía no tiene cuenta? Cree una: ${url}`,
      joined: (organization, role) => `Ahora es ${aRole(role)} de ${organization}.`,
      notALink: (text) =>
        `${text} no es una invitación: indique el enlace del correo, o el código que hay al final.`,
      otherServer: (origin, server) =>
        `El enlace es de ${origin}, pero el servidor es ${server}. Añada --server ${origin}`,
    },

    events: {
      columns: { when: 'CUÁNDO', what: 'QUÉ', who: 'QUIÉN', about: 'SOBRE', address: 'DIRECCIÓN' },
      as: (role) => `como ${role}`,
      from: (when) => `a partir de ${when}`,
    },
  };
};
