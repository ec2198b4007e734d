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
    heading: 'Ya tiene una cuenta',
    paragraphs: [
      'Alguien ha intentado registrarse con esta dirección de correo, pero usted ya tiene una cuenta. No se ha cambiado nada. Si ha olvidado su contraseña, puede restablecerla desde la página de inicio de sesión.',
    ],
    link: { label: 'Iniciar sesión', url: pages.signIn },
    advice: adviceToIgnore,
  }),

  'no-account': (_message, { pages }) => ({
    heading: 'No hay ninguna cuenta con esta dirección de correo',
    paragraphs: [
      'Alguien ha pedido restablecer una contraseña, pero no hay ninguna cuenta con esta dirección de correo. Puede que se haya registrado con otra.',
    ],
    link: { label: 'Crear una cuenta', url: pages.register },
    advice: adviceToIgnore,
  }),

  'password-reset-requested': ({ token, expiresAt }, { pages, formats, now }) => ({
    heading: 'Restablezca su contraseña',
    paragraphs: [
      `Use el enlace siguiente para elegir una contraseña nueva. Funciona una sola vez y caduca en ${formats.duration((expiresAt - now) / 1000)}.`,
      'Una contraseña nueva cierra todas sus sesiones y elimina sus claves SSH. Sus métodos de autenticación multifactor no cambian.',
    ],
    link: { label: 'Elegir una contraseña nueva', url: pages.resetPassword(token) },
    advice: { text: 'Si no ha sido usted, ignore este correo. Su contraseña no cambia.' },
  }),

  'password-reset': ({ keysRemoved }, context) => ({
    heading: 'Se ha restablecido su contraseña',
    paragraphs: [
      'Ya puede iniciar sesión con su contraseña nueva. Se han cerrado todas sus sesiones; sus métodos de autenticación multifactor no han cambiado.',
      ...(keysRemoved > 0
        ? ['Se han eliminado sus claves SSH. Vuelva a añadir en la configuración las que todavía use.']
        : []),
    ],
    link: { label: 'Iniciar sesión', url: context.pages.signIn },
    advice: {
      text: 'Si no ha sido usted, otra persona puede leer su correo. Proteja primero su buzón y después vuelva a restablecer su contraseña.',
      link: resetPasswordLink(context),
    },
  }),

  'password-changed': ({ keysRemoved, keysKept }, context) => ({
    heading: 'Se ha cambiado su contraseña',
    paragraphs: [
      'A partir de ahora, inicie sesión con su contraseña nueva. Se han cerrado sus demás sesiones.',
      ...keysAfterChange({ keysRemoved, keysKept }, context),
    ],
    advice: adviceOnChange(context),
  }),

  'password-removed': ({ keysRemoved, keysKept }, context) => ({
    heading: 'Se ha eliminado su contraseña',
    paragraphs: [
      'A partir de ahora, solo se puede iniciar sesión en su cuenta con una llave de acceso, y ya no con una contraseña. Se han cerrado sus demás sesiones.',
      ...keysAfterChange({ keysRemoved, keysKept }, context),
      'Para volver a tener una contraseña, establezca una en la configuración. Si pierde sus llaves de acceso, pida el enlace para restablecerla y tenga a mano un código de recuperación.',
    ],
    link: { label: 'Abrir la configuración', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'factor-enabled': (message, context) =>
    message.undo === undefined
      ? anotherFactorEnabled(message, context)
      : firstFactorEnabled(message, message.undo, context),

  'factor-disabled': (message, context) => ({
    heading: message.isLast
      ? 'La autenticación multifactor está ahora desactivada'
      : `Método eliminado de su cuenta: ${methodTitles[message.method]}`,
    paragraphs: message.isLast
      ? [
          `Ha eliminado su último método: ${factorPhrase(message, context)}. Su cuenta está protegida solo por su contraseña, y sus códigos de recuperación ya no funcionan.`,
        ]
      : [`Este método ya no se puede usar: ${factorPhrase(message, context)}.`],
    link: message.isLast
      ? { label: 'Volver a activarla', url: context.pages.activate }
      : { label: 'Gestionar los métodos', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'factor-preferred': (message, context) => ({
    heading: 'Ha cambiado su método preferido',
    paragraphs: [
      `Al iniciar sesión, este método aparece ahora primero: ${factorPhrase(message, context)}. Puede seguir eligiendo otro.`,
    ],
    advice: adviceOnChange(context),
  }),

  'factor-renamed': ({ method, name, before }, context) => ({
    heading: 'Uno de sus métodos ha cambiado de nombre',
    paragraphs: [`${titlePhrase(method)}: «${before}» se llama ahora «${name}».`],
    advice: adviceOnChange(context),
  }),

  'passkey-copied': (message, context) => ({
    heading: 'Es posible que se haya copiado una llave de acceso',
    paragraphs: [
      `Alguien ha intentado usar este método y se le ha rechazado: ${factorPhrase(message, context)}. Su contador de firmas ha retrocedido, lo que ocurre cuando se copia una llave de seguridad.`,
      'Desactive esta llave de acceso en la configuración y active una nueva.',
    ],
    link: { label: 'Gestionar los métodos', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'activation-undone': ({ token, expiresAt }, { pages, formats, now }) => ({
    heading: 'Se ha deshecho la autenticación multifactor',
    paragraphs: [
      'Se ha usado el enlace de nuestro correo para deshacer su activación. Se han eliminado todos los métodos y claves SSH, se han cerrado todas las sesiones y su contraseña anterior ya no funciona.',
      `Use el enlace siguiente para elegir una contraseña nueva. Funciona una sola vez y caduca en ${formats.duration((expiresAt - now) / 1000)}.`,
    ],
    link: { label: 'Elegir una contraseña nueva', url: pages.resetPassword(token) },
    advice: {
      text: 'Si no ha sido usted, otra persona puede leer su correo. Proteja primero su buzón y después elija una contraseña nueva con el enlace de arriba.',
    },
  }),

  'recovery-code-used': (_message, context) => ({
    heading: 'Se ha usado un código de recuperación',
    paragraphs: [
      'Se ha introducido un código de recuperación en lugar de un código de verificación. No funciona una segunda vez.',
      'Si ha perdido un dispositivo, elimine su método en la configuración y añada uno nuevo. Allí también puede crear códigos de recuperación nuevos.',
    ],
    link: { label: 'Abrir la configuración', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'recovery-codes-regenerated': (_message, context) => ({
    heading: 'Tiene códigos de recuperación nuevos',
    paragraphs: [
      'Se han creado códigos de recuperación nuevos para su cuenta. Guárdelos en un lugar seguro; los anteriores ya no funcionan.',
    ],
    advice: adviceOnChange(context),
  }),

  'sign-in-code-failed': (message, context) => {
    if (message.signedIn) return codeFailedInSession(message, context);
    return message.byKey ? codeFailedAfterKey(message, context) : codeFailedAfterPassword(message, context);
  },

  'signed-in-from-new-device': (_message, context) => ({
    heading: 'Nuevo inicio de sesión en su cuenta',
    paragraphs: [
      'Se ha iniciado sesión en su cuenta desde un navegador, una línea de comandos o una red que no se habían usado antes con ella. Si ha sido usted, no tiene que hacer nada.',
      'En la configuración aparecen los dispositivos con los que ha iniciado sesión. Puede eliminar los que ya no use.',
    ],
    link: { label: 'Gestionar los dispositivos', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'key-added': ({ name, fingerprint }, context) => ({
    heading: 'Se ha añadido una clave SSH a su cuenta',
    paragraphs: [
      `Ya puede iniciar sesión desde una línea de comandos con la clave SSH «${name}» (${fingerprint}). Si la autenticación multifactor está activada, se le seguirá pidiendo el segundo factor.`,
    ],
    advice: adviceOnChange(context),
  }),

  'key-removed': ({ name, fingerprint }, context) => ({
    heading: 'Se ha eliminado una clave SSH de su cuenta',
    paragraphs: [
      `La clave SSH «${name}» (${fingerprint}) ya no sirve para iniciar sesión. Se han cerrado sus demás sesiones.`,
    ],
    advice: adviceOnChange(context),
  }),

  'language-changed': ({ language }, context) => ({
    heading: 'Ha cambiado el idioma de su cuenta',
    paragraphs: [
      `Los correos sobre su cuenta y las páginas que la muestran están ahora en este idioma: ${language}.`,
    ],
    link: { label: 'Abrir la configuración', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'account-deletion-requested': ({ dueAt }, context) => ({
    heading: `Se eliminará su cuenta: ${context.formats.instant(dueAt)}`,
    paragraphs: [
      'Ha pedido que se elimine su cuenta. Se han cerrado sus demás sesiones. Hasta ese día puede conservar la cuenta: inicie sesión y confírmelo en la página de inicio.',
      'Después, la cuenta, sus métodos, sus claves SSH y su registro de seguridad desaparecen, y nadie puede recuperarlos. Con ella se eliminan las organizaciones en las que usted es el único miembro.',
    ],
    link: { label: 'Conservar mi cuenta', url: context.pages.signIn },
    advice: {
      text: 'Si no ha sido usted, otra persona tiene acceso a su cuenta. Restablezca ahora su contraseña, inicie sesión y conserve la cuenta.',
      link: resetPasswordLink(context),
    },
  }),

  'account-kept': (_message, context) => ({
    heading: 'Se conserva su cuenta',
    paragraphs: ['Se ha cancelado la eliminación de su cuenta. Todo sigue como está.'],
    link: { label: 'Gestionar la cuenta', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'account-deletion-stopped': ({ organization }, context) => ({
    heading: 'No se ha eliminado su cuenta',
    paragraphs: [
      `Ahora es el único propietario de ${organization.name}, que tiene otros miembros. Su cuenta se conserva hasta que haga propietario a otro miembro o elimine la organización. Después podrá volver a eliminar la cuenta.`,
    ],
    link: { label: `Abrir ${organization.name}`, url: context.pages.organization(organization.id) },
    advice: {
      text: 'Si no ha pedido que se elimine su cuenta, otra persona tiene acceso a ella. Restablezca ahora su contraseña.',
      link: resetPasswordLink(context),
    },
  }),

  'account-deleted': () => ({
    heading: 'Se ha eliminado su cuenta',
    paragraphs: [
      'Se han eliminado su cuenta y todo lo que le pertenecía, tal como se pidió. Este es el último correo al respecto.',
    ],
    advice: { text: 'Si quiere volver, puede registrarse de nuevo con esta dirección de correo.' },
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
    heading: 'La autenticación multifactor está ahora activada',
    paragraphs: [
      `¡Enhorabuena! Su cuenta está protegida por algo más que una contraseña. Ha activado: ${factorPhrase(message, context)}.`,
      'Guarde sus códigos de recuperación en un lugar seguro: con cada uno puede iniciar sesión una vez si pierde el acceso a su método. También le recomendamos añadir un segundo método.',
      'Se han cerrado sus demás sesiones.',
    ],
    link: { label: 'Gestionar los métodos', url: pages.settings },
    advice: {
      text: `Si no ha sido usted, deshágalo antes de ${formats.duration((undo.expiresAt - now) / 1000)}. Así se elimina la autenticación multifactor, se cierran todas las sesiones y puede elegir una contraseña nueva.`,
      link: { label: 'Deshacer este cambio', url: pages.undoActivation(undo.token) },
    },
  };
}

function anotherFactorEnabled(message: FactorEnabled, context: TextContext): Wording {
  return {
    heading: `Método añadido a su cuenta: ${methodTitles[message.method]}`,
    paragraphs: [
      `¡Enhorabuena! Tiene otra forma de confirmar su identidad: ${factorPhrase(message, context)}.`,
      'Se han cerrado sus demás sesiones.',
    ],
    link: { label: 'Gestionar los métodos', url: context.pages.settings },
    advice: adviceOnChange(context),
  };
}

type CodeFailed = MessageOf<AccountKinds, 'sign-in-code-failed'>;

const ifMistyped = 'Si se ha equivocado al escribir el código, no tiene que hacer nada. Si no ha sido usted,';

function codeFailedInSession({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Alguien que ha iniciado sesión en su cuenta ha introducido un código incorrecto',
    paragraphs: [`No ha podido confirmar su identidad. No se ha cambiado nada. ${methodSentence(method)}`],
    advice: {
      text: `${ifMistyped} restablezca ahora su contraseña: así se cierran todas las sesiones.`,
      link: resetPasswordLink(context),
    },
  };
}

function codeFailedAfterPassword({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Alguien ha introducido su contraseña y después un código incorrecto',
    paragraphs: [
      `La contraseña era correcta, el código no. Nadie ha iniciado sesión. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} otra persona conoce su contraseña: restablézcala ahora.`,
      link: resetPasswordLink(context),
    },
  };
}

function codeFailedAfterKey({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Alguien ha usado su clave SSH y después ha introducido un código incorrecto',
    paragraphs: [
      `La clave SSH era correcta, el código no. Nadie ha iniciado sesión. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} otra persona tiene su clave SSH: elimínela ahora en la configuración.`,
      link: { label: 'Gestionar las claves SSH', url: context.pages.settings },
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
        `Claves SSH eliminadas: ${formats.list(keysRemoved)}. Vuelva a añadir en la configuración las que todavía use.`,
      ]
    : []),
  ...(keysKept.length > 0
    ? [`Claves SSH con las que se puede seguir iniciando sesión: ${formats.list(keysKept)}.`]
    : []),
];

const methodSentence = (method: CodeFailed['method']) => `Método: ${methodTitles[method]}.`;
