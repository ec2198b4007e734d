import type { AccountKinds, MessageOf } from '../../messages.ts';
import type { TextContext, Texts, Wording } from '../../wording.ts';
import { adviceOnChange, adviceToIgnore, factorPhrase, methodTitles, resetPasswordLink } from './phrases.ts';

export const account: Texts<AccountKinds> = {
  'address-has-account': (_message, { pages }) => ({
    heading: 'Sie haben bereits ein Konto',
    paragraphs: [
      'Jemand hat versucht, sich mit dieser E-Mail-Adresse zu registrieren, aber Sie haben bereits ein Konto. Es wurde nichts geändert. Falls Sie Ihr Passwort vergessen haben, können Sie es auf der Anmeldeseite zurücksetzen.',
    ],
    link: { label: 'Anmelden', url: pages.signIn },
    advice: adviceToIgnore,
  }),

  'no-account': (_message, { pages }) => ({
    heading: 'Zu dieser E-Mail-Adresse gibt es kein Konto',
    paragraphs: [
      'Jemand wollte ein Passwort zurücksetzen, aber zu dieser E-Mail-Adresse gibt es kein Konto. Möglicherweise haben Sie sich mit einer anderen registriert.',
    ],
    link: { label: 'Konto erstellen', url: pages.register },
    advice: adviceToIgnore,
  }),

  'password-reset-requested': ({ token, expiresAt }, { pages, formats, now }) => ({
    heading: 'Passwort zurücksetzen',
    paragraphs: [
      `Mit dem Link unten wählen Sie ein neues Passwort. Er funktioniert einmal und ist noch ${formats.duration((expiresAt - now) / 1000)} gültig.`,
      'Ein neues Passwort beendet alle Ihre Sitzungen und entfernt Ihre SSH-Schlüssel. Ihre Methoden für die Multi-Faktor-Authentifizierung bleiben unverändert.',
    ],
    link: { label: 'Neues Passwort wählen', url: pages.resetPassword(token) },
    advice: {
      text: 'Falls Sie das nicht waren, ignorieren Sie diese E-Mail. Ihr Passwort bleibt unverändert.',
    },
  }),

  'password-reset': ({ keysRemoved }, context) => ({
    heading: 'Ihr Passwort wurde zurückgesetzt',
    paragraphs: [
      'Sie können sich jetzt mit Ihrem neuen Passwort anmelden. Alle Ihre Sitzungen wurden beendet; Ihre Methoden für die Multi-Faktor-Authentifizierung bleiben unverändert.',
      ...(keysRemoved > 0
        ? [
            'Ihre SSH-Schlüssel wurden entfernt. Fügen Sie die, die Sie noch verwenden, in Ihren Einstellungen wieder hinzu.',
          ]
        : []),
    ],
    link: { label: 'Anmelden', url: context.pages.signIn },
    advice: {
      text: 'Falls Sie das nicht waren, kann jemand anderes Ihre E-Mails lesen. Sichern Sie zuerst Ihr Postfach und setzen Sie dann Ihr Passwort erneut zurück.',
      link: resetPasswordLink(context),
    },
  }),

  'password-changed': ({ keysRemoved, keysKept }, context) => ({
    heading: 'Ihr Passwort wurde geändert',
    paragraphs: [
      'Melden Sie sich ab jetzt mit Ihrem neuen Passwort an. Ihre anderen Sitzungen wurden beendet.',
      ...keysAfterChange({ keysRemoved, keysKept }, context),
    ],
    advice: adviceOnChange(context),
  }),

  'password-removed': ({ keysRemoved, keysKept }, context) => ({
    heading: 'Ihr Passwort wurde entfernt',
    paragraphs: [
      'Ab jetzt können Sie sich nur noch mit einem Passkey anmelden und nicht mehr mit einem Passwort. Ihre anderen Sitzungen wurden beendet.',
      ...keysAfterChange({ keysRemoved, keysKept }, context),
      'Wenn Sie wieder ein Passwort haben möchten, legen Sie eines in Ihren Einstellungen fest. Falls Sie Ihre Passkeys verlieren, fordern Sie den Link zum Zurücksetzen an und halten Sie einen Wiederherstellungscode bereit.',
    ],
    link: { label: 'Einstellungen öffnen', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'factor-enabled': (message, context) =>
    message.undo === undefined
      ? anotherFactorEnabled(message, context)
      : firstFactorEnabled(message, message.undo, context),

  'factor-disabled': (message, context) => ({
    heading: message.isLast
      ? 'Die Multi-Faktor-Authentifizierung ist jetzt deaktiviert'
      : `${methodTitles[message.method]}: Methode aus Ihrem Konto entfernt`,
    paragraphs: message.isLast
      ? [
          `Sie haben Ihre letzte Methode entfernt: ${factorPhrase(message, context)}. Ihr Konto ist jetzt nur noch durch Ihr Passwort geschützt, und Ihre Wiederherstellungscodes funktionieren nicht mehr.`,
        ]
      : [`Diese Methode kann nicht mehr verwendet werden: ${factorPhrase(message, context)}.`],
    link: message.isLast
      ? { label: 'Wieder aktivieren', url: context.pages.activate }
      : { label: 'Methoden verwalten', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'factor-preferred': (message, context) => ({
    heading: 'Ihre bevorzugte Methode wurde geändert',
    paragraphs: [
      `Bei der Anmeldung kommt jetzt diese Methode zuerst: ${factorPhrase(message, context)}. Sie können weiterhin eine andere wählen.`,
    ],
    advice: adviceOnChange(context),
  }),

  'factor-renamed': ({ method, name, before }, context) => ({
    heading: 'Eine Ihrer Methoden wurde umbenannt',
    paragraphs: [`${methodTitles[method]}: „${before}“ heißt jetzt „${name}“.`],
    advice: adviceOnChange(context),
  }),

  'passkey-copied': (message, context) => ({
    heading: 'Ein Passkey wurde möglicherweise kopiert',
    paragraphs: [
      `Jemand wollte diese Methode verwenden und wurde abgewiesen: ${factorPhrase(message, context)}. Der Signaturzähler lief rückwärts. Das geschieht, wenn ein Sicherheitsschlüssel kopiert wurde.`,
      'Deaktivieren Sie diesen Passkey in Ihren Einstellungen und aktivieren Sie einen neuen.',
    ],
    link: { label: 'Methoden verwalten', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'activation-undone': ({ token, expiresAt }, { pages, formats, now }) => ({
    heading: 'Die Multi-Faktor-Authentifizierung wurde rückgängig gemacht',
    paragraphs: [
      'Mit dem Link in unserer E-Mail wurde die Aktivierung rückgängig gemacht. Alle Methoden und SSH-Schlüssel wurden entfernt, alle Sitzungen beendet, und Ihr altes Passwort funktioniert nicht mehr.',
      `Mit dem Link unten wählen Sie ein neues Passwort. Er funktioniert einmal und ist noch ${formats.duration((expiresAt - now) / 1000)} gültig.`,
    ],
    link: { label: 'Neues Passwort wählen', url: pages.resetPassword(token) },
    advice: {
      text: 'Falls Sie das nicht waren, kann jemand anderes Ihre E-Mails lesen. Sichern Sie zuerst Ihr Postfach und wählen Sie dann mit dem Link oben ein neues Passwort.',
    },
  }),

  'recovery-code-used': (_message, context) => ({
    heading: 'Ein Wiederherstellungscode wurde verwendet',
    paragraphs: [
      'Anstelle eines Bestätigungscodes wurde ein Wiederherstellungscode eingegeben. Er funktioniert kein zweites Mal.',
      'Falls Sie ein Gerät verloren haben, entfernen Sie dessen Methode in Ihren Einstellungen und fügen Sie eine neue hinzu. Dort können Sie auch neue Wiederherstellungscodes erstellen.',
    ],
    link: { label: 'Einstellungen öffnen', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'recovery-codes-regenerated': (_message, context) => ({
    heading: 'Sie haben neue Wiederherstellungscodes',
    paragraphs: [
      'Für Ihr Konto wurden neue Wiederherstellungscodes erstellt. Bewahren Sie sie an einem sicheren Ort auf; die alten funktionieren nicht mehr.',
    ],
    advice: adviceOnChange(context),
  }),

  'sign-in-code-failed': (message, context) => {
    if (message.signedIn) return codeFailedInSession(message, context);
    return message.byKey ? codeFailedAfterKey(message, context) : codeFailedAfterPassword(message, context);
  },

  'signed-in-from-new-device': (_message, context) => ({
    heading: 'Neue Anmeldung in Ihrem Konto',
    paragraphs: [
      'In Ihrem Konto hat sich jemand mit einem Browser, einer Befehlszeile oder aus einem Netzwerk angemeldet, die bisher nicht damit verwendet wurden. Falls Sie das waren, müssen Sie nichts tun.',
      'Ihre Einstellungen zeigen die Geräte, mit denen Sie sich angemeldet haben. Geräte, die Sie nicht mehr verwenden, können Sie dort entfernen.',
    ],
    link: { label: 'Geräte verwalten', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'key-added': ({ name, fingerprint }, context) => ({
    heading: 'Ihrem Konto wurde ein SSH-Schlüssel hinzugefügt',
    paragraphs: [
      `Sie können sich jetzt mit dem SSH-Schlüssel „${name}“ (${fingerprint}) an einer Befehlszeile anmelden. Wenn die Multi-Faktor-Authentifizierung aktiviert ist, werden Sie weiterhin nach Ihrem zweiten Faktor gefragt.`,
    ],
    advice: adviceOnChange(context),
  }),

  'key-removed': ({ name, fingerprint }, context) => ({
    heading: 'Aus Ihrem Konto wurde ein SSH-Schlüssel entfernt',
    paragraphs: [
      `Der SSH-Schlüssel „${name}“ (${fingerprint}) kann nicht mehr zur Anmeldung verwendet werden. Ihre anderen Sitzungen wurden beendet.`,
    ],
    advice: adviceOnChange(context),
  }),

  'language-changed': ({ language }, context) => ({
    heading: 'Die Sprache Ihres Kontos wurde geändert',
    paragraphs: [`E-Mails zu Ihrem Konto und die Seiten dazu haben jetzt diese Sprache: ${language}.`],
    link: { label: 'Einstellungen öffnen', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'account-deletion-requested': ({ dueAt }, context) => ({
    heading: `Ihr Konto wird gelöscht: ${context.formats.instant(dueAt)}`,
    paragraphs: [
      'Sie haben die Löschung Ihres Kontos beantragt. Ihre anderen Sitzungen wurden beendet. Bis zu diesem Tag können Sie das Konto behalten: Melden Sie sich an und bestätigen Sie das auf der Startseite.',
      'Danach sind das Konto, seine Methoden, seine SSH-Schlüssel und sein Sicherheitsprotokoll gelöscht, und niemand kann sie wiederherstellen. Organisationen, in denen Sie das einzige Mitglied sind, werden mit gelöscht.',
    ],
    link: { label: 'Mein Konto behalten', url: context.pages.signIn },
    advice: {
      text: 'Falls Sie das nicht waren, hat jemand anderes Zugriff auf Ihr Konto. Setzen Sie jetzt Ihr Passwort zurück, melden Sie sich an und behalten Sie das Konto.',
      link: resetPasswordLink(context),
    },
  }),

  'account-kept': (_message, context) => ({
    heading: 'Ihr Konto bleibt bestehen',
    paragraphs: ['Die Löschung Ihres Kontos wurde abgebrochen. Alles bleibt, wie es ist.'],
    link: { label: 'Konto verwalten', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'account-deletion-stopped': ({ organization }, context) => ({
    heading: 'Ihr Konto wurde nicht gelöscht',
    paragraphs: [
      `Sie sind inzwischen der einzige Eigentümer von ${organization.name}, und diese Organisation hat weitere Mitglieder. Ihr Konto bleibt bestehen, bis Sie ein anderes Mitglied zum Eigentümer machen oder die Organisation löschen. Danach können Sie das Konto erneut löschen.`,
    ],
    link: { label: `${organization.name} öffnen`, url: context.pages.organization(organization.id) },
    advice: {
      text: 'Falls Sie die Löschung Ihres Kontos nicht beantragt haben, hat jemand anderes Zugriff darauf. Setzen Sie jetzt Ihr Passwort zurück.',
      link: resetPasswordLink(context),
    },
  }),

  'account-deleted': () => ({
    heading: 'Ihr Konto wurde gelöscht',
    paragraphs: [
      'Ihr Konto und alles, was dazu gehörte, wurde wie beantragt gelöscht. Das ist die letzte E-Mail dazu.',
    ],
    advice: {
      text: 'Falls Sie zurückkommen möchten, können Sie sich mit dieser E-Mail-Adresse erneut registrieren.',
    },
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
    heading: 'Die Multi-Faktor-Authentifizierung ist jetzt aktiviert',
    paragraphs: [
      `Herzlichen Glückwunsch! Ihr Konto ist jetzt durch mehr als ein Passwort geschützt. Sie haben aktiviert: ${factorPhrase(message, context)}.`,
      'Bewahren Sie Ihre Wiederherstellungscodes an einem sicheren Ort auf: Mit jedem können Sie sich einmal anmelden, falls Sie keinen Zugriff mehr auf Ihre Methode haben. Wir empfehlen außerdem, eine zweite Methode hinzuzufügen.',
      'Ihre anderen Sitzungen wurden beendet.',
    ],
    link: { label: 'Methoden verwalten', url: pages.settings },
    advice: {
      text: `Falls Sie das nicht waren, machen Sie es rückgängig. Das ist noch ${formats.duration((undo.expiresAt - now) / 1000)} möglich, entfernt die Multi-Faktor-Authentifizierung und beendet alle Sitzungen. Danach wählen Sie ein neues Passwort.`,
      link: { label: 'Änderung rückgängig machen', url: pages.undoActivation(undo.token) },
    },
  };
}

function anotherFactorEnabled(message: FactorEnabled, context: TextContext): Wording {
  return {
    heading: `${methodTitles[message.method]}: Methode zu Ihrem Konto hinzugefügt`,
    paragraphs: [
      `Herzlichen Glückwunsch! Sie können Ihre Identität jetzt auf eine weitere Weise bestätigen: ${factorPhrase(message, context)}.`,
      'Ihre anderen Sitzungen wurden beendet.',
    ],
    link: { label: 'Methoden verwalten', url: context.pages.settings },
    advice: adviceOnChange(context),
  };
}

type CodeFailed = MessageOf<AccountKinds, 'sign-in-code-failed'>;

const ifMistyped =
  'Falls Sie sich bei dem Code nur vertippt haben, müssen Sie nichts tun. Falls Sie das nicht waren,';

function codeFailedInSession({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Jemand, der in Ihrem Konto angemeldet ist, hat einen falschen Code eingegeben',
    paragraphs: [
      `Die Bestätigung der Identität ist fehlgeschlagen. Es wurde nichts geändert. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} setzen Sie jetzt Ihr Passwort zurück: Das beendet alle Sitzungen.`,
      link: resetPasswordLink(context),
    },
  };
}

function codeFailedAfterPassword({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Jemand hat Ihr Passwort und danach einen falschen Code eingegeben',
    paragraphs: [
      `Das Passwort war richtig, der Code nicht. Niemand wurde angemeldet. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} kennt jemand anderes Ihr Passwort: Setzen Sie es jetzt zurück.`,
      link: resetPasswordLink(context),
    },
  };
}

function codeFailedAfterKey({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Jemand hat Ihren SSH-Schlüssel verwendet und danach einen falschen Code eingegeben',
    paragraphs: [
      `Der SSH-Schlüssel war richtig, der Code nicht. Niemand wurde angemeldet. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} hat jemand anderes Ihren SSH-Schlüssel: Entfernen Sie ihn jetzt in Ihren Einstellungen.`,
      link: { label: 'SSH-Schlüssel verwalten', url: context.pages.settings },
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
        `Entfernte SSH-Schlüssel: ${formats.list(keysRemoved)}. Fügen Sie die, die Sie noch verwenden, in Ihren Einstellungen wieder hinzu.`,
      ]
    : []),
  ...(keysKept.length > 0
    ? [`SSH-Schlüssel, mit denen Sie sich weiterhin anmelden können: ${formats.list(keysKept)}.`]
    : []),
];

const methodSentence = (method: CodeFailed['method']) => `Methode: ${methodTitles[method]}.`;
