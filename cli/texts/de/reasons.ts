import type { Formats } from '../formats.ts';
import type { ReasonTexts } from '../reason-texts.ts';

/** For refusals that only a fault of the command can cause, or a service of another version. */
const otherVersion =
  'Der Dienst hat diese Version des Befehls nicht verstanden. Installieren Sie die Version, die zum Dienst gehört.';
const noOperation =
  'Der Dienst kennt diese Operation nicht. Installieren Sie die Version des Befehls, die zum Dienst gehört.';
const orOther = ' Oder verwenden Sie eine andere Methode (--method) oder einen Wiederherstellungscode.';
const returned =
  'An Ihre E-Mail-Adresse wird nichts gesendet, weil frühere E-Mails nicht zugestellt werden konnten oder als Spam gemeldet wurden.';

export const reasons = (format: Formats): ReasonTexts => {
  const { number, choice, duration, plural } = format;
  const wait = (seconds: number) => `Warten Sie ${duration(seconds)} und versuchen Sie es dann erneut.`;

  return {
    'invalid-request': 'Einige der Werte sind ungültig.',
    'body-missing': otherVersion,
    'body-not-json': otherVersion,
    'body-not-object': otherVersion,
    'body-field-twice': otherVersion,
    'body-media-type': otherVersion,
    'body-too-large': 'Die Werte sind zu lang. Kürzen Sie sie und versuchen Sie es erneut.',
    'field-missing': 'Das ist erforderlich.',
    'field-invalid': 'Das ist ungültig. Prüfen Sie Ihre Eingabe.',
    'field-not-text': otherVersion,
    'field-not-unicode': 'Das enthält Zeichen, die kein gültiges Unicode sind. Geben Sie es erneut ein.',
    'field-not-one-line': 'Das muss eine Zeile ohne Steuerzeichen sein.',
    'name-invisible': 'Geben Sie einen sichtbaren Namen ein.',
    'name-hides-characters':
      'Der Name enthält unsichtbare Zeichen oder Zeichen, die die Textrichtung ändern. Geben Sie ihn ohne diese erneut ein.',
    'field-not-encoded': 'Muss base64url ohne Füllzeichen sein.',
    'field-not-boolean': otherVersion,
    'field-not-list': otherVersion,
    'field-not-date-time': otherVersion,
    'field-too-long': ({ maximum }) => `Das darf höchstens ${number(maximum)} Zeichen lang sein.`,
    'role-unknown': 'Die Rolle muss owner oder member sein.',
    'method-unknown': ({ methods }) => `Die Methode muss eine davon sein: ${choice(methods)}.`,
    'methods-missing': 'Nennen Sie mit --accept mindestens eine Methode.',
    'method-repeated': 'Nennen Sie jede Methode nur einmal.',
    'email-invalid': 'Geben Sie eine E-Mail-Adresse ein, etwa name@example.com.',
    'code-malformed': 'Ein Bestätigungscode hat sechs Ziffern. Prüfen Sie ihn und versuchen Sie es erneut.',
    'code-length': ({ digits }) =>
      `Ein Bestätigungscode hat sechs Ziffern, dieser hat ${digits}. Versuchen Sie es erneut.`,
    'code-not-found':
      'Dieser Text enthält keinen Bestätigungscode aus sechs Ziffern. Geben Sie nur den Code ein.',
    'several-codes':
      'Dieser Text enthält mehrere Zahlen aus sechs Ziffern. Geben Sie nur den Bestätigungscode ein.',
    'browser-code-malformed':
      'Ein Terminal kann keinen Passkey verwenden. Geben Sie die acht Buchstaben ein, die das Dashboard unter /account/cli anzeigt, oder einen Wiederherstellungscode.',
    'recovery-code-length': ({ expected }) =>
      `Ein Wiederherstellungscode hat ${expected} Buchstaben und Ziffern. Vergleichen Sie ihn mit Ihrer Liste und versuchen Sie es erneut.`,
    'recovery-code-instead':
      'Das ist ein Wiederherstellungscode. Damit kann kein Faktor aktiviert werden. Geben Sie den Bestätigungscode des neuen Faktors ein.',
    'limit-invalid': ({ maximum }) => `--limit muss eine ganze Zahl von 1 bis ${number(maximum)} sein.`,
    'cursor-invalid': '--cursor muss der Wert sein, mit dem die vorige Seite endete.',
    'format-unknown': otherVersion,
    'methods-unknown': ({ methods }) => `Nennen Sie eine oder mehrere dieser Methoden: ${choice(methods)}.`,
    'signature-headers-missing': otherVersion,
    'two-session-cookies': otherVersion,
    'foreign-origin': otherVersion,
    'not-through-edge': ({ origin }) =>
      `Das ist nicht die öffentliche Adresse des Dienstes. Stellen Sie sie ein: mfa config server ${origin}`,
    'unknown-operation': noOperation,
    'method-not-allowed': noOperation,
    'not-found': 'Das gibt es nicht, oder es gehört Ihnen nicht. Prüfen Sie die ID.',
    'changed-meanwhile':
      'Gleichzeitig wurde etwas anderes geändert. Sehen Sie sich den aktuellen Stand an und versuchen Sie es dann erneut.',

    busy: 'Der Dienst ist ausgelastet. Versuchen Sie es gleich noch einmal.',
    'internal-error':
      'Im Dienst ist ein Fehler aufgetreten. Sehen Sie sich den aktuellen Stand an und versuchen Sie es gleich noch einmal.',
    'mail-not-sent': 'Die E-Mail konnte nicht gesendet werden. Versuchen Sie es gleich noch einmal.',

    'signed-out': 'Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es erneut: mfa signin',
    'wrong-credentials':
      'Die E-Mail-Adresse oder das Passwort ist falsch. Prüfen Sie beides und versuchen Sie es erneut, oder setzen Sie das Passwort im Dashboard zurück.',
    'account-changed-meanwhile':
      'Das Konto wurde während dieser Anmeldung geändert. Melden Sie sich erneut an: mfa signin',
    'too-many-failed-sign-ins': ({ retryAfterSeconds }) =>
      `Es gab zu viele fehlgeschlagene Anmeldungen. ${wait(retryAfterSeconds)} Oder setzen Sie das Passwort im Dashboard zurück.`,
    'confirmation-needed': ({ methods }) =>
      `Bestätigen Sie mit ${choice(methods)} und versuchen Sie es erneut.`,
    'acr-unknown': ({ acrs }) => `Die Klasse muss ${choice(acrs)} sein.`,
    'max-age-invalid': ({ maximum }) =>
      `Das Alter muss eine ganze Zahl von Sekunden von 0 bis ${number(maximum)} sein.`,
    'stronger-sign-in-needed':
      'Eine stärkere oder neuere Anmeldung ist erforderlich. Bestätigen Sie und versuchen Sie es erneut.',
    'stronger-factor-needed':
      'Die App verlangt einen Faktor, den dieses Konto nicht hat. Aktivieren Sie zuerst einen.',
    'authorization-over': 'Diese Anmeldung bei der App ist beendet. Beginnen Sie sie in der App erneut.',
    'app-unknown':
      'Keine App hat diese Audience. Bitten Sie den Betreiber dieses Dienstes, sie zu registrieren.',
    'factor-enabled-meanwhile':
      'Gleichzeitig wurde ein Faktor aktiviert. Bestätigen Sie damit und versuchen Sie es erneut.',
    'password-needed': 'Das Passwort ist erforderlich, weil dieses Konto keinen Faktor hat.',
    'mfa-required':
      'Ihre Organisation verlangt Multi-Faktor-Authentifizierung. Aktivieren Sie einen akzeptierten Faktor und melden Sie sich dann erneut an.',
    'confirmation-awaited': ({ organizations }) =>
      `Ihre Multi-Faktor-Authentifizierung wurde mit einem Link in einer E-Mail rückgängig gemacht. Bitten Sie einen Eigentümer von ${format.list(organizations.map(({ name }) => name))}, zu bestätigen, dass dieses Konto weiterhin Ihnen gehört. Wenn es keinen anderen Eigentümer gibt, wenden Sie sich an den Betreiber dieses Dienstes.`,
    'nothing-to-confirm': 'Dieses Mitglied muss nicht bestätigt werden.',
    'undone-again':
      'Die Faktoren dieses Kontos wurden inzwischen erneut rückgängig gemacht. Fragen Sie das Mitglied auch danach und führen Sie den Befehl dann erneut aus.',
    'own-confirmation':
      'Ein anderer Eigentümer muss Ihr Konto bestätigen. Wenden Sie sich an einen von ihnen.',

    'wrong-code': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? `Der Code ist falsch. Prüfen Sie ihn und versuchen Sie es erneut: noch ${plural(attemptsLeft, { one: '# Versuch', other: '# Versuche' })}.`
        : 'Der Code ist falsch, und Sie haben keine Versuche mehr. Führen Sie den Befehl erneut aus, um einen neuen Code zu erhalten.',
    'phone-clock-wrong': ({ attemptsLeft, clockAheadSeconds }) =>
      `Die Uhr Ihres Telefons geht etwa ${Math.round(Math.abs(clockAheadSeconds) / 60)} min ${clockAheadSeconds > 0 ? 'vor' : 'nach'}. Stellen Sie sie auf automatisch und geben Sie dann den Code ein, den die App anzeigt. Verbleibende Versuche: ${attemptsLeft}.`,
    'passkey-refused':
      'Dieser Passkey wurde nicht akzeptiert. Verwenden Sie eine andere Methode (--method) oder einen Wiederherstellungscode.',
    'passkey-copied':
      'Dieser Passkey wurde anscheinend kopiert. Verwenden Sie eine andere Methode und deaktivieren Sie den Passkey dann in den Einstellungen des Dashboards.',
    'passkey-not-requested':
      'Diese Anmeldung wartet auf eine andere Methode. Führen Sie den Befehl erneut aus.',
    'browser-code-not-needed': 'Ihr Konto braucht in einem Terminal keinen Code aus dem Browser.',
    'passkey-registered': 'Ihr Konto hat diesen Passkey bereits.',
    'passkey-unknown': 'Kein Konto hat diesen Passkey. Melden Sie sich mit E-Mail-Adresse und Passwort an.',
    'passkey-challenge-over':
      'Die Anfrage nach dem Passkey ist abgelaufen. Führen Sie den Befehl erneut aus.',
    'wrong-passkey':
      'Dieser Passkey wurde nicht akzeptiert. Melden Sie sich mit E-Mail-Adresse und Passwort an.',
    'code-used': ({ retryAfterSeconds }) =>
      `Dieser Code wurde bereits verwendet. Den nächsten gibt es in ${duration(retryAfterSeconds)}.`,
    'challenge-over':
      'Der Code ist abgelaufen oder wurde bereits verwendet. Führen Sie den Befehl erneut aus, um einen neuen zu erhalten.',
    'link-over': 'Dieser Link ist abgelaufen oder wurde bereits verwendet. Fordern Sie einen neuen an.',
    'too-many-wrong-codes': ({ retryAfterSeconds }) =>
      `Es gab zu viele falsche Codes. ${wait(retryAfterSeconds)}${orOther}`,
    'method-locked':
      'Diese Methode ist nach zu vielen falschen Codes gesperrt. Verwenden Sie eine andere Methode (--method) oder einen Wiederherstellungscode, der sie entsperrt.',
    'method-not-enabled': ({ methods }) => `Wählen Sie eine aktivierte Methode: ${choice(methods)}.`,
    'method-not-accepted': ({ methods }) =>
      `Ihre Organisationen akzeptieren diese Methode hier nicht. Wählen Sie eine, die sie akzeptieren: ${choice(methods)}.`,
    'nothing-to-resend':
      'Diese Methode sendet keine Codes. Geben Sie den Code ein, den Ihre Authenticator-App anzeigt.',
    'code-just-sent': ({ retryAfterSeconds }) =>
      `Der Code wurde gerade erst gesendet. ${wait(retryAfterSeconds)}`,
    'resends-spent': ({ retryAfterSeconds }) =>
      `Der Code kann nicht noch einmal gesendet werden. Geben Sie den vorhandenen ein oder beginnen Sie in ${duration(retryAfterSeconds)} von vorn.`,
    'codes-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `In der letzten Stunde wurden zu viele Codes gesendet. ${wait(retryAfterSeconds)}${orOther}`,
    'code-not-sent':
      'Der Code konnte nicht gesendet werden. Senden Sie ihn gleich noch einmal, oder verwenden Sie eine andere Methode oder einen Wiederherstellungscode.',
    'mails-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `An diese E-Mail-Adresse wurden in der letzten Stunde mehrere dieser E-Mails gesendet. Verwenden Sie die neueste. ${wait(retryAfterSeconds)}`,
    'mails-from-network-spent': ({ retryAfterSeconds }) =>
      `Aus Ihrem Netzwerk wurden zu viele E-Mails angefordert. Ein Konto, das sich schon einmal von hier angemeldet hat, erhält seinen Link zum Zurücksetzen des Passworts trotzdem. ${wait(retryAfterSeconds)}`,
    'mails-of-account-spent': ({ retryAfterSeconds }) =>
      `Sie haben in der letzten Stunde viele E-Mails gesendet. ${wait(retryAfterSeconds)}`,
    'member-lists-spent': ({ retryAfterSeconds }) =>
      `Sie haben in der letzten Minute sehr viele Mitglieder aufgelistet. ${wait(retryAfterSeconds)}`,
    'mails-of-the-day-spent': ({ retryAfterSeconds }) =>
      `Der Dienst hat alle E-Mails gesendet, die er heute außer Codes senden darf. ${wait(retryAfterSeconds)}`,
    'mail-returned': `${returned} Verwenden Sie eine andere Methode (--method) oder einen Wiederherstellungscode.`,
    'mail-returned-at-activation': `${returned} Aktivieren Sie stattdessen eine Authenticator-App: mfa factors enable authenticator`,

    'registration-by-invitation':
      'Konten werden nur für eingeladene E-Mail-Adressen erstellt. Bitten Sie einen Eigentümer Ihrer Organisation, Sie einzuladen.',
    'registration-by-domain': ({ domains }) =>
      `Konten werden nur für E-Mail-Adressen dieser Domains erstellt: ${choice(domains)}.`,
    'address-taken':
      'Zu dieser E-Mail-Adresse gibt es bereits ein Konto. Melden Sie sich an oder setzen Sie das Passwort zurück.',
    'password-too-short': ({ minimum }) =>
      `Verwenden Sie mindestens ${number(minimum)} Zeichen. Mehrere Wörter hintereinander sind leicht zu merken.`,
    'password-too-long': ({ maximum }) => `Verwenden Sie höchstens ${number(maximum)} Zeichen.`,
    'password-too-uniform': 'Verwenden Sie mehr als drei verschiedene Zeichen.',
    'password-too-personal':
      'Bilden Sie das Passwort nicht aus Ihrer eigenen E-Mail-Adresse oder Ihrem Namen.',
    'password-too-common':
      'Das ist eines der häufigsten Passwörter oder aus solchen zusammengesetzt. Wählen Sie einige Wörter, die nichts miteinander zu tun haben.',

    'existing-factor-needed': ({ methods }) =>
      `Dieses Konto hat bereits einen Faktor. Melden Sie sich mit ${choice(methods)} an oder bestätigen Sie damit und versuchen Sie es erneut.`,
    'factor-limit': ({ method, maximum }) =>
      maximum === 1
        ? `Dieses Konto hat den Faktor ${method} bereits.`
        : `Dieses Konto hat bereits ${number(maximum)} Faktoren der Art ${method}. Deaktivieren Sie zuerst einen: mfa factors disable`,
    'passkeys-needed':
      'Ohne Passwort braucht ein Konto zwei Passkeys oder einen Passkey und Wiederherstellungscodes. Aktivieren Sie im Dashboard einen weiteren Passkey.',
    'no-password': 'Ihr Konto hat kein Passwort.',
    'factor-required': ({ organization }) =>
      `${organization} verlangt diesen Faktor. Aktivieren Sie zuerst einen anderen akzeptierten: mfa factors enable`,
    'no-factor':
      'Wiederherstellungscodes gehören zu einem Faktor. Aktivieren Sie zuerst einen: mfa factors enable',

    'key-name-invalid':
      'Der Name eines SSH-Schlüssels besteht aus Buchstaben, Ziffern, Punkten, Bindestrichen, Unterstrichen und @. Er beginnt mit einem Buchstaben oder einer Ziffer.',
    'key-invalid': ({ minimumBits, maximumBits }) =>
      `Geben Sie einen RSA-Schlüssel mit ${minimumBits} bis ${maximumBits} Bit als die eine Zeile seiner .pub-Datei an: ssh-rsa AAAA…`,
    'key-name-taken':
      'Sie haben bereits einen SSH-Schlüssel mit diesem Namen. Wählen Sie einen anderen Namen oder entfernen Sie diesen Schlüssel.',
    'keys-repeated': 'Nennen Sie jeden SSH-Schlüssel nur einmal.',
    'keys-unknown': ({ names }) => `Sie haben keinen SSH-Schlüssel mit diesem Namen: ${format.list(names)}.`,
    'key-limit': ({ maximum }) =>
      `Dieses Konto hat bereits ${number(maximum)} SSH-Schlüssel, mehr sind nicht möglich. Entfernen Sie einen, den Sie nicht mehr verwenden.`,
    'key-in-use':
      'Ein anderes Konto hat diesen SSH-Schlüssel. Weisen Sie nach, dass Sie seinen privaten Schlüssel haben, um ihn hier hinzuzufügen, oder erstellen Sie einen neuen.',
    'signature-time-invalid': otherVersion,
    'key-proof-wrong':
      'Der Nachweis muss eine höchstens fünf Minuten alte Signatur mit diesem SSH-Schlüssel für dieses Konto und diesen Dienst sein.',
    'wrong-key':
      'Der SSH-Schlüssel ist unbekannt oder seine Signatur ist falsch. Melden Sie sich mit Ihrem Passwort an: mfa signin',
    'signature-clock':
      'Die Uhr dieses Rechners geht falsch. Stellen Sie sie und versuchen Sie es dann erneut. mfa doctor prüft sie.',

    'owner-needed': ({ organization }) =>
      `Das kann nur ein Eigentümer von ${organization}. Wenden Sie sich an einen von ihnen.`,
    'last-owner':
      'Eine Organisation braucht einen Eigentümer. Machen Sie zuerst ein anderes Mitglied zum Eigentümer: mfa orgs role ORGANIZATION MEMBER owner',
    'owner-still-needed': ({ organization }) =>
      `${organization} braucht Sie als Eigentümer. Machen Sie ein anderes Mitglied zum Eigentümer (mfa orgs role ORGANIZATION MEMBER owner) oder löschen Sie zuerst die Organisation.`,
    'account-deletion-begun': 'Die Löschung Ihres Kontos hat begonnen, es kann nicht mehr behalten werden.',
    'owner-limit': ({ maximum }) =>
      `Eine Organisation kann höchstens ${number(maximum)} Eigentümer haben. Machen Sie zuerst einen davon zum Mitglied.`,
    'organization-limit': ({ maximum }) =>
      `Sie gehören zu ${number(maximum)} Organisationen, mehr sind nicht möglich. Verlassen Sie zuerst eine: mfa orgs leave`,
    'environment-name-taken':
      'Die Organisation hat bereits eine Umgebung mit diesem Namen. Wählen Sie einen anderen Namen.',
    'environment-limit': ({ maximum }) =>
      `Die Organisation hat bereits ${number(maximum)} Umgebungen, mehr sind nicht möglich.`,
    'own-factor-needed':
      'Damit würden Sie sich selbst aussperren. Aktivieren Sie zuerst einen Faktor, den die Organisation akzeptieren wird: mfa factors enable',
    'accepted-factor-needed':
      'Bestätigen Sie mit einem Faktor, den die Organisation akzeptieren wird, und versuchen Sie es erneut.',
    'requirement-incomplete': otherVersion,
    'deadline-past': '--deadline muss in der Zukunft liegen.',
    'deadline-too-far': ({ maximumDays }) =>
      `--deadline muss innerhalb von ${plural(maximumDays, { one: '# Tag', other: '# Tagen' })} liegen.`,

    'already-invited':
      'Für diese E-Mail-Adresse gibt es eine offene Einladung. Senden Sie sie mit mfa orgs resend erneut oder widerrufen Sie sie zuerst.',
    'already-member': 'Diese E-Mail-Adresse gehört bereits einem Mitglied.',
    'you-are-member': 'Sie sind bereits Mitglied.',
    'invitation-limit': ({ maximum }) =>
      `Es gibt ${number(maximum)} offene Einladungen, mehr sind nicht möglich. Widerrufen Sie zuerst einige: mfa orgs revoke`,
    'invitation-for-another': 'Diese Einladung ist für eine andere E-Mail-Adresse als die Ihres Kontos.',
    'invitation-accepted':
      'Diese Einladung wurde bereits angenommen. Entfernen Sie stattdessen das Mitglied: mfa orgs remove',
    'invitation-closed':
      'Diese Einladung wurde angenommen oder widerrufen. Senden Sie eine neue: mfa orgs invite',
    'invitation-unknown': 'Diese Einladung gibt es nicht. Prüfen Sie den Link.',
    'invitation-over':
      'Diese Einladung wurde verwendet, widerrufen, erneut gesendet oder ist abgelaufen. Bitten Sie um eine neue.',
    'invitation-not-mailed':
      'Die Einladung wurde erstellt, aber ihre E-Mail konnte nicht gesendet werden. Senden Sie sie erneut: mfa orgs resend',
    'invitation-just-sent': ({ retryAfterSeconds }) =>
      `Die Einladung wurde gerade erst gesendet. ${wait(retryAfterSeconds)}`,
    'link-template-foreign': otherVersion,
    'link-template-malformed': otherVersion,
    'link-template-without-code': otherVersion,

    'own-reset': 'Das sind Ihre eigenen Faktoren. Ändern Sie sie mit mfa factors.',
    'no-factor-to-reset': 'Dieses Mitglied hat keinen Faktor, der zurückgesetzt werden kann.',
    'member-elsewhere':
      'Dieses Mitglied gehört auch zu einer anderen Organisation, deshalb können Sie seine Faktoren nicht allein zurücksetzen. Wenden Sie sich an den Betreiber dieses Dienstes.',
    'second-owner-needed':
      'Ein zweiter Eigentümer muss das bestätigen, und es gibt keinen anderen. Machen Sie ein anderes Mitglied zum Eigentümer oder wenden Sie sich an den Betreiber dieses Dienstes.',
    'no-reset-pending': 'Für dieses Mitglied steht kein Zurücksetzen aus.',
  };
};
