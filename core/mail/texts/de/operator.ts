import type { OperatorKinds } from '../../messages.ts';
import type { Texts } from '../../wording.ts';
import { resetPasswordLink, withoutPassword } from './phrases.ts';

export const operator: Texts<OperatorKinds> = {
  'operator-reset-requested': ({ dueAt, token, reason }, context) => ({
    heading: 'Ihre Multi-Faktor-Authentifizierung wird zurückgesetzt',
    paragraphs: [
      `Der Betreiber dieses Dienstes wurde gebeten, sie zurückzusetzen.${reasonSentence(reason)}`,
      `Wenn das Zurücksetzen nicht abgebrochen wird, werden alle Ihre Methoden und Wiederherstellungscodes entfernt und alle Ihre Sitzungen beendet. Frühestens: ${context.formats.instant(dueAt)}. Bis dahin ändert sich nichts.`,
    ],
    link: { label: 'Zurücksetzen abbrechen', url: context.pages.cancelReset(token) },
    advice: {
      text: 'Falls Sie das nicht waren, brechen Sie das Zurücksetzen mit dem Link oben ab und setzen Sie danach Ihr Passwort zurück: Jemand versucht möglicherweise, sich Zugriff auf Ihr Konto zu verschaffen.',
      link: resetPasswordLink(context),
    },
  }),

  'operator-reset-withdrawn': () => ({
    heading: 'Ihre Multi-Faktor-Authentifizierung wird nicht zurückgesetzt',
    paragraphs: ['Der Betreiber dieses Dienstes hat das Zurücksetzen widerrufen. Es wurde nichts geändert.'],
    advice: {
      text: 'Falls Sie das Zurücksetzen noch benötigen, wenden Sie sich erneut an den Betreiber.',
    },
  }),

  'operator-reset-cancelled': () => ({
    heading: 'Das Zurücksetzen Ihrer Multi-Faktor-Authentifizierung wurde abgebrochen',
    paragraphs: [
      'Mit dem Link in unserer E-Mail wurde das Zurücksetzen abgebrochen, das der Betreiber dieses Dienstes geplant hatte. Es wurde nichts geändert.',
    ],
    advice: {
      text: 'Falls Sie das nicht waren, kann jemand anderes Ihre E-Mails lesen. Sichern Sie zuerst Ihr Postfach und wenden Sie sich dann an den Betreiber dieses Dienstes.',
    },
  }),

  'operator-reset': ({ reason }, context) => ({
    heading: 'Ihre Multi-Faktor-Authentifizierung wurde zurückgesetzt',
    paragraphs: [
      `Der Betreiber dieses Dienstes hat sie zurückgesetzt.${reasonSentence(reason)}`,
      'Alle Ihre Methoden und Wiederherstellungscodes wurden entfernt und alle Ihre Sitzungen beendet. Melden Sie sich mit Ihrem Passwort an und aktivieren Sie so bald wie möglich wieder eine Methode.',
      withoutPassword,
    ],
    link: { label: 'Methode aktivieren', url: context.pages.activate },
    advice: {
      text: 'Falls Sie nicht darum gebeten haben, setzen Sie jetzt Ihr Passwort zurück, aktivieren Sie eine Methode und wenden Sie sich an den Betreiber dieses Dienstes.',
      link: resetPasswordLink(context),
    },
  }),

  'methods-unlocked': ({ reason }, context) => ({
    heading: 'Ihre Multi-Faktor-Authentifizierung wurde entsperrt',
    paragraphs: [
      `Der Betreiber dieses Dienstes hat sie entsperrt.${reasonSentence(reason)}`,
      'Frühere falsche Codes zählen nicht mehr, wir senden wieder E-Mails an diese Adresse und kein Eigentümer einer Organisation muss Ihr Konto bestätigen. Ihre Methoden bleiben unverändert.',
    ],
    advice: {
      text: 'Falls Sie nicht darum gebeten haben, kennt möglicherweise jemand Ihr Passwort und hat danach falsche Codes eingegeben: Setzen Sie es jetzt zurück.',
      link: resetPasswordLink(context),
    },
  }),
};

const reasonSentence = (reason: string | undefined) =>
  reason === undefined ? '' : ` Als Grund wurde angegeben: „${reason}“.`;
