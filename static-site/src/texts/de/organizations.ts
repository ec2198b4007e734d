import type { OrganizationTexts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';

/** What the pages of organizations say in German. */
export const germanOrganizations = (format: Formats): OrganizationTexts => {
  const { number } = format;
  const members = (count: number) => format.plural(count, { one: '# Mitglied', other: '# Mitglieder' });
  /** After „von“. */
  const ofMembers = (count: number) => format.plural(count, { one: '# Mitglied', other: '# Mitgliedern' });
  const roleOf = (role: string) => (role === 'owner' ? 'Eigentümer' : 'Mitglied');

  return {
    list: {
      title: 'Organisationen',
      none: 'Sie gehören noch zu keiner Organisation. Erstellen Sie eine oder bitten Sie einen Eigentümer, Sie per E-Mail einzuladen.',
    },

    create: {
      title: 'Organisation erstellen',
      intro:
        'Sie werden ihr Eigentümer. Eigentümer laden Mitglieder ein und können Multi-Faktor-Authentifizierung verlangen.',
      submit: 'Organisation erstellen',
      submitting: 'Wird erstellt…',
      done: (name) => `${name} wurde erstellt.`,
    },

    ends: {
      title: 'Organisation löschen',
      text: 'Sie wird sieben Tage nach dem Antrag eines Eigentümers gelöscht. Alle Mitglieder erhalten eine E-Mail, und bis dahin kann jeder Eigentümer sie behalten. Danach sind ihre Umgebungen, Einladungen und ihr Sicherheitsprotokoll endgültig gelöscht. Die Konten der Mitglieder bleiben bestehen.',
      textAlone:
        'Sie sind das einzige Mitglied, deshalb wird sie sofort gelöscht. Ihre Umgebungen, Einladungen und ihr Sicherheitsprotokoll sind endgültig gelöscht. Ihr Konto bleibt bestehen.',
      delete: (name) => `${name} löschen`,
      deleting: 'Wird gelöscht…',
      deleteTitle: (name) => `${name} löschen?`,
      confirm: 'Ja, löschen',
      planned: (name, when) => `${name} wird gelöscht: ${when}. Sie können die Organisation noch behalten.`,
      deleted: (name) => `${name} wurde gelöscht.`,
      waiting: (when) => `Die Organisation wird gelöscht: ${when}.`,
      keep: (name) => `${name} behalten`,
      keeping: 'Bitte warten…',
      kept: (name) => `${name} bleibt bestehen.`,
    },

    edit: {
      title: 'Organisation bearbeiten',
      name: 'Name der Organisation:',
      nameMissing: 'Geben Sie einen Namen für die Organisation ein.',
      updateName: 'Namen ändern',
      updating: 'Wird geändert…',
      nameUpdated: 'Der Name wurde geändert.',
      yourRole: (role) => `Sie sind ${roleOf(role)} dieser Organisation.`,
      gone: 'Diese Organisation gibt es nicht',
      goneText:
        'Möglicherweise wurde sie gelöscht oder Sie sind kein Mitglied. Prüfen Sie die Adresse oder machen Sie hier weiter.',
    },

    mfa: {
      title: 'Multi-Faktor-Authentifizierung:',
      required: 'ERFORDERLICH',
      notRequired: 'NICHT ERFORDERLICH',
      require: 'Verlangen',
      change: 'Ändern',
      stop: 'Nicht mehr verlangen',
      stopping: 'Bitte warten…',
      whatFor: 'Wenn sie erforderlich ist, genügt ein Passwort allein nicht für diese Organisation.',
      since: (when) => `Seit ${when}.`,
      from: (when) =>
        `Ab ${when}. Bis dahin können sich Mitglieder wie bisher anmelden und sehen, was sie brauchen werden.`,
      accepted: (methods) => `Akzeptierte Methoden: ${methods}.`,
      coverage: (withMfa, total) => `Mit aktivierter Methode: ${number(withMfa)} von ${ofMembers(total)}.`,
      memberNotRequired: 'Ihre Organisation verlangt sie nicht.',
      stopTitle: 'Multi-Faktor-Authentifizierung nicht mehr verlangen?',
      stopText:
        'Mitglieder ohne Methode können sich dann allein mit einem Passwort anmelden. Alle Eigentümer erhalten eine E-Mail darüber.',
      stopConfirm: 'Ja, nicht mehr verlangen',
      stopped: 'Multi-Faktor-Authentifizierung ist nicht mehr erforderlich.',
    },

    require: {
      title: 'Multi-Faktor-Authentifizierung verlangen',
      changeTitle: 'Anforderung ändern',
      accept: 'Akzeptierte Methoden',
      acceptMissing: 'Wählen Sie mindestens eine Methode.',
      when: 'Wann',
      atOnce: 'Sofort',
      later: 'Ab einem Datum',
      laterHint: 'Bis dahin haben Mitglieder Zeit und werden per E-Mail erinnert.',
      date: 'Datum',
      dateWrong: 'Wählen Sie ein Datum nach heute und höchstens ein Jahr im Voraus.',
      nobody: (total) =>
        `Niemand würde ausgesperrt: ${format.plural(total, { one: 'Das einzige Mitglied hat', other: 'Alle # Mitglieder haben' })} eine akzeptierte Methode.`,
      stopped: (count, total) =>
        `Heute ausgesperrt würden: ${number(count)} von ${ofMembers(total)}. ${format.plural(count, { one: 'Dieses Mitglied hat keine akzeptierte Methode und muss', other: 'Diese Mitglieder haben keine akzeptierte Methode und müssen' })} eine aktivieren, um fortzufahren.`,
      stoppedLater: (count, total) =>
        `Heute noch ohne akzeptierte Methode: ${number(count)} von ${ofMembers(total)}. ${format.plural(count, { one: 'Dieses Mitglied muss', other: 'Diese Mitglieder müssen' })} bis zu dem Datum eine aktivieren.`,
      stoppedList: 'Wer ausgesperrt würde',
      has: (methods) => `hat nur: ${methods}`,
      hasNone: 'hat keine Methode',
      ownFirst: (methods) =>
        `Sie selbst haben keine akzeptierte Methode und würden sich damit aussperren. Aktivieren Sie zuerst eine: ${methods}.`,
      ownFirstLater: (methods) =>
        `Nur ein Eigentümer mit einer akzeptierten Methode kann das verlangen, auch ab einem späteren Datum. Aktivieren Sie zuerst eine: ${methods}.`,
      activateOwn: 'Für Ihr Konto aktivieren',
      proveAccepted: (methods) =>
        `Bestätigen Sie mit einer Methode, die akzeptiert wird: ${methods}. Wählen Sie diese in dem Formular, das nach dem Code fragt.`,
      confirm: 'Verlangen',
      confirmChange: 'Speichern',
      working: 'Bitte warten…',
      done: 'Multi-Faktor-Authentifizierung ist jetzt erforderlich.',
      doneLater: (when) => `Multi-Faktor-Authentifizierung ist erforderlich ab ${when}.`,
    },

    members: {
      title: 'Mitglieder',
      filter: 'Mitglied suchen',
      filterPlaceholder: 'Name oder E-Mail-Adresse',
      show: 'Anzeigen',
      kinds: {
        all: 'alle',
        missing: 'ohne akzeptierte Methode',
        owners: 'Eigentümer',
        resets: 'mit ausstehendem Zurücksetzen',
      },
      shown: (shown, found) =>
        shown === found ? members(found) : `${number(shown)} von ${ofMembers(found)}`,
      noneFound: 'Keine Treffer. Suchen Sie nach etwas anderem.',
      showMore: 'Mehr anzeigen',
      you: 'Sie',
      mfa: (methods) => `MFA: ${methods}`,
      noMfa: 'keine MFA',
      hasMfa: 'hat MFA',
      notAccepted: (methods) => `MFA nicht akzeptiert: ${methods}`,
      lastSignedIn: (when) => `Letzte Anmeldung: ${when}`,
      neverSignedIn: 'Noch nicht angemeldet',
      download: 'Als CSV herunterladen',
      downloading: 'Wird heruntergeladen…',
      fileName: 'mfa-coverage.csv',
      manage: 'Verwalten',
      close: 'Schließen',
      of: (person) => `: ${person}`,
      working: 'Bitte warten…',
      makeOwner: 'Zum Eigentümer machen',
      makeMember: 'Zum Mitglied machen',
      makeOwnerTitle: (person) => `${person} zum Eigentümer machen?`,
      makeOwnerText:
        'Eigentümer können alles, was Sie können: andere einladen und entfernen, Faktoren zurücksetzen und Ihre Rolle ändern.',
      makeMemberTitle: (person) => `${person} zum Mitglied machen?`,
      makeMemberText:
        'Die Person kann diese Organisation dann sehen, aber nicht ändern. Alle Eigentümer erhalten eine E-Mail darüber.',
      makeSelfMemberText:
        'Sie können diese Organisation dann sehen, aber nicht ändern. Nur ein anderer Eigentümer kann das rückgängig machen.',
      roleConfirm: 'Ja, Rolle ändern',
      roleChanged: (person, role) => `${person} ist jetzt ${roleOf(role)}.`,
      remove: 'Entfernen',
      removeTitle: (person) => `${person} entfernen?`,
      removeText:
        'Die Person verliert sofort den Zugriff auf diese Organisation und erhält eine E-Mail darüber. Ihr Konto bleibt bestehen.',
      removeConfirm: 'Ja, entfernen',
      removed: (person) => `${person} ist kein Mitglied mehr.`,
      confirmAccount: 'Konto bestätigen',
      confirmAccountTitle: (person) => `Wird dieses Konto weiterhin von ${person} verwendet?`,
      confirmAccountText:
        'Die Multi-Faktor-Authentifizierung wurde mit einem Link in einer E-Mail rückgängig gemacht. Das kann jeder, der die E-Mails der Person liest. Rufen Sie sie an oder fragen Sie persönlich nach, bevor Sie bestätigen.',
      undoneAt: (moment) => `Rückgängig gemacht: ${moment}. Fragen Sie das Mitglied, ob es das selbst war.`,
      confirmAccountConfirm: 'Ja, ich habe nachgefragt',
      accountConfirmed: (person) => `Das Konto von ${person} wurde bestätigt.`,
      awaitsConfirmation: 'Muss von einem Eigentümer bestätigt werden',
      reset: 'Faktoren zurücksetzen',
      resetTitle: (person) => `Faktoren von ${person} zurücksetzen?`,
      resetText:
        'Für ein verlorenes Telefon oder Postfach. Alle Methoden und Wiederherstellungscodes werden gelöscht und alle Sitzungen beendet. Danach genügt zur Anmeldung das Passwort. Wenn Multi-Faktor-Authentifizierung erforderlich ist, muss zuerst wieder eine Methode aktiviert werden. Die Person erhält eine E-Mail darüber.',
      resetOwnerText:
        'Die Faktoren eines Eigentümers werden nur zurückgesetzt, wenn ein zweiter Eigentümer das innerhalb von 24 Stunden bestätigt.',
      resetConfirm: 'Ja, zurücksetzen',
      resetDone: (person) => `Die Faktoren von ${person} wurden zurückgesetzt.`,
      resetAsked: (when) => `Ein anderer Eigentümer muss das bestätigen bis ${when}.`,
      resetWaits: (by, when) =>
        `${by} möchte diese Faktoren zurücksetzen. Ein zweiter Eigentümer muss das bestätigen bis ${when}.`,
      resetWaitsYours: (when) =>
        `Sie möchten diese Faktoren zurücksetzen. Ein anderer Eigentümer muss das bestätigen bis ${when}.`,
      confirmReset: 'Zurücksetzen bestätigen',
      withdraw: 'Zurückziehen',
      withdrawn: 'Das Zurücksetzen wurde zurückgezogen.',
    },

    invitations: {
      title: 'Einladungen',
      intro:
        'Eine Einladung wird per E-Mail gesendet. Sie funktioniert einmal, sieben Tage lang und nur für diese Adresse.',
      email: 'E-Mail-Adresse',
      role: 'Rolle',
      send: 'Einladung senden',
      sending: 'Wird gesendet…',
      sent: (email) => `Die Einladung ist unterwegs an ${email}.`,
      none: 'Noch wurde niemand eingeladen.',
      states: {
        open: 'offen',
        notMailed: 'nicht gesendet',
        accepted: 'angenommen',
        revoked: 'widerrufen',
        expired: 'abgelaufen',
      },
      as: (role) => `als ${role}`,
      sentAt: (when) => `Zuerst gesendet: ${when}`,
      createdAt: (when) => `Erstellt: ${when}`,
      until: (when) => `gültig bis ${when}`,
      resend: 'Erneut senden',
      resent: (email) => `Ein neuer Link ist unterwegs an ${email}. Der vorige funktioniert nicht mehr.`,
      revoke: 'Widerrufen',
      revokeTitle: (email) => `Einladung für ${email} widerrufen?`,
      revokeText: 'Der Link in der E-Mail funktioniert dann sofort nicht mehr.',
      revokeConfirm: 'Ja, widerrufen',
      revoked: 'Die Einladung wurde widerrufen.',
      working: 'Bitte warten…',
      of: (email) => `: ${email}`,
    },

    environments: {
      title: 'Umgebungen',
      none: 'Es gibt noch keine Umgebungen.',
      name: 'Name der neuen Umgebung',
      nameMissing: 'Geben Sie einen Namen für die Umgebung ein.',
      submit: 'Umgebung erstellen',
      submitting: 'Wird erstellt…',
      done: (name) => `Die Umgebung ${name} wurde erstellt.`,
    },

    events: {
      title: 'Ereignisse',
      intro: 'Wer wann was von wo aus getan hat. Wird 400 Tage lang aufbewahrt.',
      none: 'Noch nichts.',
      showMore: 'Mehr anzeigen',
      by: (person) => `durch ${person}`,
      kinds: {
        'organization-created': () => 'Organisation erstellt',
        'organization-renamed': ({ name }) => `Organisation umbenannt in ${name}`,
        'member-invited': ({ member, role }) => `${member} eingeladen als ${role}`,
        'invitation-resent': ({ member }) => `Einladung für ${member} erneut gesendet`,
        'invitation-not-mailed': ({ member }) =>
          `E-Mail zur Einladung für ${member} konnte nicht gesendet werden`,
        'invitation-revoked': ({ member }) => `Einladung für ${member} widerrufen`,
        'member-joined': ({ member, role }) => `${member} beigetreten als ${role}`,
        'member-removed': ({ member }) => `${member} entfernt`,
        'member-left': ({ member }) => `${member} hat die Organisation verlassen`,
        'role-changed': ({ member, role }) => `Rolle von ${member} geändert: ${role}`,
        'mfa-required': ({ methods, deadline }) =>
          `Multi-Faktor-Authentifizierung verlangt${deadline && ` ab ${deadline}`}${methods && `: ${methods}`}`,
        'mfa-not-required': () => 'Multi-Faktor-Authentifizierung nicht mehr verlangt',
        'factors-reset-requested': ({ member }) => `Zurücksetzen der Faktoren von ${member} beantragt`,
        'factors-reset-withdrawn': ({ member }) => `Zurücksetzen der Faktoren von ${member} zurückgezogen`,
        'factors-reset': ({ member }) => `Faktoren von ${member} zurückgesetzt`,
        'member-confirmed': ({ member }) => `Konto von ${member} bestätigt`,
        'organization-deletion-requested': () => 'Löschung der Organisation beantragt',
        'organization-kept': () => 'Löschung der Organisation abgebrochen',
        'environment-created': ({ name }) => `Umgebung ${name} erstellt`,
      },
    },

    leave: {
      title: 'Diese Organisation verlassen',
    },

    invitation: {
      title: (organization) => `${organization} beitreten`,
      asks: (organization, role) => `Sie sind als ${roleOf(role)} zu ${organization} eingeladen.`,
      until: (email, when) => `Die Einladung ist für ${email} und gültig bis ${when}.`,
      requires: (organization, methods) =>
        `${organization} verlangt Multi-Faktor-Authentifizierung. Akzeptiert: ${methods}.`,
      signInFirst:
        'Melden Sie sich mit dieser Adresse an, um sie anzunehmen, oder registrieren Sie zuerst ein Konto.',
      signIn: 'Anmelden',
      register: 'Registrieren',
      accept: 'Einladung annehmen',
      accepting: 'Wird angenommen…',
      accepted: (organization) => `Sie sind jetzt Mitglied von ${organization}.`,
      signedInAs: (email) => `Sie sind angemeldet als ${email}.`,
      wrongAccount: (invited, present) =>
        `Diese Einladung ist für ${invited}, und Sie sind als ${present} angemeldet. Melden Sie sich ab und melden Sie sich dann mit der eingeladenen Adresse an oder registrieren Sie sie.`,
      logOut: 'Abmelden und fortfahren',
      loggingOut: 'Wird abgemeldet…',
      activateFirst: (organization) =>
        `${organization} nimmt nur Mitglieder auf, die sich mit einer akzeptierten Methode angemeldet haben. Aktivieren Sie eine. Die Einladung bleibt gültig, und Sie kehren zu dieser Seite zurück.`,
      proveFirst: (organization, methods) =>
        `${organization} nimmt nur Mitglieder auf, die mit einer akzeptierten Methode bestätigt haben: ${methods}. Wählen Sie diese in dem Formular, das nach dem Code fragt.`,
      member: 'Sie sind bereits Mitglied.',
      toOrganization: 'Zur Organisation',
      deadTitle: 'Diese Einladung funktioniert nicht mehr',
      dead: 'Sie wurde angenommen, widerrufen, durch eine neuere ersetzt oder ist abgelaufen. Wenn Sie eine neuere E-Mail haben, verwenden Sie deren Link. Bitten Sie andernfalls die Person, die Sie eingeladen hat, um eine neue.',
      noCodeTitle: 'Link erneut öffnen',
      noCode:
        'Öffnen Sie den Link in der Einladung erneut, denn diese Seite speichert ihn beim Neuladen nicht.',
      notNow: 'Jetzt nicht',
    },
  };
};
