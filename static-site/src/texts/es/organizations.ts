import type { OrganizationTexts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';

/** What the pages of organizations say in Spanish. */
export const spanishOrganizations = (format: Formats): OrganizationTexts => {
  const { number } = format;
  const members = (count: number) => format.plural(count, { one: '# miembro', other: '# miembros' });
  const roleOf = (role: string) => (role === 'owner' ? 'propietario' : 'miembro');

  return {
    list: {
      title: 'Organizaciones',
      none: 'Todavía no pertenece a ninguna organización. Cree una o pida a un propietario que le invite por correo.',
    },

    create: {
      title: 'Crear una organización',
      intro:
        'Usted será su propietario. Los propietarios invitan a miembros y pueden exigir la autenticación multifactor.',
      submit: 'Crear la organización',
      submitting: 'Creando…',
      done: (name) => `Se ha creado ${name}.`,
    },

    ends: {
      title: 'Eliminar la organización',
      text: 'Se elimina siete días después de que lo pida un propietario. Todos los miembros reciben un correo, y hasta entonces cualquier propietario puede conservarla. Después, sus entornos, sus invitaciones y su registro de seguridad desaparecen para siempre. Las cuentas de sus miembros se conservan.',
      textAlone:
        'Usted es su único miembro, así que se elimina de inmediato. Sus entornos, sus invitaciones y su registro de seguridad desaparecen para siempre. Su cuenta se conserva.',
      delete: (name) => `Eliminar ${name}`,
      deleting: 'Eliminando…',
      deleteTitle: (name) => `¿Eliminar ${name}?`,
      confirm: 'Sí, eliminarla',
      planned: (name, when) => `${name} se eliminará: ${when}. Todavía puede conservarla.`,
      deleted: (name) => `Se ha eliminado ${name}.`,
      waiting: (when) => `La organización se eliminará: ${when}.`,
      keep: (name) => `Conservar ${name}`,
      keeping: 'Espere…',
      kept: (name) => `${name} se conserva.`,
    },

    edit: {
      title: 'Editar la organización',
      name: 'Nombre de la organización:',
      nameMissing: 'Introduzca un nombre para la organización.',
      updateName: 'Cambiar el nombre',
      updating: 'Cambiando…',
      nameUpdated: 'Se ha cambiado el nombre.',
      yourRole: (role) => `Usted es ${roleOf(role)} de esta organización.`,
      gone: 'No existe esta organización',
      goneText:
        'Puede que se haya eliminado, o que usted no sea miembro. Compruebe la dirección o continúe desde aquí.',
    },

    mfa: {
      title: 'Autenticación multifactor:',
      required: 'OBLIGATORIA',
      notRequired: 'NO OBLIGATORIA',
      require: 'Exigir',
      change: 'Cambiar',
      stop: 'Dejar de exigir',
      stopping: 'Espere…',
      whatFor: 'Cuando es obligatoria, una contraseña sola no basta para esta organización.',
      since: (when) => `Desde ${when}.`,
      from: (when) =>
        `A partir de ${when}. Hasta entonces, los miembros pueden iniciar sesión como antes y ven lo que necesitarán.`,
      accepted: (methods) => `Métodos aceptados: ${methods}.`,
      coverage: (withMfa, total) => `Con un método activado: ${number(withMfa)} de ${members(total)}.`,
      memberNotRequired: 'Su organización no la exige.',
      stopTitle: '¿Dejar de exigir la autenticación multifactor?',
      stopText:
        'Los miembros sin método podrán iniciar sesión solo con una contraseña. Todos los propietarios reciben un correo al respecto.',
      stopConfirm: 'Sí, dejar de exigirla',
      stopped: 'La autenticación multifactor ya no es obligatoria.',
    },

    require: {
      title: 'Exigir la autenticación multifactor',
      changeTitle: 'Cambiar lo que se exige',
      accept: 'Métodos aceptados',
      acceptMissing: 'Elija al menos un método.',
      when: 'Cuándo',
      atOnce: 'De inmediato',
      later: 'A partir de una fecha',
      laterHint: 'Los miembros tienen tiempo hasta entonces y reciben recordatorios por correo.',
      date: 'Fecha',
      dateWrong: 'Elija una fecha posterior a hoy, como máximo dentro de un año.',
      nobody: (total) =>
        `Nadie se quedaría sin acceso: ${format.plural(total, { one: 'el único miembro tiene', other: 'los # miembros tienen' })} un método aceptado.`,
      stopped: (count, total) =>
        `Hoy se quedarían sin acceso: ${number(count)} de ${members(total)}. ${format.plural(count, { one: 'Ese miembro no tiene un método aceptado y debe', other: 'Esos miembros no tienen un método aceptado y deben' })} activar uno para continuar.`,
      stoppedLater: (count, total) =>
        `Hoy sin un método aceptado: ${number(count)} de ${members(total)}. ${format.plural(count, { one: 'Ese miembro debe', other: 'Esos miembros deben' })} activar uno antes de la fecha.`,
      stoppedList: 'Quién se quedaría sin acceso',
      has: (methods) => `solo tiene: ${methods}`,
      hasNone: 'no tiene ningún método',
      ownFirst: (methods) =>
        `Usted mismo no tiene un método aceptado, así que se quedaría sin acceso. Active antes uno: ${methods}.`,
      ownFirstLater: (methods) =>
        `Solo un propietario con un método aceptado puede exigir uno, también a partir de una fecha posterior. Active antes uno: ${methods}.`,
      activateOwn: 'Activarlo para su cuenta',
      proveAccepted: (methods) =>
        `Confirme con un método que se aceptará: ${methods}. Elíjalo en el formulario que pide el código.`,
      confirm: 'Exigir',
      confirmChange: 'Guardar',
      working: 'Espere…',
      done: 'La autenticación multifactor es ahora obligatoria.',
      doneLater: (when) => `La autenticación multifactor es obligatoria a partir de ${when}.`,
    },

    members: {
      title: 'Miembros',
      filter: 'Buscar un miembro',
      filterPlaceholder: 'Nombre o correo',
      show: 'Mostrar',
      kinds: {
        all: 'todos',
        missing: 'sin un método aceptado',
        owners: 'propietarios',
        resets: 'con un restablecimiento pendiente',
      },
      shown: (shown, found) => (shown === found ? members(found) : `${number(shown)} de ${members(found)}`),
      noneFound: 'No hay coincidencias. Busque otra cosa.',
      showMore: 'Mostrar más',
      you: 'usted',
      mfa: (methods) => `MFA: ${methods}`,
      noMfa: 'sin MFA',
      hasMfa: 'tiene MFA',
      notAccepted: (methods) => `MFA no aceptada: ${methods}`,
      lastSignedIn: (when) => `Último inicio de sesión: ${when}`,
      neverSignedIn: 'Todavía no ha iniciado sesión',
      download: 'Descargar como CSV',
      downloading: 'Descargando…',
      fileName: 'mfa-coverage.csv',
      manage: 'Gestionar',
      close: 'Cerrar',
      of: (person) => `: ${person}`,
      working: 'Espere…',
      makeOwner: 'Hacer propietario',
      makeMember: 'Hacer miembro',
      makeOwnerTitle: (person) => `¿Hacer propietario a ${person}?`,
      makeOwnerText:
        'Los propietarios pueden hacer todo lo que usted puede: invitar y quitar a otros, restablecer factores y cambiar su rol.',
      makeMemberTitle: (person) => `¿Hacer miembro a ${person}?`,
      makeMemberText:
        'Podrá ver esta organización, pero no cambiarla. Todos los propietarios reciben un correo al respecto.',
      makeSelfMemberText:
        'Podrá ver esta organización, pero no cambiarla. Solo otro propietario puede deshacerlo.',
      roleConfirm: 'Sí, cambiar el rol',
      roleChanged: (person, role) => `${person} es ahora ${roleOf(role)}.`,
      remove: 'Quitar',
      removeTitle: (person) => `¿Quitar a ${person}?`,
      removeText:
        'Pierde de inmediato el acceso a esta organización y recibe un correo al respecto. Su cuenta se conserva.',
      removeConfirm: 'Sí, quitar',
      removed: (person) => `${person} ya no es miembro.`,
      confirmAccount: 'Confirmar la cuenta',
      confirmAccountTitle: (person) => `¿Sigue usando esta cuenta ${person}?`,
      confirmAccountText:
        'Su autenticación multifactor se ha deshecho con un enlace de un correo, lo que puede hacer cualquiera que lea su correo. Llame a esa persona o pregúntele en persona antes de confirmar.',
      undoneAt: (moment) => `Se deshizo: ${moment}. Pregunte a esa persona si fue ella.`,
      confirmAccountConfirm: 'Sí, le he preguntado',
      accountConfirmed: (person) => `Se ha confirmado la cuenta de ${person}.`,
      awaitsConfirmation: 'Debe confirmarla un propietario',
      reset: 'Restablecer los factores',
      resetTitle: (person) => `¿Restablecer los factores de ${person}?`,
      resetText:
        'Para un teléfono o un buzón perdidos. Se eliminan todos sus métodos y códigos de recuperación y se cierran todas sus sesiones. Después basta la contraseña para iniciar sesión. Si la autenticación multifactor es obligatoria, antes hay que volver a activar un método. Esa persona recibe un correo al respecto.',
      resetOwnerText:
        'Los factores de un propietario solo se restablecen si un segundo propietario lo confirma en 24 horas.',
      resetConfirm: 'Sí, restablecerlos',
      resetDone: (person) => `Se han restablecido los factores de ${person}.`,
      resetAsked: (when) => `Otro propietario debe confirmarlo antes de ${when}.`,
      resetWaits: (by, when) =>
        `${by} ha pedido restablecer estos factores. Un segundo propietario debe confirmarlo antes de ${when}.`,
      resetWaitsYours: (when) =>
        `Usted ha pedido restablecer estos factores. Otro propietario debe confirmarlo antes de ${when}.`,
      confirmReset: 'Confirmar el restablecimiento',
      withdraw: 'Retirar',
      withdrawn: 'Se ha retirado el restablecimiento.',
    },

    invitations: {
      title: 'Invitaciones',
      intro:
        'Una invitación se envía por correo. Funciona una sola vez, durante siete días y solo para esa dirección.',
      email: 'Correo electrónico',
      role: 'Rol',
      send: 'Enviar la invitación',
      sending: 'Enviando…',
      sent: (email) => `La invitación va de camino a ${email}.`,
      none: 'Todavía no se ha invitado a nadie.',
      states: {
        open: 'abierta',
        notMailed: 'no enviada',
        accepted: 'aceptada',
        revoked: 'revocada',
        expired: 'caducada',
      },
      as: (role) => `como ${role}`,
      sentAt: (when) => `Primer envío: ${when}`,
      createdAt: (when) => `Creada: ${when}`,
      until: (when) => `válida hasta ${when}`,
      resend: 'Volver a enviar',
      resent: (email) => `Un enlace nuevo va de camino a ${email}. El anterior ya no funciona.`,
      revoke: 'Revocar',
      revokeTitle: (email) => `¿Revocar la invitación de ${email}?`,
      revokeText: 'El enlace del correo deja de funcionar de inmediato.',
      revokeConfirm: 'Sí, revocarla',
      revoked: 'Se ha revocado la invitación.',
      working: 'Espere…',
      of: (email) => `: ${email}`,
    },

    environments: {
      title: 'Entornos',
      none: 'Todavía no hay entornos.',
      name: 'Nombre del entorno nuevo',
      nameMissing: 'Introduzca un nombre para el entorno.',
      submit: 'Crear el entorno',
      submitting: 'Creando…',
      done: (name) => `Se ha creado el entorno ${name}.`,
    },

    events: {
      title: 'Eventos',
      intro: 'Quién hizo qué, cuándo y desde dónde. Se guarda 400 días.',
      none: 'Todavía nada.',
      showMore: 'Mostrar más',
      by: (person) => `por ${person}`,
      kinds: {
        'organization-created': () => 'Organización creada',
        'organization-renamed': ({ name }) => `Nombre de la organización cambiado a ${name}`,
        'member-invited': ({ member, role }) => `${member}: invitación como ${role}`,
        'invitation-resent': ({ member }) => `Invitación de ${member} enviada de nuevo`,
        'invitation-not-mailed': ({ member }) =>
          `No se ha podido enviar el correo de la invitación de ${member}`,
        'invitation-revoked': ({ member }) => `Invitación de ${member} revocada`,
        'member-joined': ({ member, role }) => `${member} se ha unido como ${role}`,
        'member-removed': ({ member }) => `${member}: quitado de la organización`,
        'member-left': ({ member }) => `${member} ha abandonado la organización`,
        'role-changed': ({ member, role }) => `Rol de ${member} cambiado: ${role}`,
        'mfa-required': ({ methods, deadline }) =>
          `Autenticación multifactor exigida${deadline && ` a partir de ${deadline}`}${methods && `: ${methods}`}`,
        'mfa-not-required': () => 'Autenticación multifactor ya no exigida',
        'factors-reset-requested': ({ member }) => `Restablecimiento de los factores de ${member} pedido`,
        'factors-reset-withdrawn': ({ member }) => `Restablecimiento de los factores de ${member} retirado`,
        'factors-reset': ({ member }) => `Factores de ${member} restablecidos`,
        'member-confirmed': ({ member }) => `Cuenta de ${member} confirmada`,
        'organization-deletion-requested': () => 'Eliminación de la organización pedida',
        'organization-kept': () => 'Eliminación de la organización cancelada',
        'environment-created': ({ name }) => `Entorno ${name} creado`,
      },
    },

    leave: {
      title: 'Abandonar esta organización',
    },

    invitation: {
      title: (organization) => `Unirse a ${organization}`,
      asks: (organization, role) => `Tiene una invitación a ${organization} como ${roleOf(role)}.`,
      until: (email, when) => `La invitación es para ${email} y vale hasta ${when}.`,
      requires: (organization, methods) =>
        `${organization} exige la autenticación multifactor. Acepta: ${methods}.`,
      signInFirst: 'Inicie sesión con esa dirección para aceptarla, o registre antes una cuenta.',
      signIn: 'Iniciar sesión',
      register: 'Registrarse',
      accept: 'Aceptar la invitación',
      accepting: 'Aceptando…',
      accepted: (organization) => `Ya es miembro de ${organization}.`,
      signedInAs: (email) => `Ha iniciado sesión como ${email}.`,
      wrongAccount: (invited, present) =>
        `Esta invitación es para ${invited}, y usted ha iniciado sesión como ${present}. Cierre la sesión y después inicie sesión o regístrese con la dirección invitada.`,
      logOut: 'Cerrar sesión y continuar',
      loggingOut: 'Cerrando sesión…',
      activateFirst: (organization) =>
        `${organization} solo acepta miembros que hayan iniciado sesión con un método aceptado. Active uno. La invitación sigue siendo válida, y volverá a esta página.`,
      proveFirst: (organization, methods) =>
        `${organization} solo acepta miembros que hayan confirmado con un método aceptado: ${methods}. Elíjalo en el formulario que pide el código.`,
      member: 'Ya es miembro.',
      toOrganization: 'A la organización',
      deadTitle: 'Esta invitación ya no funciona',
      dead: 'Se ha aceptado, revocado o sustituido por una más reciente, o ha caducado. Si tiene un correo más reciente, use su enlace. Si no, pida una nueva a quien le haya invitado.',
      noCodeTitle: 'Abra de nuevo el enlace',
      noCode:
        'Abra de nuevo el enlace de la invitación, porque esta página no lo guarda cuando se vuelve a cargar.',
      notNow: 'Ahora no',
    },
  };
};
