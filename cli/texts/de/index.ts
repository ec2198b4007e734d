import type { Texts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';
import { help, usage } from './help.ts';
import { accountEntries, organizationEntries } from './log-entries.ts';
import { organizations } from './organizations.ts';
import { reasons } from './reasons.ts';

const noPermission = 'Sie haben keine Berechtigung';
const cutOff = 'die Verbindung wurde unterbrochen';
const timedOut = 'die Verbindung hat zu lange gedauert';
const untrusted = 'das Zertifikat stammt von einer Stelle, der hier nicht vertraut wird';

/** What the command says in German. */
export const german = (format: Formats): Texts => {
  const { number, list, choice, plural } = format;

  return {
    reasons: reasons(format),
    help,
    usage,
    organizations: organizations(format),

    ending: {
      interrupted: 'Unterbrochen.',
      internalError: 'interner Fehler (bitte melden Sie ihn)',
      outputFailed: (why) => `Die Ausgabe kann nicht geschrieben werden: ${why}.`,
    },

    words: {
      yes: 'ja',
      no: 'nein',
      none: 'keine',
      nothingChanged: 'Es wurde nichts geändert.',
      moreWithCursor: (cursor) => `Es gibt weitere: --cursor ${cursor}`,
    },

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

    ask: {
      email: 'Benutzername oder E-Mail: ',
      newEmail: 'E-Mail: ',
      enterMeans: (email) => `Mit Enter melden Sie sich als ${email} an.`,
      password: 'Passwort: ',
      newPassword: 'Neues Passwort: ',
      samePassword: 'Noch einmal: ',
      passwordsDiffer: 'Die Eingaben sind verschieden. Geben Sie es noch zweimal ein.',
      token: {
        email: 'Code (per E-Mail gesendet): ',
        authenticator: 'Code (aus Ihrer Authenticator-App): ',
        passkey: 'Code aus dem Browser: ',
      },
      otherToken: 'Code: ',
      yesOrNo: (question) => `${question} [j/N] `,
      affirmative: ['j', 'ja', 'y', 'yes'],
    },
    noTerminal: {
      email:
        'Die E-Mail-Adresse wird benötigt, und es gibt kein Terminal für die Frage. Geben Sie sie mit --email an.',
      password:
        'Das Passwort wird benötigt, und es gibt kein Terminal für die Frage. Geben Sie es mit --password-stdin als Zeile von stdin an.',
      otp: 'Ein Bestätigungscode wird benötigt, und es gibt kein Terminal für die Frage. Geben Sie ihn mit --otp-stdin als Zeile von stdin an.',
      confirmation:
        'Eine Bestätigung wird benötigt, und es gibt kein Terminal für die Frage. Bestätigen Sie mit --yes.',
    },
    stdinEnded: {
      password: 'stdin endete vor der Zeile mit dem Passwort.',
      newPassword: 'stdin endete vor der Zeile mit dem neuen Passwort.',
      otp: 'stdin endete vor der Zeile mit dem Bestätigungscode.',
      notUtf8:
        'stdin ist nicht UTF-8. Stellen Sie es in PowerShell vorher ein: $OutputEncoding = [System.Text.UTF8Encoding]::new()',
    },
    otpCommand: {
      failed: (why) => `Der Befehl von --otp-command hat keinen Bestätigungscode geliefert: ${why}.`,
      endedWith: (code) => `er endete mit ${code}`,
      printedNothing: 'er hat nichts ausgegeben',
    },

    folders: {
      noHome:
        'Es gibt keinen Benutzerordner für Einstellungen: HOME ist kein absoluter Pfad. Setzen Sie HOME oder XDG_CONFIG_HOME.',
      notWritten: (path) => `${path} kann nicht geschrieben werden`,
      notRead: (path) => `${path} kann nicht gelesen werden`,
      notDeleted: (path) => `${path} kann nicht gelöscht werden`,
      errors: {
        EACCES: noPermission,
        EPERM: noPermission,
        EROFS: 'das Dateisystem ist schreibgeschützt',
        ENOSPC: 'der Datenträger ist voll',
        EDQUOT: 'das Kontingent des Datenträgers ist aufgebraucht',
        ENOTDIR: 'ein Teil des Pfads ist kein Ordner',
        EISDIR: 'es ist ein Ordner',
        ENOENT: 'es existiert nicht',
        ELOOP: 'seine Verknüpfungen bilden einen Kreis',
        ENAMETOOLONG: 'der Pfad ist zu lang',
        EMFILE: 'zu viele Dateien sind geöffnet',
        EIO: 'der Datenträger hat einen Fehler gemeldet',
      },
    },

    server: {
      missing:
        'Es ist kein Server eingestellt. Stellen Sie ihn einmal mit `mfa config server https://mfa.example.com` oder mit MFA_SERVER ein.',
      unreadable: (path) => `Die Konfiguration ${path} kann nicht gelesen werden`,
      broken: (path) =>
        `${path} ist beschädigt. Stellen Sie den Server neu ein: \`mfa config server https://mfa.example.com\`.`,
      notAnAddress: (text) =>
        `${text} ist nicht die Adresse eines Servers. Schreiben Sie https://mfa.example.com (http:// nur für localhost).`,
      isNow: (server) => `Der Server ist jetzt ${server}.`,
      facts: { server: 'Server', configuration: 'Konfiguration' },
      from: (server, source) => `${server} (aus ${source})`,
      notSet: 'nicht eingestellt',
      unreachable: (server, why) => `${server} ist nicht erreichbar: ${why}.`,
      noAnswerWithin: (what, seconds) =>
        `keine Antwort auf ${what} innerhalb von ${number(seconds)} s (mit --timeout länger warten)`,
      throughProxy: (proxy) =>
        `Die Anfrage ging über den Proxy ${proxy} (HTTPS_PROXY); NO_PROXY macht Ausnahmen.`,
      malformedProxy: 'aus HTTPS_PROXY, keine gültige Adresse',
      certificateAdvice:
        'Wenn eine Firma oder ein Proxy eigene Zertifikate ausstellt, nennen Sie die Datei der Zertifizierungsstelle: NODE_EXTRA_CA_CERTS=/path/to/ca.pem. Neuere Versionen von Node vertrauen auch denen des Systems: NODE_USE_SYSTEM_CA=1.',
      requestFailed: 'die Anfrage ist fehlgeschlagen',
      networkErrors: {
        ECONNREFUSED: 'die Verbindung wurde abgelehnt',
        ECONNRESET: cutOff,
        UND_ERR_SOCKET: cutOff,
        ENOTFOUND: 'diesen Host gibt es nicht',
        EAI_AGAIN: 'der Name des Hosts konnte nicht aufgelöst werden',
        ETIMEDOUT: timedOut,
        UND_ERR_CONNECT_TIMEOUT: timedOut,
        EHOSTUNREACH: 'der Host ist nicht erreichbar',
        ENETUNREACH: 'das Netzwerk ist nicht erreichbar',
        DEPTH_ZERO_SELF_SIGNED_CERT: 'das Zertifikat ist selbst signiert',
        SELF_SIGNED_CERT_IN_CHAIN: untrusted,
        UNABLE_TO_GET_ISSUER_CERT: untrusted,
        UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
        UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
        CERT_HAS_EXPIRED: 'das Zertifikat ist abgelaufen, oder die Uhr dieses Rechners geht falsch',
        CERT_NOT_YET_VALID: 'das Zertifikat ist noch nicht gültig, oder die Uhr dieses Rechners geht falsch',
        ERR_TLS_CERT_ALTNAME_INVALID: 'das Zertifikat ist für einen anderen Host',
      },
      notOurs: (server, why) =>
        `${server} ist kein Dienst dieser Art: ${why}, in unbekannter Form. Stimmt die Adresse? \`mfa config\` zeigt sie an.`,
      answered: (status) => `die Antwort war ${status}`,
      answeredWithoutToken: 'die Antwort hatte kein Token',
      throttled: 'Der Dienst erhält gerade zu viele Anfragen. Versuchen Sie es in einer Minute erneut.',
      failing: (server, status) =>
        `${server} hat mit ${status} geantwortet und funktioniert gerade nicht. Versuchen Sie es später erneut.`,
    },

    session: {
      unreadable: (path) => `Die gespeicherte Sitzung ${path} kann nicht gelesen werden`,
      tokenMalformed: 'MFA_TOKEN ist kein Token einer Sitzung: Ein Token ist eine Zeile ohne Leerzeichen.',
      readableByOthers: (path, mode) => `${path} ist für andere lesbar (Modus ${mode})`,
      broken: (path) => `${path} ist beschädigt`,
      notUsed: (why) => `${why}. Sie wird nicht verwendet: Melden Sie sich erneut an.`,
      tokenEnded: 'Die Sitzung von MFA_TOKEN ist beendet oder hat nie existiert. Setzen Sie ein neues.',
      tokenNotFresh:
        'Das erfordert eine Sitzung, die vor höchstens zehn Minuten mit Ihrem Faktor angemeldet wurde. Die von MFA_TOKEN ist keine solche: Setzen Sie ein neues.',
      signedInAs: (email) => `Angemeldet als ${email}.`,
      signedOut: 'Abgemeldet.',
      notSignedIn: 'Sie waren nicht angemeldet.',
      facts: { signedIn: 'angemeldet', until: 'bis', memberOf: 'Mitglied von' },
      signedInAt: (when, methods) => `${when} mit ${list(methods)}`,
      membership: (organization, role) => `${organization} (${role})`,
    },

    accounts: {
      none: 'Hier ist niemand angemeldet. Anmelden: mfa signin',
      columns: { email: 'E-MAIL', current: 'AKTUELL', session: 'SITZUNG', server: 'SERVER' },
      ended: 'beendet',
      until: (when) => `höchstens bis ${when}`,
      nowCurrent: (email) => `Befehle verwenden jetzt ${email}.`,
      unknown: (email, known) =>
        known.length > 0
          ? `${email} ist hier nicht angemeldet. Angemeldet: ${list(known)}. Damit anmelden: mfa signin --email ${email}`
          : `${email} ist hier nicht angemeldet. Damit anmelden: mfa signin --email ${email}`,
      whichOne: (known) =>
        known.length > 1
          ? `Geben Sie die E-Mail-Adresse eines dieser Konten an: ${list(known)}.`
          : 'Es gibt kein anderes Konto, zu dem Sie wechseln können. Damit anmelden: mfa signin',
      twoNamed: '--account und --email nennen verschiedene Konten. Geben Sie eines davon an.',
      tokenOfAnother: (owner, named) =>
        `MFA_TOKEN gehört zu ${owner}, nicht zu ${named}. Entfernen Sie es oder lassen Sie das Konto weg.`,
    },

    registration: {
      sent: 'An diese E-Mail-Adresse wurde ein Code gesendet. Er beweist, dass die Adresse Ihnen gehört.',
      done: (email) => `Erstellt: ${email}. Anmelden: mfa signin --email ${email}`,
    },
    password: {
      changed: 'Das Passwort wurde geändert. Alle anderen Sitzungen wurden beendet.',
      linkRequested:
        'Wenn es zu dieser E-Mail-Adresse ein Konto gibt, wurde ein Link an sie gesendet. Er gilt eine Stunde: mfa password reset LINK',
      reset: 'Das Passwort wurde geändert, und alle Sitzungen wurden beendet. Anmelden: mfa signin',
    },
    links: {
      other: (page) =>
        `Geben Sie den Link so an, wie er in der E-Mail steht, in Anführungszeichen. Sein Pfad ist ${page}.`,
    },
    undo: {
      '/account/mfa/undo': {
        ask: 'Den Faktor entfernen, alle Sitzungen beenden und ein neues Passwort festlegen lassen?',
        done: 'Der Faktor wurde entfernt. Legen Sie mit dem Link in der nächsten E-Mail ein neues Passwort fest.',
      },
      '/account/mfa/cancel-reset': {
        ask: 'Das Zurücksetzen Ihrer Faktoren abbrechen?',
        done: 'Das Zurücksetzen wurde abgebrochen. Ihre Faktoren bleiben, wie sie sind.',
      },
    },
    account: {
      facts: {
        name: 'Name',
        id: 'ID',
        language: 'Sprache',
        factors: 'Faktoren',
        memberOf: 'Mitglied von',
      },
      withoutFactor: 'keine',
      renamed: (name) => `Ihr Name ist jetzt ${name}.`,
      languageChosen: (language) =>
        `Die Sprache Ihres Kontos ist jetzt ${language}. Das gilt für E-Mails und spätere Befehle.`,
      deletionEffects: [
        'Ihre anderen Sitzungen enden jetzt. Nach 7 Tagen wird Ihr Konto endgültig gelöscht, mit seinen Faktoren, SSH-Schlüsseln und seinem Sicherheitsprotokoll und den Organisationen, in denen Sie das einzige Mitglied sind.',
        'Bis dahin können Sie es behalten: mfa account keep',
      ],
      askToDelete: (email) => `Das Konto ${email} löschen?`,
      deletionRequested: (when) =>
        `Ihr Konto wird gelöscht: ${when}. Um es zu behalten, führen Sie vorher aus: mfa account keep`,
      kept: 'Ihr Konto bleibt bestehen.',
    },
    keys: {
      none: 'Keine SSH-Schlüssel. Einen hinzufügen: mfa keys add ~/.ssh/id_rsa.pub',
      columns: { name: 'NAME', fingerprint: 'FINGERABDRUCK', added: 'HINZUGEFÜGT' },
      added: (name, fingerprint) => `Hinzugefügt: ${name} (${fingerprint}).`,
      removed: (name) => `Entfernt: ${name}. Alle anderen Sitzungen wurden beendet.`,
      askToRemove: (name) => `Den SSH-Schlüssel ${name} entfernen und alle anderen Sitzungen beenden?`,
      unknown: (name) => `Sie haben keinen SSH-Schlüssel ${name}. \`mfa keys\` listet Ihre auf.`,
      privateKey: (file) =>
        `${file} ist ein privater Schlüssel und bleibt auf diesem Rechner. Geben Sie den öffentlichen an: ${file}.pub`,
      nameNeeded: 'Der Schlüssel hat keinen Kommentar als Namen. Geben Sie mit --name einen an.',
    },
    api: {
      path: 'Geben Sie einen Pfad an, der mit / beginnt, etwa /account.',
      field: (given) => `Schreiben Sie ${given} als name=wert.`,
      jsonField: (name) => `Der Wert von ${name} ist kein JSON. Verwenden Sie für Text --field.`,
      input: 'Der Inhalt ist kein JSON.',
      inputOrFields: 'Geben Sie entweder --input oder Felder an.',
    },

    code: {
      required: 'Für dieses Konto ist die Zwei-Faktor-Authentifizierung aktiviert.',
      confirm: 'Bitte bestätigen Sie Ihre Identität.',
      passkeyInBrowser: (url) =>
        `Ein Terminal kann Ihren Passkey nicht verwenden. Öffnen Sie ${url} in einem Browser und geben Sie den Code ein, der dort angezeigt wird, oder einen Wiederherstellungscode.`,
      typeR: 'Mit r wird der Code erneut gesendet.',
      typeM: (method) => `Mit m wechseln Sie zu ${method}; ein Wiederherstellungscode funktioniert auch.`,
      sentAgain: 'Der Code wurde erneut gesendet.',
      waitedTooLong: 'Das hat zu lange gedauert: Der Code ist nicht mehr gültig. Es geht von vorn los.',
    },

    requirements: {
      accepts: ({ name, accept }) => `${name} akzeptiert ${choice(accept)}.`,
      orMethods: (methods) => `oder ${choice(methods)}`,
      inTheBrowser: (url) => `oder im Browser: ${url}`,
      upcoming: ({ name, accept }, when) => `${name} verlangt ab ${when} einen Faktor (${choice(accept)}).`,
      unmet: ({ name, accept }) =>
        `${name} verlangt einen Faktor (${choice(accept)}), und diese Sitzung wurde ohne ihn begonnen.`,
      awaitsConfirmation: ({ name }) =>
        `Bitten Sie einen Eigentümer von ${name}, zu bestätigen, dass dieses Konto weiterhin Ihnen gehört.`,
      enrolmentOnly:
        'Bis dahin können Sie nur einen Faktor aktivieren, die Organisation verlassen und sich abmelden.',
      enable: (command) => `Einen aktivieren: ${command}`,
    },

    factors: {
      none: 'Kein Faktor ist aktiviert. Einen aktivieren: mfa factors enable email',
      columns: { type: 'ART', name: 'NAME', preferred: '', lastUsed: 'ZULETZT VERWENDET', id: 'ID' },
      preferred: 'bevorzugt',
      recoveryCodesLeft: (count) => `Verbleibende Wiederherstellungscodes: ${number(count)}`,
      enabled: (name) => `Aktiviert: ${name}.`,
      enabledAndPreferred: (name) => `Aktiviert und bevorzugt: ${name}.`,
      signInWithIt: 'Melden Sie sich jetzt damit an: mfa signin',
      scan: 'Scannen Sie den Code mit Ihrer Authenticator-App oder geben Sie den Schlüssel darunter ein:',
      typeSecret:
        'Geben Sie diesen Schlüssel in Ihre Authenticator-App ein oder öffnen Sie den Link auf dem Gerät, das sie hat:',
      windowTooSmall: (columns, rows) =>
        `Der QR-Code passt nicht. Machen Sie das Fenster ${number(columns)} Spalten breit und ${number(rows)} Zeilen hoch und geben Sie q ein.`,
      noQrCode: 'Dieses Terminal kann keinen QR-Code anzeigen.',
      openLink: (uri) => `  ${uri}`,
      disabled: (name) => `Deaktiviert: ${name}.`,
      lastFactor: (name, codes) => [
        `${name} ist Ihr einziger Faktor. Ohne ihn genügt zur Anmeldung Ihr Passwort.`,
        ...(codes > 0
          ? [
              plural(codes, {
                one: '# Wiederherstellungscode funktioniert dann nicht mehr.',
                other: '# Wiederherstellungscodes funktionieren dann nicht mehr.',
              }),
            ]
          : []),
      ],
      askToDisable: (name) => `${name} deaktivieren?`,
      codesStop: (codes) =>
        plural(codes, {
          one: 'Der verbleibende Wiederherstellungscode funktioniert dann nicht mehr.',
          other: 'Die # verbleibenden Wiederherstellungscodes funktionieren dann nicht mehr.',
        }),
      askToReplaceCodes: 'Neue Wiederherstellungscodes erstellen?',
      nowPreferred: (name) => `Jetzt bevorzugt: ${name}.`,
      renamed: (name) => `Der neue Name ist ${name}.`,
      recoveryCodes:
        'Wiederherstellungscodes: Mit jedem melden Sie sich einmal an, statt mit einem Code Ihrer Faktoren. Sie werden nur jetzt angezeigt.',
      unknown: (wanted) => `Sie haben keinen Faktor ${wanted}. \`mfa factors\` listet Ihre auf.`,
      ambiguous: (wanted, count) =>
        `${wanted} kann jeder von ${number(count)} Faktoren sein: Geben Sie die ID eines davon an.`,
    },

    devices: {
      columns: {
        id: 'ID',
        current: '',
        program: 'PROGRAMM',
        address: 'ADRESSE',
        lastSignedIn: 'LETZTE ANMELDUNG',
        trustedUntil: 'KEIN CODE BIS',
      },
      current: 'dieses',
      unknown: (wanted) => `Es gibt kein Gerät ${wanted}. \`mfa devices\` listet Ihre auf.`,
      ambiguous: (wanted) => `Mehr als ein Gerät beginnt mit ${wanted}: Geben Sie mehr Zeichen der ID an.`,
      removed: 'Das Gerät wurde entfernt, und seine Sitzungen wurden beendet.',
    },

    sessions: {
      columns: {
        id: 'ID',
        current: '',
        program: 'PROGRAMM',
        address: 'ADRESSE',
        methods: 'ANGEMELDET MIT',
        lastSeen: 'ZULETZT AKTIV',
      },
      current: 'diese',
      methods: (methods) => list(methods),
      tooShort: (characters) => `Geben Sie mindestens die ersten ${number(characters)} Zeichen der ID an.`,
      askToEndOthers: (count) =>
        plural(count, { one: '# andere Sitzung beenden?', other: '# andere Sitzungen beenden?' }),
      askToEndThisOne: 'Das ist die Sitzung dieses Befehls. Beenden?',
      whichOne: 'Geben Sie entweder die ID der Sitzung oder --others an.',
      unknown: (wanted) => `Es gibt keine Sitzung ${wanted}. \`mfa sessions\` listet Ihre auf.`,
      ambiguous: (wanted) => `Mehr als eine Sitzung beginnt mit ${wanted}: Geben Sie mehr Zeichen der ID an.`,
      othersEnded: 'Alle anderen Sitzungen wurden beendet.',
      ended: 'Die Sitzung wurde beendet.',
    },

    environments: {
      none: 'Keine Umgebungen.',
      columns: { name: 'NAME', namespace: 'NAMESPACE', id: 'ID', organization: 'ORGANISATION' },
      created: (name, id) => `Erstellt: ${name} (${id}).`,
    },

    entries: { account: accountEntries, organization: organizationEntries },
    events: {
      columns: { when: 'WANN', what: 'WAS', about: '', program: 'PROGRAMM', address: 'ADRESSE' },
    },

    doctor: {
      checks: { server: 'Server', clock: 'Uhr', session: 'Sitzung' },
      ok: 'ok',
      failed: 'FEHLER',
      reached: (server, source, milliseconds) =>
        `${server} (aus ${source}) hat nach ${number(milliseconds)} ms geantwortet`,
      serverFailed: 'Der Server antwortet nicht, wie er sollte.',
      somethingWrong: 'Etwas stimmt nicht. Siehe oben.',
      noServerTime: 'der Server sendet seine Uhrzeit nicht',
      clockAgrees: 'stimmt mit dem Server überein',
      clockAhead: (seconds) => `geht dem Server ${number(seconds)} s vor`,
      clockBehind: (seconds) => `geht dem Server ${number(seconds)} s nach`,
      clockAdvice: (skew) => `${skew}: Stellen Sie sie, sonst sind Codes von diesem Rechner falsch`,
      notSignedIn: 'Sie sind nicht angemeldet',
      session: (email, until) => `${email}, bis ${until}`,
      sessionEnded: 'sie ist beendet; der nächste Befehl, der eine braucht, bittet um Anmeldung',
      heldBack:
        'eine Organisation verlangt einen Faktor, ohne den sie begonnen wurde: Aktivieren Sie einen mit mfa factors enable, danach mfa signin',
    },
  };
};
