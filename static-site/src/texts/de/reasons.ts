import type { Method } from '../../../../contract/api.ts';
import type { Formats } from '../formats.ts';
import type { ReasonTexts } from '../reason-texts.ts';

/** What proofs can be made with, in a sentence. */
export const methodNames: Readonly<Record<Method, string>> = {
  password: 'Passwort',
  email: 'Code per E-Mail',
  authenticator: 'Authenticator-App',
  passkey: 'Passkey',
  'recovery-code': 'Wiederherstellungscode',
  'browser-code': 'Code aus dem Browser',
  key: 'SSH-Schlüssel',
  'trusted-device': 'vertrauenswürdiger Browser',
};

/** For refusals that only a fault of the dashboard can cause. */
const ourFault = 'Bei uns ist ein Fehler aufgetreten. Laden Sie die Seite neu und versuchen Sie es erneut.';
const changedMeanwhile =
  'Das hat sich inzwischen geändert. Laden Sie die Seite neu und versuchen Sie es erneut.';
const ourAddress =
  'Diese Seite ist unter einer Adresse geöffnet, die der Dienst nicht kennt. Öffnen Sie das Dashboard unter seiner eigenen Adresse.';
const busy = 'Der Dienst ist ausgelastet. Versuchen Sie es gleich noch einmal.';

