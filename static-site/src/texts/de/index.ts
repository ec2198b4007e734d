import type { Texts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';
import { help } from './help.ts';
import { methodNames, reasons } from './reasons.ts';

/** What the dashboard says in German, apart from the pages of organizations. */
export const german = (format: Formats): Texts => ({
  reasons: reasons(format),
  help,

  methods: { authenticator: 'Authenticator-App', email: 'E-Mail', passkey: 'Passkey' },
  factorTypes: {
    authenticator: 'Authenticator-App',
    email: 'E-Mail',
    passkey: 'Passkey',
    'recovery-code': 'Wiederherstellungscode',
    'browser-code': 'Code aus dem Browser',
  },

  namedFactor: (kind, name) => `${kind} „${name}“`,

  roles: { owner: 'Eigentümer', member: 'Mitglied' },

  programs: {
    on: (program, system) => `${program} unter ${system}`,
    names: {
      'mfa command line': 'mfa-Befehlszeile',
      'a browser we do not know': 'unbekannter Browser',
      'an unknown program': 'unbekanntes Programm',
      'operator command': 'Befehl des Betreibers',
      'scheduled job': 'geplanter Vorgang',
    },
  },

  common: {
    email: 'E-Mail-Adresse',
    emailExample: 'jane.doe@company.com',
    password: 'Passwort',
    name: 'Name',
    submit: 'Weiter',
    cancel: 'Abbrechen',
    close: 'Schließen',
    show: 'Anzeigen',
    hide: 'Ausblenden',
    showPassword: 'Passwort anzeigen',
    hidePassword: 'Passwort ausblenden',
    copy: 'Kopieren',
    copied: 'Kopiert',
    copyFailed: 'Kopieren nicht möglich. Markieren Sie den Text und kopieren Sie ihn selbst.',
    dismiss: 'Diese Meldung schließen',
    loading: 'Wird geladen…',
    working: 'Bitte warten…',
    tryAgain: 'Erneut versuchen',
    backToSignIn: 'Zurück zur Anmeldung',
    skipToContent: 'Zum Inhalt springen',
    helpLink: 'Probleme mit Codes?',
    supportLink: 'Support kontaktieren',
    termsLink: 'Nutzungsbedingungen',
    privacyLink: 'Datenschutz',
  },

  fields: {
    emailMissing: 'Geben Sie Ihre E-Mail-Adresse ein.',
    emailWrong: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel jane.doe@company.com.',
    passwordMissing: 'Geben Sie Ihr Passwort ein.',
    passwordTooShort: (length) => `Verwenden Sie mindestens ${length} Zeichen.`,
    passwordHint: (length) =>
      `Mindestens ${length} Zeichen. Gut geeignet sind mehrere Wörter hintereinander.`,
    nameMissing: 'Geben Sie Ihren Namen ein.',
    codeMissing: 'Geben Sie die sechs Ziffern Ihres Codes ein.',
    recoveryCodeMissing: 'Geben Sie einen Ihrer Wiederherstellungscodes ein.',
  },

  problems: {
    validation: 'Eine Angabe im Formular ist nicht richtig. Prüfen Sie Ihre Eingaben.',
    tooMany: (seconds) =>
      seconds > 0
        ? `Zu viele Versuche. Warten Sie ${format.duration(seconds)} und versuchen Sie es dann erneut.`
        : 'Zu viele Versuche. Sie können es jetzt erneut versuchen.',
    tooManyLater: 'Zu viele Versuche. Warten Sie eine Weile und versuchen Sie es dann erneut.',
    unavailable:
      'Der Dienst ist ausgelastet. Laden Sie die Seite neu, um zu sehen, was geändert wurde, und versuchen Sie es dann erneut.',
    offline:
      'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut. Ihre Eingaben bleiben erhalten.',
    timedOut:
      'Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es erneut. Ihre Eingaben bleiben erhalten.',
    unexpected: 'Bei uns ist ein Fehler aufgetreten. Versuchen Sie es erneut.',
    passkeysUnsupported:
      'Dieser Browser unterstützt keine Passkeys. Verwenden Sie eine andere Methode oder einen aktuellen Browser.',
    passkeyGivenUp:
      'Der Passkey wurde nicht verwendet: Der Vorgang wurde abgebrochen oder hat zu lange gedauert, oder auf diesem Gerät gibt es keinen Passkey für Ihr Konto. Versuchen Sie es erneut oder wählen Sie eine andere Möglichkeit.',
    passkeyNotCreated:
      'Es wurde kein Passkey erstellt: Der Vorgang wurde abgebrochen oder hat zu lange gedauert. Versuchen Sie es erneut oder wählen Sie eine andere Methode.',
    passkeyKnown:
      'Auf diesem Gerät gibt es bereits einen Passkey für Ihr Konto. Verwenden Sie ein anderes Gerät oder einen Sicherheitsschlüssel.',
    passkeysNotHere:
      'Ihr Browser verwendet Passkeys nur unter der üblichen Adresse dieser Website. Öffnen Sie die Website dort oder wählen Sie eine andere Möglichkeit.',
    passkeyImpossible:
      'Mit diesem Gerät ist das nicht möglich, zum Beispiel weil der Sicherheitsschlüssel zu alt oder voll ist. Verwenden Sie ein anderes.',
  },
  anOrganization: 'Ihre Organisation',

  topBar: {
    label: 'Ihr Konto',
    settings: (email) => `${email}: Kontoeinstellungen`,
    logOut: 'Abmelden',
    loggingOut: 'Wird abgemeldet…',
    loggedOut: 'Sie sind abgemeldet.',
    logOutFailed:
      'Die Abmeldung ist fehlgeschlagen, weil der Server nicht erreichbar ist. Sie sind weiterhin angemeldet. Versuchen Sie es erneut.',
    organizations: 'Organisationen',
    noOrganizations: 'Sie gehören zu keiner Organisation.',
    allOrganizations: 'Alle Organisationen',
    createOrganization: 'Organisation erstellen',
    help: 'Hilfe zur Multi-Faktor-Authentifizierung',
  },

  signIn: {
    title: 'Anmelden',
    submitting: 'Anmeldung läuft…',
    needAccount: 'Noch kein Konto?',
    registerHere: 'Hier registrieren',
    forgotPassword: 'Passwort vergessen?',
    resetHere: 'Hier zurücksetzen',
    ended: 'Ihre Sitzung ist beendet. Melden Sie sich erneut an, um zu dieser Seite zurückzukehren.',
    toActivation: 'Multi-Faktor-Authentifizierung aktivieren',
    signingInAs: (email) => `Anmeldung als ${email}.`,
    otherAccount: 'Nicht Sie? Anderes Konto verwenden',
    cookieRefused:
      'Die Anmeldung war erfolgreich, aber Ihr Browser hat das Cookie abgelehnt, mit dem Sie angemeldet bleiben. Erlauben Sie Cookies für diese Website und melden Sie sich dann erneut an.',
    cookieRefusedHttp:
      'Die Anmeldung war erfolgreich, aber Ihr Browser hat das Cookie abgelehnt, mit dem Sie angemeldet bleiben. Erlauben Sie Cookies für diese Website und melden Sie sich dann erneut an. Safari lehnt solche Cookies bei http://-Adressen ab: Verwenden Sie dort Chrome, Edge oder Firefox.',
    recoveryCodeUsed: (left) =>
      `Sie haben sich mit einem Wiederherstellungscode angemeldet. Sie haben noch ${format.plural(left, { one: '# Wiederherstellungscode', other: '# Wiederherstellungscodes' })}. Falls Sie ein Gerät verloren haben, deaktivieren Sie dessen Methode und aktivieren Sie eine neue.`,
    reviewMethods: 'Methoden überprüfen',
    due: (organization, when, methods) =>
      `${organization} verlangt ab ${when} Multi-Faktor-Authentifizierung mit: ${methods}. Aktivieren Sie sie vorher.`,
  },

  passkey: {
    title: 'Passkey',
    signIn: 'Mit einem Passkey anmelden',
    use: 'Passkey verwenden',
    waiting: 'Warten auf Ihren Browser…',
    waitingFor:
      'Ihr Browser fragt nach Ihrem Passkey. Wenn Sie ihn nicht verwenden können, schließen Sie die Anzeige des Browsers.',
    waitingForNew:
      'Ihr Browser erstellt den Passkey. Wenn Sie das nicht möchten, schließen Sie die Anzeige des Browsers.',
    create:
      'Ihr Browser fragt jetzt, wo der Passkey gespeichert werden soll: auf diesem Gerät, auf Ihrem Telefon, in einem Passwortmanager oder auf einem Sicherheitsschlüssel.',
  },

  passkeyOffer: {
    title: 'Nächstes Mal ohne Passwort anmelden',
    text: 'Dieses Gerät kann einen Passkey für Sie speichern: Sie melden sich mit Fingerabdruck, Gesicht oder PIN an und müssen nichts eingeben, das gestohlen werden könnte.',
    create: 'Passkey erstellen',
    dismiss: 'Hier nicht mehr anbieten',
  },

  terminalCode: {
    title: 'In einem Terminal anmelden',
    why: 'Ein Terminal kann keinen Passkey verwenden. Wenn die Befehlszeile nach einem Bestätigungscode fragt, geben Sie stattdessen den Code von dieser Seite ein.',
    show: 'Code anzeigen',
    another: 'Anderen Code anzeigen',
    codeLabel: 'Code für das Terminal',
    goodFor: (seconds) =>
      `Funktioniert einmal, noch ${format.plural(seconds, { one: '# Sekunde', other: '# Sekunden' })} lang.`,
    over: 'Dieser Code ist abgelaufen.',
    warning:
      'Geben Sie ihn nur in einem Terminal ein, in dem Sie die Anmeldung selbst begonnen haben. Geben Sie ihn an niemanden weiter.',
    passwordOnly: 'Ihr Konto hat keinen zweiten Faktor: Die Befehlszeile fragt nur nach Ihrem Passwort.',
    otherMethods: (methods) =>
      `Sie brauchen keinen Code von dieser Seite: Die Befehlszeile fragt nach dem Code einer anderen Methode (${methods}).`,
    link: 'In einem Terminal anmelden',
  },

  authorize: {
    title: (app) => `Weiter zu ${app}`,
    signInFor: (app) => `Melden Sie sich an, um mit ${app} fortzufahren.`,
    goingOn: (app) => `Weiter zu ${app}…`,
    asWhom: (email) => `Sie sind angemeldet als ${email}.`,
    submit: (app) => `Weiter zu ${app}`,
    factorTitle: (app) => `${app} verlangt eine andere Anmeldemethode`,
    factorNeeded: (app) =>
      `Aktivieren Sie eine Authenticator-App oder einen Passkey für Ihr Konto. Kehren Sie dann zu ${app} zurück und melden Sie sich erneut an.`,
    passkeyNeeded: (app) =>
      `Fügen Sie Ihrem Konto einen Passkey hinzu. Kehren Sie dann zu ${app} zurück und melden Sie sich erneut an.`,
    activate: 'Aktivieren',
    overTitle: 'Diese Anmeldung ist abgelaufen',
    over: 'Sie wurde vor mehr als zehn Minuten oder in einem anderen Browser begonnen. Kehren Sie zur App zurück und melden Sie sich erneut an.',
    failedTitle: 'Die Anmeldung bei der App ist fehlgeschlagen',
    failed: {
      invalid_client: 'Die App, von der Sie kommen, ist bei diesem Dienst nicht registriert.',
      invalid_redirect_uri:
        'Die App möchte, dass Sie zu einer Adresse zurückkehren, die nicht für sie registriert ist.',
      invalid_request:
        'Die App hat eine Anfrage gesendet, die dieser Dienst nicht versteht, oder die Anmeldung ist abgelaufen.',
    },
    tellTheApp:
      'Kehren Sie zur App zurück und versuchen Sie es erneut. Wenn diese Seite wieder erscheint, wenden Sie sich an den Betreiber der App.',
  },

  heldBack: {
    title: (organizations, several) =>
      `${organizations} ${several ? 'verlangen' : 'verlangt'} Multi-Faktor-Authentifizierung`,
    intro: 'Sie können fortfahren, sobald Sie sich damit angemeldet haben.',
    nextStep: (organizations, several) =>
      `${organizations} ${several ? 'verlangen' : 'verlangt'} Multi-Faktor-Authentifizierung. Wählen Sie eine Methode, um fortzufahren. Ihr Passwort brauchen Sie nicht noch einmal.`,
    confirmationTitle: (organizations) => `${organizations}: Ein Eigentümer muss Ihr Konto bestätigen`,
    confirmationIntro:
      'Ihre Multi-Faktor-Authentifizierung wurde mit einem Link in einer E-Mail rückgängig gemacht. Bitten Sie einen Eigentümer, auf der Seite der Organisation zu bestätigen, dass dieses Konto weiterhin Ihnen gehört. Wenn es keinen anderen Eigentümer gibt, wenden Sie sich an den Betreiber dieses Dienstes.',
    confirmed: 'Ein Eigentümer hat es bestätigt: Fortfahren',
    introEnrolment: 'Die Methode, mit der Sie sich angemeldet haben, wird nicht akzeptiert.',
    accepts: (organization, methods) => `${organization} akzeptiert: ${methods}`,
    activated: 'Ich habe sie aktiviert: Erneut anmelden',
    confirmWith: (methods) => `Bestätigen mit: ${methods}`,
    signingIn: 'Bitte warten…',
    lostPasskey:
      'Wenn Sie Ihre Passkeys verloren haben, bitten Sie einen Eigentümer der Organisation, Ihre Methoden zu entfernen. Ein Wiederherstellungscode wird hier nicht akzeptiert.',
    leaveIntro: 'Wenn Sie kein Mitglied mehr sein möchten, können Sie die Organisation auch verlassen.',
  },

  leave: {
    submit: (organization) => `${organization} verlassen`,
    submitting: 'Wird verlassen…',
    title: (organization) => `${organization} verlassen?`,
    text: 'Sie verlieren sofort den Zugriff, und die Anforderungen der Organisation gelten nicht mehr für Sie. Nur ein Eigentümer kann Sie wieder einladen.',
    confirm: 'Ja, verlassen',
    done: (organization) => `Sie haben ${organization} verlassen.`,
  },

  code: {
    trust: (days) =>
      `In diesem Browser ${format.plural(days, { one: '# Tag', other: '# Tage' })} lang nicht nach einem Code fragen`,
    title: 'Bestätigungscode',
    field: 'Bestätigungscode',
    hint: 'Sechs Ziffern. Nach der sechsten wird das Formular gesendet.',
    hintWithButton: 'Sechs Ziffern.',
    submitting: 'Wird geprüft…',
    type: 'Methode:',
    changeType: 'Andere Methode verwenden:',
    sentTo: (address) => `Wir haben einen Code an ${address} gesendet. Das kann ein bis zwei Minuten dauern.`,
    from: {
      authenticator: 'Öffnen Sie Ihre Authenticator-App und geben Sie den Code ein, den sie anzeigt.',
      email: '',
      passkey: 'Ihr Browser fragt nach Ihrem Passkey: Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel.',
    },
    notSent: 'Der Code wurde noch nicht gesendet.',
    triesLeft: (count) => `Noch ${format.plural(count, { one: '# Versuch', other: '# Versuche' })}`,
    resend: 'Code erneut senden',
    resending: 'Wird gesendet…',
    resendIn: (seconds) =>
      `Sie können ihn in ${format.plural(seconds, { one: '# Sekunde', other: '# Sekunden' })} erneut senden lassen.`,
    resendsLeft: (count) => format.plural(count, { one: 'noch #-mal', other: 'noch #-mal' }),
    resent: (address) => `Wir haben den Code erneut an ${address} gesendet. Es ist derselbe Code wie zuvor.`,
    noResends: 'Er kann nicht noch einmal gesendet werden. Wenn er nicht ankommt, beginnen Sie von vorn.',
    tooLateToResend:
      'Dieser Code kann nicht mehr erneut gesendet werden. Geben Sie ihn ein oder beginnen Sie von vorn.',
    switched: (method) => `Jetzt verwendet: ${method}.`,
    useRecoveryCode: 'Wiederherstellungscode verwenden',
    useOneTimePassword: 'Bestätigungscode verwenden',
    recoveryTitle: 'Wiederherstellungscode',
    recoveryField: 'Wiederherstellungscode',
    recoveryHint:
      'Einer der Codes, die Sie bei der Aktivierung der Multi-Faktor-Authentifizierung gespeichert haben. Jeder funktioniert einmal. Bindestriche sowie Groß- und Kleinschreibung spielen keine Rolle.',
    expiredTitle: 'Diese Anmeldung ist abgelaufen',
    expired: 'Ein Code funktioniert 10 Minuten lang. Melden Sie sich erneut an, um einen neuen zu erhalten.',
    noTriesTitle: 'Keine Versuche mehr',
    noTries:
      'Auch dieser Code war falsch, und pro Anmeldung sind fünf Versuche möglich. Melden Sie sich erneut an, um fünf weitere zu erhalten.',
    startAgain: 'Von vorn beginnen',
  },

  stepUp: {
    title: 'Identität bestätigen',
    why: 'Das betrifft die Sicherheit von Konten, deshalb fragen wir noch einmal.',
    password: 'Ihr Passwort',
    confirm: 'Bestätigen',
    confirming: 'Wird bestätigt…',
    start: 'Code wird angefordert…',
    expired: 'Diese Anfrage ist abgelaufen. Beginnen Sie von vorn, um einen neuen Code zu erhalten.',
    noTries: 'Auch dieser Code war falsch. Beginnen Sie von vorn, um fünf weitere Versuche zu erhalten.',
  },

  ownInvitations: {
    title: 'Einladungen',
    asks: (organization, role) =>
      `${organization} lädt Sie als ${role === 'owner' ? 'Eigentümer' : 'Mitglied'} ein.`,
    until: (when) => `Offen bis ${when}.`,
    requires: (organization, methods) =>
      `${organization} verlangt Multi-Faktor-Authentifizierung mit: ${methods}.`,
    accept: 'Annehmen',
    acceptOf: (organization) => `Einladung von ${organization} annehmen`,
    accepting: 'Wird angenommen…',
    joined: (organization) => `Sie gehören jetzt zu ${organization}.`,
    activate: 'Akzeptierte Methode aktivieren',
  },
  home: {
    title: (name) => `Guten Tag, ${name}`,
    signedInAs: 'Angemeldet als',
    mfaOn: 'Multi-Faktor-Authentifizierung ist aktiviert',
    mfaOnDetail: (method) => `Ihre bevorzugte Methode: ${method}.`,
    mfaOff: 'Multi-Faktor-Authentifizierung ist deaktiviert',
    mfaOffDetail:
      'Damit kann sich niemand allein mit einem gestohlenen Passwort anmelden. Die Aktivierung dauert zwei Minuten.',
    activate: 'Jetzt aktivieren',
    manage: 'In den Einstellungen verwalten',
    oneFactor:
      'Fügen Sie eine zweite Methode hinzu, damit Sie nicht ausgesperrt sind, wenn Sie ein Gerät oder Ihr Postfach verlieren.',
    addFactor: 'Weitere Methode hinzufügen',
    fewRecoveryCodes: (count) =>
      count === 0
        ? 'Sie haben keine Wiederherstellungscodes mehr.'
        : `Sie haben nur noch ${format.plural(count, { one: '# Wiederherstellungscode', other: '# Wiederherstellungscodes' })}.`,
    makeRecoveryCodes: 'Neue erstellen',
    required: (organizations, several) =>
      `${organizations} ${several ? 'verlangen' : 'verlangt'} von den Mitgliedern Multi-Faktor-Authentifizierung.`,
    due: (organization, when, methods) =>
      `${organization} verlangt ab ${when} Multi-Faktor-Authentifizierung. Akzeptiert: ${methods}.`,
    dueTitle: 'Sie brauchen bald eine weitere Methode',
    organizations: 'Organisationen',
    noOrganizations: 'Sie gehören noch zu keiner Organisation. Ein Eigentümer kann Sie per E-Mail einladen.',
  },

  ends: {
    title: 'Ihre Daten und das Ende Ihres Kontos',
    exportText:
      'Eine Datei mit allem, was über Sie gespeichert ist: Konto, Methoden, Sitzungen, Organisationen und Sicherheitsprotokoll.',
    export: 'Meine Daten herunterladen',
    exporting: 'Wird zusammengestellt…',
    fileName: 'Kontodaten',
    deleteText:
      'Ihr Konto wird sieben Tage nach Ihrem Antrag gelöscht. Bis dahin können Sie es sich anders überlegen.',
    delete: 'Mein Konto löschen',
    deleting: 'Löschung wird beantragt…',
    deleteTitle: 'Konto löschen?',
    deleteConsequences:
      'In sieben Tagen werden Ihr Konto, seine Methoden, seine SSH-Schlüssel und sein Sicherheitsprotokoll endgültig gelöscht. Organisationen, in denen Sie das einzige Mitglied sind, werden mit gelöscht. Ihre anderen Sitzungen enden sofort.',
    deleteWeek:
      'Bis dahin können Sie das Konto behalten: Melden Sie sich an und geben Sie das auf der Startseite an.',
    deleteConfirm: 'Ja, in sieben Tagen löschen',
    planned: (when) => `Ihr Konto wird gelöscht: ${when}. Sie können es noch behalten.`,
    waitingTitle: 'Ihr Konto wird bald gelöscht',
    waiting: (when) =>
      `Ihr Konto wird gelöscht: ${when}. Falls Sie das nicht beantragt haben, behalten Sie das Konto und ändern Sie Ihr Passwort.`,
    keep: 'Mein Konto behalten',
    keeping: 'Bitte warten…',
    kept: 'Ihr Konto bleibt bestehen.',
  },

  activate: {
    title: 'Multi-Faktor-Authentifizierung für Ihr Konto aktivieren',
    type: 'Methode der Multi-Faktor-Authentifizierung',
    alreadyEnabled: 'Für Ihr Konto bereits aktiviert.',
    notAccepted: 'Ihre Organisation akzeptiert diese Methode nicht.',
    typeHints: {
      authenticator:
        'Eine App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen Code an. Das funktioniert auch ohne Netz.',
      email: 'Bei jeder Anmeldung senden wir einen Code an die E-Mail-Adresse Ihres Kontos.',
      passkey:
        'Sie melden sich mit Ihrem Gerät oder einem Sicherheitsschlüssel an, per Fingerabdruck, Gesicht oder PIN. Das schützt vor Phishing.',
    },
    factorName: 'Name für diese Authenticator-App (optional)',
    factorNameHint: 'Zur Unterscheidung von anderen, zum Beispiel „Diensthandy“.',
    submit: 'Aktivieren',
    submitting: 'Wird geprüft…',
    prove:
      'Für dieses Konto ist Multi-Faktor-Authentifizierung bereits aktiviert. Bestätigen Sie mit der vorhandenen Methode und fügen Sie dann die neue hinzu.',
    completeTitle: 'Aktivierung der Multi-Faktor-Authentifizierung abschließen',
    scan: 'Scannen Sie das mit Ihrer Authenticator-App und geben Sie dann den Code ein, den sie anzeigt.',
    qr: 'QR-Code mit dem Schlüssel für Ihre Authenticator-App. Der Schlüssel steht auch darunter, damit Sie ihn eingeben können.',
    secret: 'Scannen nicht möglich? Geben Sie diesen Schlüssel ein:',
    openApp: 'In Ihrer Authenticator-App öffnen',
    otherDevice: 'App auf einem anderen Gerät verwenden',
    copySecret: 'Schlüssel kopieren',
    hiddenAgain:
      'Der QR-Code wird nur einmal angezeigt. Wenn Sie ihn gescannt haben, geben Sie den Code ein, den Ihre App anzeigt. Wenn nicht, beginnen Sie von vorn, um einen neuen zu erhalten.',
    preferred: 'Als bevorzugt festlegen:',
    complete: 'MFA-Aktivierung abschließen',
    completing: 'Wird abgeschlossen…',
    makingRecoveryCodes: 'Ihre Wiederherstellungscodes werden erstellt. Das dauert einige Sekunden.',
    success: 'Die Multi-Faktor-Authentifizierung wurde erfolgreich aktiviert!',
    expiredTitle: 'Diese Aktivierung ist abgelaufen',
    expired:
      'Ein Code funktioniert 10 Minuten lang. Es wurde nichts geändert. Beginnen Sie von vorn, um einen neuen zu erhalten.',
    noTriesTitle: 'Keine Versuche mehr',
    noTries:
      'Auch dieser Code war falsch, und pro Aktivierung sind fünf Versuche möglich. Es wurde nichts geändert.',
    startAgain: 'Von vorn beginnen',
  },

  recoveryCodes: {
    title: 'Wiederherstellungscodes speichern',
    why: 'Wenn Sie Ihr Telefon, Ihren Sicherheitsschlüssel oder Ihr Postfach verlieren, können Sie sich mit jedem dieser Codes einmal anmelden, anstelle Ihrer Methode. Sie werden nur jetzt angezeigt.',
    where:
      'Drucken Sie sie aus oder speichern Sie sie in einem Passwortmanager, aber nicht auf dem Telefon, das Ihre Codes anzeigt.',
    list: 'Wiederherstellungscodes',
    copy: 'Alle kopieren',
    download: 'Herunterladen',
    print: 'Drucken',
    kept: 'Ich habe sie gespeichert',
    fileName: 'Wiederherstellungscodes',
    fileHeading: (brand, email) =>
      `${brand}: Wiederherstellungscodes für ${email}. Jeder funktioniert einmal.`,
    fileOrigin: (origin) => `Anmeldung unter ${origin}`,
    fileDate: (when) => `Erstellt: ${when}. Neuere Codes ersetzen diese.`,
    leaveTitle: 'Seite ohne Wiederherstellungscodes verlassen?',
    leaveText:
      'Sie werden nur jetzt angezeigt. Wenn Sie sie nicht gespeichert haben, müssen Sie neue erstellen.',
    leaveConfirm: 'Verlassen',
    notSavedTitle: 'Haben Sie sie aufgeschrieben?',
    notSavedText:
      'Sie haben die Codes nicht kopiert, heruntergeladen oder gedruckt, und sie werden nur jetzt angezeigt.',
    notSavedConfirm: 'Ja, ich habe sie',
    backToCodes: 'Zurück zu den Codes',
  },

  settings: {
    title: 'Kontoeinstellungen',
    expand: 'Aufklappen',
    close: 'Schließen',
    edit: 'Bearbeiten',
    save: 'Speichern',
    saving: 'Wird gespeichert…',
    of: (label) => `: ${label}`,
    name: 'Name',
    noName: 'Nicht angegeben',
    nameSaved: 'Ihr Name wurde geändert.',
    language: 'Sprache',
    languageText: 'Auch E-Mails zu Ihrem Konto haben diese Sprache.',
    languageOfBrowser: 'Wie im Browser; E-Mails auf Englisch',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    currentPassword: 'Aktuelles Passwort',
    newPassword: 'Neues Passwort',
    passwordDots: 'Verborgen',
    keepKeys: 'SSH-Schlüssel, die Sie behalten möchten',
    keepKeysHint:
      'Wer Ihr altes Passwort kannte, könnte einen SSH-Schlüssel hinzugefügt haben. Schlüssel, die Sie nicht auswählen, werden entfernt.',
    passwordSaved: 'Ihr Passwort wurde geändert und Ihre anderen Sitzungen wurden beendet.',
    passwordWrong: 'Das ist nicht Ihr aktuelles Passwort.',
    noPassword: 'Keines: Sie melden sich mit einem Passkey an',
    setPassword: 'Passwort festlegen',
    passwordSet: 'Ihr Passwort wurde festgelegt und Ihre anderen Sitzungen wurden beendet.',
    removePassword: 'Passwort entfernen',
    removePasswordHint:
      'Sie können sich mit Ihren Passkeys ohne Passwort anmelden, und ein Passwort, das es nicht gibt, kann nicht gestohlen werden.',
    removePasswordTitle: 'Passwort entfernen?',
    removePasswordText:
      'Danach melden Sie sich nur noch mit einem Passkey an. Ihre anderen Sitzungen enden und Ihre SSH-Schlüssel werden entfernt. Die Befehlszeile fragt nach einem Passwort, Sie können sich dort also ohne SSH-Schlüssel nicht anmelden.',
    removePasswordWays:
      'Wenn Sie Ihre Passkeys verlieren, können Sie mit einem Link, den wir Ihnen per E-Mail senden, wieder ein Passwort festlegen. Dann brauchen Sie außerdem einen Ihrer Wiederherstellungscodes.',
    removePasswordConfirm: 'Ja, entfernen',
    passwordRemoved: 'Ihr Passwort wurde entfernt. Sie melden sich ab jetzt mit einem Passkey an.',
    neededWithoutPassword:
      'Ihr Konto hat kein Passwort, deshalb braucht es zwei Passkeys oder einen Passkey und Wiederherstellungscodes. Aktivieren Sie einen weiteren Passkey oder legen Sie ein Passwort fest, bevor Sie diesen deaktivieren.',
    onlyPasskeys: 'Nur Passkeys verwenden',
    onlyPasskeysHint: (methods) =>
      `Passkeys schützen vor Phishing, aber eine gefälschte Anmeldeseite kann Sie immer noch nach dem Code einer anderen Methode fragen (${methods}). Ohne diese ist Ihr Konto so sicher wie Ihre Passkeys.`,
    onlyPasskeysTitle: 'Nur Passkeys verwenden?',
    onlyPasskeysText: (methods) =>
      `Dadurch werden deaktiviert: ${methods}. Ihre Passkeys und Ihre Wiederherstellungscodes bleiben. Sie können andere Methoden später wieder aktivieren.`,
    onlyPasskeysConfirm: 'Ja, andere deaktivieren',
    onlyPasskeysBanner: 'Passkeys sind jetzt Ihre einzige Methode.',
    mfa: 'MFA:',
    enabled: 'AKTIVIERT',
    disabled: 'DEAKTIVIERT',
    enable: 'Aktivieren',
    enableAnother: 'Weitere aktivieren',
    disable: 'Deaktivieren',
    makePreferred: 'Bevorzugen',
    working: 'Bitte warten…',
    preferred: 'bevorzugt',
    addedAt: (when) => `Hinzugefügt: ${when}`,
    lastUsedAt: (when) => `Zuletzt verwendet: ${when}`,
    neverUsed: 'Noch nicht verwendet',
    notEnabled: 'Nicht aktiviert',
    factorLimit: (maximum) => `Mehr ist nicht möglich. Ein Konto kann höchstens ${maximum} davon haben.`,
    enableTitle: (method) => `${method} aktivieren?`,
    enableText:
      'Sie werden nach Ihrer E-Mail-Adresse, Ihrem Passwort und einem Code der neuen Methode gefragt.',
    enableWithoutPasswordText: 'Sie werden zuerst gebeten, mit einem Passkey zu bestätigen.',
    enablePasskeyText:
      'Sie werden nach Ihrer E-Mail-Adresse und Ihrem Passwort gefragt, und Ihr Browser erstellt den Passkey.',
    enableConfirm: 'Ja, aktivieren',
    synced: 'Mit Ihren anderen Geräten synchronisiert',
    notSynced: 'Nur auf einem Gerät',
    rename: 'Umbenennen',
    renameTitle: (factor) => `${factor} umbenennen`,
    newName: 'Neuer Name',
    renamedBanner: (name) => `Der neue Name ist „${name}“.`,
    disableTitle: (factor) => `${factor} deaktivieren?`,
    disableText:
      'Sie können sich damit nicht mehr anmelden. Sie können die Methode später wieder aktivieren.',
    disablePreferredText:
      'Es ist Ihre bevorzugte Methode. Bevorzugt wird danach die andere, die Sie zuletzt verwendet haben.',
    disableLastText:
      'Es ist Ihre einzige Methode: Dadurch wird die Multi-Faktor-Authentifizierung deaktiviert und Ihre Wiederherstellungscodes werden gelöscht. Wer Ihr Passwort kennt, kann sich dann anmelden.',
    disableConfirm: 'Ja, deaktivieren',
    disabledBanner: (factor) => `${factor} ist deaktiviert.`,
    mfaOffBanner: 'Die Multi-Faktor-Authentifizierung ist deaktiviert.',
    preferredBanner: (factor) => `${factor} ist jetzt Ihre bevorzugte Methode.`,
    requiredBy: (organizations) => `Verlangt von ${organizations}`,
    due: (organization, when, methods) => `Bis ${when}: ${organization} akzeptiert ${methods}.`,
    lastWhileRequired:
      'Eine Organisation verlangt sie. Aktivieren Sie eine andere akzeptierte Methode, bevor Sie diese deaktivieren.',
    recoveryCodes: 'Wiederherstellungscodes',
    recoveryCodesLeft: (count) => `noch ${count} von 10`,
    makeRecoveryCodes: 'Neue erstellen',
    makeRecoveryCodesTitle: 'Neue Wiederherstellungscodes erstellen?',
    makeRecoveryCodesText: 'Die alten funktionieren dann sofort nicht mehr.',
    makeRecoveryCodesConfirm: 'Ja, neue erstellen',
    sessions: 'Sitzungen',
    sessionsIntro: 'Hier ist Ihr Konto angemeldet. Beenden Sie jede Sitzung, die Sie nicht kennen.',
    thisSession: 'diese Sitzung',
    kinds: { dashboard: 'Dashboard', cli: 'Befehlszeile' },
    unknownBrowser: 'Unbekanntes Programm',
    sessionFacts: (signedInAt, methods, lastSeenAt) =>
      `Angemeldet: ${signedInAt} mit ${methods}, zuletzt aktiv: ${lastSeenAt}`,
    endSession: 'Beenden',
    ending: 'Wird beendet…',
    endOthers: 'Alle anderen Sitzungen beenden',
    endOthersTitle: 'Alle anderen Sitzungen beenden?',
    endOthersText: 'Jeder andere Browser und jede andere Befehlszeile wird sofort abgemeldet.',
    endOthersConfirm: 'Ja, beenden',
    sessionEnded: 'Die Sitzung wurde beendet.',
    othersEnded: 'Alle anderen Sitzungen wurden beendet.',
    devices: 'Geräte',
    devicesIntro:
      'Mit diesen Browsern und Befehlszeilen haben Sie sich in Ihrem Konto angemeldet. Bei jedem anderen erhalten Sie eine E-Mail. Entfernen Sie die, die Sie nicht mehr verwenden.',
    noDevices: 'Noch ist kein Gerät bekannt. Es wird bei der Anmeldung bekannt.',
    thisDevice: 'dieses Gerät',
    deviceFacts: (lastSignedInAt) => `Letzte Anmeldung: ${lastSignedInAt}`,
    trustedUntil: (when) => `Anmeldung ohne Code bis ${when}`,
    removeDevice: 'Entfernen',
    removingDevice: 'Wird entfernt…',
    removeOwnDevice: 'Entfernen und abmelden',
    deviceRemoved: 'Das Gerät wurde entfernt und seine Sitzungen wurden beendet.',
    keys: 'SSH-Schlüssel',
    keysIntro:
      'An einer Befehlszeile können Sie sich mit einem SSH-Schlüssel statt mit dem Passwort anmelden. Nach einem zweiten Faktor werden Sie trotzdem gefragt.',
    noKeys: 'Sie haben keine SSH-Schlüssel.',
    addKey: 'Schlüssel hinzufügen',
    addingKey: 'Wird hinzugefügt…',
    keyName: 'Name für diesen Schlüssel',
    keyNameHint: 'Zum Beispiel der Computer, auf dem er gespeichert ist: „laptop“.',
    publicKey: 'Öffentlicher Schlüssel',
    publicKeyHint: 'Die Zeile in der .pub-Datei eines RSA-Schlüssels: ssh-rsa AAAA…',
    keyNameMissing: 'Geben Sie einen Namen für den Schlüssel ein.',
    publicKeyMissing: 'Fügen Sie die Zeile aus der .pub-Datei ein.',
    keyIsAdded: (name) => `Der Schlüssel „${name}“ wurde hinzugefügt.`,
    keyAdded: (when) => `Hinzugefügt: ${when}`,
    removeKey: 'Entfernen',
    removingKey: 'Wird entfernt…',
    removeKeyTitle: (name) => `Schlüssel „${name}“ entfernen?`,
    removeKeyText: 'Sie können sich damit nicht mehr anmelden, und Ihre anderen Sitzungen enden.',
    removeKeyConfirm: 'Ja, entfernen',
    keyRemoved: 'Der Schlüssel wurde entfernt.',
    events: 'Sicherheitsereignisse',
    eventsIntro:
      'Was in Ihrem Konto geschehen ist. Falls Sie etwas nicht kennen, ändern Sie Ihr Passwort und beenden Sie alle anderen Sitzungen.',
    showMore: 'Mehr anzeigen',
    noEvents: 'Noch nichts.',
  },

  sessionMethods: methodNames,

  events: {
    'account-created': 'Konto erstellt',
    'signed-in': 'Angemeldet',
    'sign-in-code-failed': 'Richtiges Passwort, aber falsche Codes bei der Anmeldung',
    'stepped-up': 'Identität bestätigt',
    'factor-enabled': 'Methode aktiviert',
    'factor-disabled': 'Methode deaktiviert',
    'factor-renamed': 'Methode umbenannt',
    'passkey-counter-regressed': 'Passkey abgelehnt: möglicherweise kopiert',
    'factor-preferred': 'Bevorzugte Methode geändert',
    'recovery-code-used': 'Wiederherstellungscode verwendet',
    'recovery-codes-regenerated': 'Neue Wiederherstellungscodes erstellt',
    'browser-code-made': 'Code für ein Terminal erstellt',
    'password-changed': 'Passwort geändert',
    'password-removed': 'Passwort entfernt',
    'password-reset': 'Passwort zurückgesetzt',
    'activation-undone': 'Aktivierung rückgängig gemacht',
    'name-changed': 'Name geändert',
    'language-changed': 'Sprache geändert',
    'key-added': 'SSH-Schlüssel hinzugefügt',
    'key-removed': 'SSH-Schlüssel entfernt',
    'session-ended': 'Sitzung beendet',
    'other-sessions-ended': 'Alle anderen Sitzungen beendet',
    'organization-joined': 'Einer Organisation beigetreten',
    'device-removed': 'Gerät entfernt',
    'organization-left': 'Eine Organisation verlassen',
    'organization-removed': 'Aus einer Organisation entfernt',
    'role-changed': 'Rolle in einer Organisation geändert',
    'factors-reset': 'Alle Methoden zurückgesetzt',
    'factors-reset-requested': 'Zurücksetzen aller Methoden beantragt',
    'factors-reset-withdrawn': 'Zurücksetzen aller Methoden widerrufen',
    'factors-reset-cancelled': 'Zurücksetzen aller Methoden abgebrochen',
    'methods-unlocked': 'Methoden vom Betreiber dieses Dienstes entsperrt',
    'account-deletion-requested': 'Löschung des Kontos beantragt',
    'account-kept': 'Löschung des Kontos abgebrochen',
    'organization-deleted': 'Organisation gelöscht',
    'membership-confirmed': 'Konto von einem Eigentümer einer Organisation bestätigt',
  },

  register: {
    title: 'Registrieren',
    name: 'Name (optional)',
    submit: 'Registrieren',
    submitting: 'Registrierung läuft…',
    haveAccount: 'Bereits ein Konto?',
    signInHere: 'Hier anmelden',
  },

  verify: {
    title: 'E-Mail-Adresse bestätigen',
    sent: (email) =>
      `Wir haben eine E-Mail an ${email} gesendet. Sie enthält einen Code für das neue Konto oder den Hinweis, dass es bereits ein Konto gibt.`,
    sentSomewhere: 'Geben Sie den Code aus der E-Mail ein, die wir Ihnen gesendet haben.',
    field: 'Code',
    submit: 'Bestätigen',
    submitting: 'Wird bestätigt…',
    success: 'Ihre E-Mail-Adresse ist bestätigt. Sie können sich jetzt in Ihrem neuen Konto anmelden.',
    signedIn: 'Ihre E-Mail-Adresse ist bestätigt und Sie sind angemeldet.',
    nothingCame: 'Keine E-Mail erhalten oder Code abgelaufen?',
    registerAgain: 'Hier erneut registrieren',
    linkTitle: 'Konto erstellen',
    linkIntro:
      'Geben Sie das Passwort ein, mit dem Sie sich registriert haben. Wenn Sie noch keines gewählt haben, wählen Sie es jetzt: Nur damit öffnen Sie das Konto.',
    password: 'Passwort',
    create: 'Konto erstellen',
    linkOver: 'Ist der Link abgelaufen, oder wurde er schon benutzt?',
    noRegistrationTitle: 'Welche Registrierung?',
    noRegistration:
      'Öffnen Sie den Link in der E-Mail, die wir Ihnen gesendet haben, oder registrieren Sie sich erneut.',
    expired:
      'Diese Registrierung ist abgelaufen oder wurde bereits verwendet. Registrieren Sie sich erneut, um einen neuen Code zu erhalten.',
    noTries:
      'Auch dieser Code war falsch, und pro Registrierung sind fünf Versuche möglich. Registrieren Sie sich erneut, um einen neuen Code zu erhalten.',
  },

  reset: {
    title: 'Passwort zurücksetzen',
    intro:
      'Geben Sie die E-Mail-Adresse Ihres Kontos ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort festlegen.',
    submit: 'Link senden',
    submitting: 'Wird gesendet…',
    sentTitle: 'Sehen Sie in Ihr Postfach',
    sent: (email) =>
      `Wir haben eine E-Mail an ${email} gesendet. Wenn es zu der Adresse ein Konto gibt, enthält sie einen Link, der eine Stunde lang funktioniert.`,
    notCome: 'Keine E-Mail erhalten? Sehen Sie im Spamordner nach und fordern Sie dann eine neue an.',
    askAgain: 'Neue anfordern',
    newTitle: 'Neues Passwort festlegen',
    newIntro: 'Dadurch werden Sie überall abgemeldet. Die Multi-Faktor-Authentifizierung bleibt unverändert.',
    newPassword: 'Neues Passwort',
    save: 'Passwort festlegen',
    saving: 'Wird gespeichert…',
    success: 'Ihr neues Passwort ist festgelegt. Melden Sie sich damit an.',
    linkDead: 'Dieser Link ist abgelaufen oder wurde bereits verwendet. Fordern Sie einen neuen an.',
    askForLink: 'Neuen Link anfordern',
  },

  cancelReset: {
    title: 'Zurücksetzen abbrechen',
    intro:
      'Jemand hat den Betreiber dieses Dienstes gebeten, die Multi-Faktor-Authentifizierung Ihres Kontos zurückzusetzen. Dabei werden alle Methoden entfernt. Falls Sie nicht darum gebeten haben, brechen Sie das ab und setzen Sie Ihr Passwort zurück, denn jemand versucht, sich Zugriff auf Ihr Konto zu verschaffen.',
    submit: 'Zurücksetzen abbrechen',
    submitting: 'Wird abgebrochen…',
    itWasMe: 'Das war ich, fortfahren',
    doneTitle: 'Abgebrochen',
    done: 'Ihre Methoden bleiben unverändert. Setzen Sie jetzt Ihr Passwort zurück, denn wer darum gebeten hat, kennt es möglicherweise.',
    noTokenTitle: 'Link erneut öffnen',
    noToken:
      'Der Link in unserer E-Mail funktioniert einmal, bis zum Zurücksetzen. Öffnen Sie ihn erneut aus der E-Mail, denn diese Seite speichert ihn nicht.',
    linkDead:
      'Dieser Link funktioniert nicht mehr. Das Zurücksetzen wurde bereits abgebrochen oder ausgeführt, oder Ihr Passwort oder Ihre Methoden haben sich seitdem geändert.',
    toReset: 'Passwort zurücksetzen',
  },

  undo: {
    title: 'Aktivierung rückgängig machen',
    intro:
      'Falls jemand anderes die Multi-Faktor-Authentifizierung für Ihr Konto aktiviert hat, kennt er Ihr Passwort. Das Rückgängigmachen:',
    effects: [
      'deaktiviert die Multi-Faktor-Authentifizierung wieder,',
      'beendet alle Sitzungen,',
      'macht das Passwort ungültig und sendet Ihnen einen Link, um ein neues festzulegen.',
    ],
    submit: 'Aktivierung rückgängig machen',
    submitting: 'Wird rückgängig gemacht…',
    itWasMe: 'Das war ich, so lassen',
    doneTitle: 'Rückgängig gemacht',
    done: 'Die Multi-Faktor-Authentifizierung ist deaktiviert, alle Sitzungen sind beendet und das alte Passwort funktioniert nicht mehr. Wir haben Ihnen einen Link gesendet, um ein neues festzulegen.',
    noTokenTitle: 'Link erneut öffnen',
    noToken:
      'Der Link in unserer E-Mail funktioniert einmal, sieben Tage lang. Öffnen Sie ihn erneut aus der E-Mail, denn diese Seite speichert ihn nicht.',
    linkDead:
      'Dieser Link ist abgelaufen oder wurde bereits verwendet. Falls Sie Ihr Konto nicht mehr verwenden können, setzen Sie jetzt Ihr Passwort zurück.',
    toReset: 'Passwort zurücksetzen',
  },

  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Prüfen Sie die Adresse oder machen Sie hier weiter.',
    home: 'Zu Ihrem Konto',
    help: 'Hilfe',
  },

  pageFailed: {
    title: 'Diese Seite wurde nicht geladen',
    text: 'Prüfen Sie Ihre Verbindung und laden Sie die Seite neu. Nach einer Aktualisierung des Dienstes genügt das Neuladen.',
  },

  unreachable: {
    title: 'Der Server ist nicht erreichbar',
    text: 'Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut. Falls andere Websites funktionieren, ist der Dienst möglicherweise ausgelastet. Warten Sie einen Moment.',
  },
  crash: {
    title: 'Auf dieser Seite ist ein Fehler aufgetreten',
    text: 'Laden Sie sie neu, um fortzufahren. Was Sie gespeichert haben, bleibt erhalten.',
    reload: 'Neu laden',
  },
});
