import type { CodeKinds } from '../../messages.ts';
import type { TextContext, Texts, Wording } from '../../wording.ts';
import { resetPasswordLink } from './phrases.ts';

export const codes: Texts<CodeKinds> = {
  'sign-in': (message, context) => ({
    ...oneTimePassword(message, 'iniciar sesión', context),
    advice: adviceOnKnownPassword(context),
  }),

  activation: (message, context) => ({
    ...oneTimePassword(message, 'completar la activación de este método', context),
    advice: adviceOnKnownPassword(context),
  }),

  'step-up': (message, context) => ({
    ...oneTimePassword(message, 'confirmar su identidad', context),
    advice: {
      text: 'Si no ha sido usted, otra persona ha iniciado sesión en su cuenta. No comparta el código con nadie y restablezca ahora su contraseña: así se cierran todas las sesiones.',
      link: resetPasswordLink(context),
    },
  }),

  registration: (message, context) => ({
    ...oneTimePassword(message, 'crear su cuenta', context),
    link: {
      label: 'Crear la cuenta sin el código',
      url: context.pages.verifyEmail(message.registrationID, message.token),
    },
    advice: {
      text: 'Si no ha sido usted, ignore este correo. Sin el código o el enlace no se crea ninguna cuenta.',
    },
  }),
};

/** The code is at the end of the subject and at the beginning of the text, where people and scripts look for it. */
function oneTimePassword(
  { code, expiresAt }: { readonly code: string; readonly expiresAt: number },
  purpose: string,
  { brand, formats, now }: TextContext,
): Pick<Wording, 'heading' | 'subject' | 'paragraphs'> {
  return {
    heading: `${code} es su código de verificación.`,
    subject: `Su código de verificación de ${brand}: ${code}`,
    paragraphs: [
      `Introdúzcalo para ${purpose}. Funciona una sola vez y caduca en ${formats.duration((expiresAt - now) / 1000)}.`,
    ],
  };
}

const adviceOnKnownPassword = (context: TextContext): Wording['advice'] => ({
  text: 'Si no ha sido usted, otra persona conoce su contraseña. No comparta el código con nadie y restablezca ahora su contraseña.',
  link: resetPasswordLink(context),
});