export const reasons = (format: Formats): ReasonTexts => {
  const { number, choice, duration, plural } = format;
  /** The way on after a wait. The seconds count down to 0 while it is on the screen. */
  const wait = (seconds: number, then = '') =>
    seconds > 0
      ? `Warten Sie ${duration(seconds)} und versuchen Sie es dann erneut.${then}`
      : 'Sie können es jetzt erneut versuchen.';
  const orOther = ' Oder verwenden Sie eine andere Methode oder einen Wiederherstellungscode.';
  /** Methods by their names on the wire, of which a newer service may have more. */
  const methods = (names: readonly string[]) =>
    choice(names.map((name) => methodNames[name as Method] ?? name));
  const triesLeft = (count: number) => `Noch ${plural(count, { one: '# Versuch', other: '# Versuche' })}.`;

  return {
    'invalid-request': 'Einige Felder sind nicht richtig. Prüfen Sie Ihre Eingaben.',
    'body-missing': ourFault,
    'body-not-json': ourFault,
    'body-not-object': ourFault,
    'body-field-twice': ourFault,
    'body-media-type': ourFault,
    'body-too-large': 'Das ist zu viel Text. Kürzen Sie ihn und versuchen Sie es erneut.',
    'field-missing': 'Füllen Sie dieses Feld aus.',
    'field-invalid': 'Das ist nicht richtig. Prüfen Sie Ihre Eingabe.',
    'field-not-text': ourFault,
    'field-not-unicode': 'Das enthält ungültige Zeichen. Geben Sie es erneut ein.',
    'field-not-one-line': 'Verwenden Sie eine Zeile Text ohne Sonderzeichen.',
    'name-invisible': 'Geben Sie einen sichtbaren Namen ein.',
    'name-hides-characters':
      'Der Name enthält unsichtbare Zeichen oder Zeichen, die die Textrichtung ändern. Geben Sie ihn ohne diese erneut ein.',
    'field-not-encoded': ourFault,
    'field-not-boolean': ourFault,
    'field-not-list': ourFault,
    'field-not-date-time': 'Wählen Sie ein Datum.',
    'field-too-long': ({ maximum }) => `Verwenden Sie höchstens ${number(maximum)} Zeichen.`,
    'role-unknown': 'Wählen Sie eine Rolle: Eigentümer oder Mitglied.',
    'method-unknown': ({ methods: known }) => `Wählen Sie eine dieser Methoden: ${methods(known)}.`,
    'methods-missing': 'Wählen Sie mindestens eine Methode.',
    'method-repeated': ourFault,
    'email-invalid': 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel jane.doe@company.com.',
    'code-malformed': 'Ein Code hat sechs Ziffern. Prüfen Sie ihn und versuchen Sie es erneut.',
    'code-length': ({ digits }) =>
      `Ein Code hat sechs Ziffern, dieser hat ${number(digits)}. Prüfen Sie ihn und versuchen Sie es erneut.`,
    'code-not-found': 'Ihre Eingabe enthält keinen Code aus sechs Ziffern. Geben Sie nur den Code ein.',
    'several-codes': 'Ihre Eingabe enthält mehrere Zahlen aus sechs Ziffern. Geben Sie nur den Code ein.',
    'browser-code-malformed':
      'Diese Anmeldung wartet auf einen Passkey. Verwenden Sie Ihren Passkey oder einen Ihrer Wiederherstellungscodes.',
    'recovery-code-length': ({ expected }) =>
      `Ein Wiederherstellungscode hat ${number(expected)} Buchstaben und Ziffern. Vergleichen Sie Ihre Eingabe mit Ihrer Liste.`,
    'recovery-code-instead':
      'Das ist ein Wiederherstellungscode. Damit kann keine Methode aktiviert werden. Geben Sie die sechs Ziffern der neuen Methode ein.',
    'limit-invalid': ourFault,
    'cursor-invalid': 'Die Liste hat sich geändert. Laden Sie die Seite neu.',
    'format-unknown': ourFault,
    'methods-unknown': ourFault,
    'signature-headers-missing': ourFault,
    'two-session-cookies':
      'Ihr Browser hat zwei Sitzungen dieser Website zugleich. Löschen Sie die Cookies dieser Website und melden Sie sich dann erneut an.',
    'foreign-origin': ourAddress,
    'not-through-edge': ourAddress,
    'unknown-operation': 'Der Dienst hat sich geändert. Laden Sie die Seite neu und versuchen Sie es erneut.',
    'method-not-allowed':
      'Der Dienst hat sich geändert. Laden Sie die Seite neu und versuchen Sie es erneut.',
    'not-found': 'Das gibt es nicht mehr. Laden Sie die Seite neu, um den aktuellen Stand zu sehen.',
    'changed-meanwhile': changedMeanwhile,

    busy,
    'internal-error':
      'Bei uns ist ein Fehler aufgetreten. Laden Sie die Seite neu, um zu sehen, was geändert wurde, und versuchen Sie es dann erneut.',
    'mail-not-sent': 'Die E-Mail konnte nicht gesendet werden. Versuchen Sie es gleich noch einmal.',

    'signed-out': 'Ihre Sitzung ist beendet. Melden Sie sich erneut an, um fortzufahren.',
    'wrong-credentials':
      'Die E-Mail-Adresse oder das Passwort ist falsch. Prüfen Sie beides und versuchen Sie es erneut oder setzen Sie Ihr Passwort zurück.',
    'account-changed-meanwhile': 'Ihr Konto wurde während der Anmeldung geändert. Melden Sie sich erneut an.',
    'too-many-failed-sign-ins': ({ retryAfterSeconds }) =>
      `Zu viele Versuche. ${wait(retryAfterSeconds, ' Oder setzen Sie Ihr Passwort zurück.')}`,
    'confirmation-needed': ({ methods: accepted }) =>
      `Bestätigen Sie Ihre Identität und versuchen Sie es dann erneut. Möglich mit: ${methods(accepted)}.`,
    'acr-unknown': ourFault,
    'max-age-invalid': ourFault,
    'stronger-sign-in-needed': 'Bestätigen Sie Ihre Identität und versuchen Sie es dann erneut.',
    'stronger-factor-needed': 'Die App verlangt eine Anmeldemethode, die Ihr Konto nicht hat.',
    'authorization-over':
      'Diese Anmeldung bei der App ist abgelaufen. Kehren Sie zur App zurück und melden Sie sich erneut an.',
    'app-unknown': ourFault,
    'factor-enabled-meanwhile':
      'Inzwischen wurde eine Methode aktiviert. Bestätigen Sie damit und versuchen Sie es dann erneut.',
    'password-needed': 'Geben Sie Ihr Passwort ein.',
    'mfa-required': ({ organizations }) =>
      `Multi-Faktor-Authentifizierung wird verlangt von: ${format.list(organizations.map(({ name }) => name)) || 'Ihre Organisation'}. Aktivieren Sie sie für Ihr Konto und melden Sie sich dann an.`,
    'confirmation-awaited': ({ organizations }) =>
      `Ihre Multi-Faktor-Authentifizierung wurde mit einem Link in einer E-Mail rückgängig gemacht. Bitten Sie einen Eigentümer von ${format.list(organizations.map(({ name }) => name))}, zu bestätigen, dass dieses Konto weiterhin Ihnen gehört. Wenn es keinen anderen Eigentümer gibt, wenden Sie sich an den Betreiber dieses Dienstes.`,
    'nothing-to-confirm': 'Dieses Mitglied muss nicht mehr bestätigt werden. Laden Sie die Seite neu.',
    'undone-again':
      'Die Faktoren dieses Kontos wurden inzwischen erneut rückgängig gemacht. Fragen Sie das Mitglied auch danach, laden Sie dann die Seite neu und bestätigen Sie das Konto.',
    'own-confirmation':
      'Ein anderer Eigentümer muss Ihr Konto bestätigen. Wenden Sie sich an einen von ihnen.',

    'wrong-code': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? `Dieser Code ist nicht richtig. Prüfen Sie ihn und versuchen Sie es erneut. ${triesLeft(attemptsLeft)}`
        : 'Dieser Code ist nicht richtig, und Sie haben keine Versuche mehr. Beginnen Sie von vorn, um einen neuen zu erhalten.',
    'phone-clock-wrong': ({ attemptsLeft, clockAheadSeconds }) =>
      `Die Uhr Ihres Telefons geht etwa ${duration(60 * Math.round(Math.abs(clockAheadSeconds) / 60))} ${clockAheadSeconds > 0 ? 'vor' : 'nach'}. Stellen Sie sie auf automatisch und geben Sie dann den Code ein, den die App anzeigt. ${triesLeft(attemptsLeft)}`,
    'passkey-refused': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? 'Dieser Passkey wurde nicht akzeptiert. Versuchen Sie es erneut oder verwenden Sie eine andere Methode.'
        : 'Dieser Passkey wurde nicht akzeptiert, und Sie haben keine Versuche mehr. Beginnen Sie von vorn.',
    'passkey-copied':
      'Dieser Passkey wurde anscheinend kopiert und deshalb nicht akzeptiert. Verwenden Sie eine andere Methode und deaktivieren Sie diesen Passkey dann in Ihren Einstellungen.',
    'passkey-not-requested': changedMeanwhile,
    'browser-code-not-needed': changedMeanwhile,
    'passkey-registered':
      'Ihr Konto hat diesen Passkey bereits. Wählen Sie ein anderes Gerät oder einen anderen Sicherheitsschlüssel.',
    'passkey-unknown':
      'Dieser Passkey gehört hier zu keinem Konto. Möglicherweise wurde er entfernt. Melden Sie sich mit E-Mail-Adresse und Passwort an.',
    'passkey-challenge-over': 'Diese Seite war zu lange geöffnet. Versuchen Sie es erneut mit dem Passkey.',
    'wrong-passkey':
      'Dieser Passkey wurde nicht akzeptiert. Versuchen Sie es erneut oder melden Sie sich mit E-Mail-Adresse und Passwort an.',
    'code-used': ({ retryAfterSeconds }) =>
      retryAfterSeconds > 0
        ? `Dieser Code wurde bereits verwendet. Den nächsten gibt es in ${duration(retryAfterSeconds)}.`
        : 'Dieser Code wurde bereits verwendet. Geben Sie den ein, den Ihre Authenticator-App jetzt anzeigt.',
    'challenge-over':
      'Dieser Code ist abgelaufen oder wurde bereits verwendet. Beginnen Sie von vorn, um einen neuen zu erhalten.',
    'link-over': 'Dieser Link ist abgelaufen oder wurde bereits verwendet. Fordern Sie einen neuen an.',
    'too-many-wrong-codes': ({ retryAfterSeconds }) =>
      `Zu viele falsche Codes. ${wait(retryAfterSeconds, orOther)}`,
    'method-locked':
      'Diese Methode ist nach zu vielen falschen Codes gesperrt. Verwenden Sie eine andere Methode oder einen Wiederherstellungscode: Das entsperrt sie.',
    'method-not-enabled': ({ methods: enabled }) =>
      `Wählen Sie eine aktivierte Methode: ${methods(enabled)}.`,
    'method-not-accepted': ({ methods: accepted }) =>
      `Ihre Organisationen akzeptieren diese Methode nicht. Verwenden Sie eine, die sie akzeptieren: ${methods(accepted)}.`,
    'nothing-to-resend':
      'Diese Methode sendet keine Codes. Geben Sie den Code ein, den Ihre Authenticator-App anzeigt.',
    'code-just-sent': ({ retryAfterSeconds }) =>
      `Der Code wurde gerade erst gesendet. ${wait(retryAfterSeconds)}`,
    'resends-spent': ({ retryAfterSeconds }) =>
      retryAfterSeconds > 0
        ? `Der Code kann nicht noch einmal gesendet werden. Geben Sie den vorhandenen ein oder beginnen Sie in ${duration(retryAfterSeconds)} von vorn.`
        : 'Der Code kann nicht noch einmal gesendet werden. Beginnen Sie von vorn, um einen neuen zu erhalten.',
    'codes-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `In der letzten Stunde wurden Ihnen zu viele Codes gesendet. ${wait(retryAfterSeconds, orOther)}`,
    'code-not-sent':
      'Der Code konnte nicht gesendet werden. Senden Sie ihn gleich noch einmal oder verwenden Sie eine andere Methode oder einen Wiederherstellungscode.',
    'mails-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `An diese Adresse wurden in der letzten Stunde mehrere dieser E-Mails gesendet. Verwenden Sie die neueste. ${wait(retryAfterSeconds)}`,
    'mails-from-network-spent': ({ retryAfterSeconds }) =>
      `Aus Ihrem Netzwerk wurden zu viele E-Mails angefordert. Ein Konto, das sich schon einmal von hier angemeldet hat, erhält seinen Link zum Zurücksetzen des Passworts trotzdem. ${wait(retryAfterSeconds)}`,
    'mails-of-account-spent': ({ retryAfterSeconds }) =>
      `Sie haben in der letzten Stunde viele E-Mails gesendet. ${wait(retryAfterSeconds)}`,
    'member-lists-spent': ({ retryAfterSeconds }) =>
      `Sie haben in der letzten Minute sehr viele Mitglieder aufgelistet. ${wait(retryAfterSeconds)}`,
    'mails-of-the-day-spent': ({ retryAfterSeconds }) =>
      `Der Dienst hat alle E-Mails gesendet, die er heute außer Codes senden darf. ${wait(retryAfterSeconds)}`,
    'mail-returned':
      'Wir senden keine E-Mails an Ihre Adresse, weil frühere E-Mails nicht zugestellt werden konnten oder als Spam gemeldet wurden. Verwenden Sie eine andere Methode oder einen Wiederherstellungscode.',
    'mail-returned-at-activation':
      'Wir senden keine E-Mails an Ihre Adresse, weil frühere E-Mails nicht zugestellt werden konnten oder als Spam gemeldet wurden. Aktivieren Sie stattdessen eine Authenticator-App. Oder setzen Sie Ihr Passwort zurück, sobald E-Mails wieder ankommen.',

    'registration-by-invitation':
      'Konten werden nur für eingeladene E-Mail-Adressen erstellt. Bitten Sie einen Eigentümer Ihrer Organisation, Sie einzuladen.',
    'registration-by-domain': ({ domains }) =>
      `Konten werden nur für E-Mail-Adressen dieser Domains erstellt: ${choice(domains)}.`,
    'address-taken':
      'Zu dieser Adresse gibt es bereits ein Konto. Melden Sie sich an oder setzen Sie Ihr Passwort zurück.',
    'password-too-short': ({ minimum }) =>
      `Verwenden Sie mindestens ${number(minimum)} Zeichen. Gut geeignet sind mehrere Wörter hintereinander.`,
    'password-too-long': ({ maximum }) => `Verwenden Sie höchstens ${number(maximum)} Zeichen.`,
    'password-too-uniform': 'Verwenden Sie mehr als drei verschiedene Zeichen.',
    'password-too-personal':
      'Das ist aus Ihrer eigenen Adresse oder Ihrem Namen gebildet. Wählen Sie etwas anderes.',
    'password-too-common':
      'Das ist eines der häufigsten Passwörter oder aus solchen zusammengesetzt. Wählen Sie einige Wörter, die nichts miteinander zu tun haben.',

    'existing-factor-needed': ({ methods: accepted }) =>
      `Für dieses Konto ist Multi-Faktor-Authentifizierung bereits aktiviert. Bestätigen Sie Ihre Identität und versuchen Sie es dann erneut. Möglich mit: ${methods(accepted)}.`,
    'factor-limit': ({ maximum }) =>
      maximum === 1
        ? 'Ihr Konto hat diese Methode bereits.'
        : `Ihr Konto hat diese Methode bereits ${number(maximum)}-mal. Deaktivieren Sie zuerst eine davon.`,
    'passkeys-needed':
      'Ohne Passwort braucht ein Konto zwei Passkeys mit PIN, Fingerabdruck oder Gesicht oder einen Passkey und Wiederherstellungscodes. Aktivieren Sie einen weiteren Passkey oder verwenden Sie ein Passwort.',
    'no-password': changedMeanwhile,
    'factor-required': ({ organization }) =>
      `${organization} verlangt diese Methode. Aktivieren Sie zuerst eine andere akzeptierte Methode.`,
    'no-factor': 'Wiederherstellungscodes gehören zu einer Methode. Aktivieren Sie zuerst eine Methode.',

    'key-name-invalid':
      'Verwenden Sie im Namen Buchstaben, Ziffern, Punkte, Bindestriche, Unterstriche und @. Beginnen Sie mit einem Buchstaben oder einer Ziffer.',
    'key-invalid': ({ minimumBits, maximumBits }) =>
      `Geben Sie einen RSA-Schlüssel mit ${minimumBits} bis ${maximumBits} Bit als die eine Zeile seiner .pub-Datei ein: ssh-rsa AAAA…`,
    'key-name-taken':
      'Sie haben bereits einen SSH-Schlüssel mit diesem Namen. Wählen Sie einen anderen Namen oder entfernen Sie diesen Schlüssel.',
    'keys-repeated': ourFault,
    'keys-unknown': ({ names }) =>
      `Diesen SSH-Schlüssel haben Sie nicht mehr: ${format.list(names)}. Laden Sie die Seite neu und versuchen Sie es erneut.`,
    'key-limit': ({ maximum }) =>
      `Sie haben bereits ${number(maximum)} SSH-Schlüssel, mehr sind nicht möglich. Entfernen Sie einen, den Sie nicht mehr verwenden.`,
    'key-in-use':
      'Ein anderes Konto hat diesen SSH-Schlüssel. Weisen Sie nach, dass Sie seinen privaten Schlüssel haben, um ihn hier hinzuzufügen, oder erstellen Sie einen neuen.',
    'signature-time-invalid': ourFault,
    'key-proof-wrong':
      'Der Nachweis muss eine höchstens fünf Minuten alte Signatur mit diesem SSH-Schlüssel für dieses Konto und diesen Dienst sein.',
    'wrong-key':
      'Dieser SSH-Schlüssel ist unbekannt oder seine Signatur ist falsch. Melden Sie sich mit Ihrem Passwort an.',
    'signature-clock':
      'Die Uhr Ihres Geräts geht falsch. Stellen Sie sie auf automatisch und versuchen Sie es dann erneut.',

    'owner-needed': ({ organization }) =>
      `Das kann nur ein Eigentümer von ${organization}. Wenden Sie sich an einen von ihnen.`,
    'last-owner':
      'Eine Organisation braucht einen Eigentümer. Machen Sie zuerst ein anderes Mitglied zum Eigentümer.',
    'owner-still-needed': ({ organization }) =>
      `${organization} braucht Sie als Eigentümer. Machen Sie ein anderes Mitglied zum Eigentümer oder löschen Sie zuerst die Organisation.`,
    'account-deletion-begun': 'Die Löschung Ihres Kontos hat begonnen, es kann nicht mehr behalten werden.',
    'owner-limit': ({ maximum }) =>
      `Eine Organisation kann höchstens ${number(maximum)} Eigentümer haben. Machen Sie zuerst einen davon zum Mitglied.`,
    'organization-limit': ({ maximum }) =>
      `Sie gehören zu ${number(maximum)} Organisationen, mehr sind nicht möglich. Verlassen Sie zuerst eine.`,
    'environment-name-taken':
      'Eine Umgebung mit diesem Namen gibt es bereits. Wählen Sie einen anderen Namen.',
    'environment-limit': ({ maximum }) =>
      `Diese Organisation hat bereits ${number(maximum)} Umgebungen, mehr sind nicht möglich.`,
    'own-factor-needed':
      'Damit würden Sie sich selbst aussperren. Aktivieren Sie zuerst eine der akzeptierten Methoden für Ihr eigenes Konto.',
    'accepted-factor-needed':
      'Bestätigen Sie mit einer der Methoden, die akzeptiert werden, und versuchen Sie es dann erneut.',
    'requirement-incomplete': ourFault,
    'deadline-past': 'Wählen Sie ein Datum nach heute.',
    'deadline-too-far': ({ maximumDays }) =>
      `Wählen Sie ein Datum in den nächsten ${plural(maximumDays, { one: '# Tag', other: '# Tagen' })}.`,

    'already-invited':
      'Für diese Adresse gibt es eine offene Einladung. Senden Sie diese erneut oder widerrufen Sie sie zuerst.',
    'already-member': 'Diese Adresse gehört bereits einem Mitglied.',
    'you-are-member': 'Sie sind bereits Mitglied.',
    'invitation-limit': ({ maximum }) =>
      `Es gibt ${number(maximum)} offene Einladungen, mehr sind nicht möglich. Widerrufen Sie zuerst einige.`,
    'invitation-for-another':
      'Diese Einladung ist für eine andere Adresse als Ihre. Melden Sie sich ab und dann mit der eingeladenen Adresse wieder an.',
    'invitation-accepted':
      'Diese Einladung wurde bereits angenommen. Entfernen Sie stattdessen das Mitglied.',
    'invitation-closed': 'Diese Einladung wurde bereits angenommen oder widerrufen. Senden Sie eine neue.',
    'invitation-unknown': 'Diese Einladung gibt es nicht. Öffnen Sie den Link in der E-Mail erneut.',
    'invitation-over':
      'Diese Einladung funktioniert nicht mehr. Bitten Sie die Person, die Sie eingeladen hat, um eine neue.',
    'invitation-not-mailed':
      'Die Einladung wurde erstellt, aber ihre E-Mail konnte nicht gesendet werden. Senden Sie sie aus der Liste unten erneut.',
    'invitation-just-sent': ({ retryAfterSeconds }) =>
      `Die Einladung wurde gerade erst gesendet. ${wait(retryAfterSeconds)}`,
    'link-template-foreign': ourFault,
    'link-template-malformed': ourFault,
    'link-template-without-code': ourFault,

    'own-reset': 'Das sind Ihre eigenen Methoden. Ändern Sie sie in Ihren Kontoeinstellungen.',
    'no-factor-to-reset': 'Dieses Mitglied hat keine Methode, die zurückgesetzt werden kann.',
    'member-elsewhere':
      'Dieses Mitglied gehört auch zu einer anderen Organisation, deshalb können Sie seine Methoden nicht allein zurücksetzen. Wenden Sie sich an den Betreiber dieses Dienstes.',
    'second-owner-needed':
      'Ein zweiter Eigentümer muss das bestätigen, und es gibt keinen anderen. Machen Sie ein anderes Mitglied zum Eigentümer oder wenden Sie sich an den Betreiber dieses Dienstes.',
    'no-reset-pending':
      'Dieses Zurücksetzen steht nicht mehr aus. Laden Sie die Seite neu, um den aktuellen Stand zu sehen.',
  };
};
