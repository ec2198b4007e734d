import type { OperatorKinds } from '../../messages.ts';
import type { Texts } from '../../wording.ts';
import { resetPasswordLink, withoutPassword } from './phrases.ts';

export const operator: Texts<OperatorKinds> = {
  'operator-reset-requested': ({ dueAt, token, reason }, context) => ({
    heading: 'Se restablecerá su autenticación multifactor',
    paragraphs: [
      `Se ha pedido al operador de este servicio que la restablezca.${reasonSentence(reason)}`,
      `A partir de este momento se eliminarán todos sus métodos y códigos de recuperación y se cerrarán todas sus sesiones, salvo que se cancele: ${context.formats.instant(dueAt)}. Hasta entonces no cambia nada.`,
    ],
    link: { label: 'Cancelar el restablecimiento', url: context.pages.cancelReset(token) },
    advice: {
      text: 'Si no ha sido usted, cancele el restablecimiento con el enlace de arriba y después restablezca su contraseña: puede que alguien esté intentando acceder a su cuenta.',
      link: resetPasswordLink(context),
    },
  }),

  'operator-reset-withdrawn': () => ({
    heading: 'No se restablecerá su autenticación multifactor',
    paragraphs: ['El operador de este servicio ha retirado el restablecimiento. No se ha cambiado nada.'],
    advice: { text: 'Si todavía lo necesita, vuelva a pedírselo al operador.' },
  }),

  'operator-reset-cancelled': () => ({
    heading: 'Se ha cancelado el restablecimiento de su autenticación multifactor',
    paragraphs: [
      'Se ha usado el enlace de nuestro correo para cancelar el restablecimiento que había previsto el operador de este servicio. No se ha cambiado nada.',
    ],
    advice: {
      text: 'Si no ha sido usted, otra persona puede leer su correo. Proteja primero su buzón y después póngase en contacto con el operador de este servicio.',
    },
  }),

  'operator-reset': ({ reason }, context) => ({
    heading: 'Se ha restablecido su autenticación multifactor',
    paragraphs: [
      `La ha restablecido el operador de este servicio.${reasonSentence(reason)}`,
      'Se han eliminado todos sus métodos y códigos de recuperación y se han cerrado todas sus sesiones. Inicie sesión con su contraseña y vuelva a activar un método lo antes posible.',
      withoutPassword,
    ],
    link: { label: 'Activar un método', url: context.pages.activate },
    advice: {
      text: 'Si no lo ha pedido, restablezca ahora su contraseña, active un método y póngase en contacto con el operador de este servicio.',
      link: resetPasswordLink(context),
    },
  }),

  'methods-unlocked': ({ reason }, context) => ({
    heading: 'Se ha desbloqueado su autenticación multifactor',
    paragraphs: [
      `La ha desbloqueado el operador de este servicio.${reasonSentence(reason)}`,
      'Los códigos incorrectos introducidos antes ya no cuentan, volvemos a enviar correos a esta dirección y ningún propietario de una organización tiene que confirmar su cuenta. Sus métodos no cambian.',
    ],
    advice: {
      text: 'Si no lo ha pedido, puede que alguien conozca su contraseña y haya introducido después códigos incorrectos: restablézcala ahora.',
      link: resetPasswordLink(context),
    },
  }),
};

const reasonSentence = (reason: string | undefined) =>
  reason === undefined ? '' : ` Motivo indicado: «${reason}».`;
