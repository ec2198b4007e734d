import type { Role } from '../../../contract/api.ts';
import type { Texts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';

/** What `mfa orgs` says. */
export const organizations = (format: Formats): Texts['organizations'] => {
  const { number, plural, choice } = format;
  const anyOf = (methods: readonly string[]) => choice(methods);
  const aRole = (role: Role) => (role === 'owner' ? 'Eigentümer' : 'Mitglied');
  const outOf = (count: number, total: number) =>
    `${number(count)} von ${plural(total, { one: '# Mitglied', other: '# Mitgliedern' })}`;

  return {
    noneOfYours: 'Keine Organisationen. Eine erstellen: mfa orgs create NAME',
    columns: { name: 'NAME', role: 'SIE SIND', mfa: 'MFA', members: 'MITGLIEDER', id: 'ID' },
    facts: { id: 'ID', role: 'Sie sind', mfa: 'MFA', members: 'Mitglieder' },
    created: (name, id) => `Erstellt: ${name} (${id}). Sie sind ihr Eigentümer.`,
    renamed: (name) => `Der Name ist jetzt ${name}.`,
    deletionEffects: [
      'Mit anderen Mitgliedern wird sie nach 7 Tagen gelöscht, und bis dahin kann ein Eigentümer sie behalten. Wenn Sie das einzige Mitglied sind, wird sie sofort und endgültig gelöscht.',
      'Ihre Umgebungen, Einladungen und ihr Sicherheitsprotokoll werden mit gelöscht. Andere Mitglieder erhalten eine E-Mail.',
    ],
    askToDelete: (name) => `${name} löschen?`,
    deleted: (name) => `Gelöscht: ${name}.`,
    deletionRequested: (name, when) =>
      `${name} wird gelöscht: ${when}. Bis dahin kann ein Eigentümer die Organisation behalten: mfa orgs keep ORGANIZATION`,
    kept: (name) => `${name} bleibt bestehen.`,
    countingMembers: 'Mitglieder werden gezählt',
    memberCount: (total, withMfa) =>
      withMfa === undefined ? number(total) : `${number(total)} (${number(withMfa)} mit MFA)`,

    unknown: (wanted) => `Sie gehören zu keiner Organisation ${wanted}. \`mfa orgs\` listet Ihre auf.`,
    ambiguous: (wanted) => `Mehrere Ihrer Organisationen heißen ${wanted}. Geben Sie die ID einer davon an:`,
    unknownMember: (organization, id, wanted) =>
      `${organization} hat kein Mitglied ${wanted}. \`mfa orgs members ${id}\` listet sie auf.`,
    ambiguousMember: (wanted) =>
      `Mehrere Mitglieder heißen ${wanted}. Geben Sie die E-Mail-Adresse eines davon an:`,
    unknownInvitation: (organization, id, wanted) =>
      `${organization} hat keine offene Einladung ${wanted}. \`mfa orgs invites ${id}\` listet sie auf.`,

    requirement: {
      none: 'nicht erforderlich',
      required: 'erforderlich',
      requiredFrom: (when) => `erforderlich ab ${when}`,
      since: (when, methods) => `erforderlich seit ${when}, mit ${anyOf(methods)}`,
      from: (when, methods) => `erforderlich ab ${when}, mit ${anyOf(methods)}`,
      now: (sentence) => `Derzeit ${sentence}.`,
      atOnce: (name, methods) =>
        `${name} wird ab sofort Multi-Faktor-Authentifizierung mit ${anyOf(methods)} verlangen.`,
      later: (name, methods, when) =>
        `${name} wird Multi-Faktor-Authentifizierung mit ${anyOf(methods)} verlangen, ab ${when}.`,
      stopped: (count, total) => `Heute ausgesperrt würden ${outOf(count, total)}${count > 0 ? ':' : '.'}`,
      stoppedLater: (count, total) =>
        `Ausgesperrt würden, wenn es heute wäre, ${outOf(count, total)}${count > 0 ? ':' : '.'}`,
      more: (count) => `und ${number(count)} weitere: \`mfa orgs preview\` listet alle auf`,
      ask: 'Verlangen?',
      changed: (name, sentence) => `${name}: ${sentence}.`,
      stopEffects: [
        'Mitglieder können sich dann ohne Faktor anmelden und ihre Faktoren deaktivieren.',
        'Alle Eigentümer erhalten eine E-Mail darüber.',
      ],
      askToStop: (name) =>
        `Von den Mitgliedern von ${name} keine Multi-Faktor-Authentifizierung mehr verlangen?`,
      previewing: 'Es wird geprüft, wer ausgesperrt würde',
      preview: (count, total, methods) =>
        `Heute ausgesperrt würden ${outOf(count, total)}, wenn ${anyOf(methods)} verlangt würde.`,
    },
    stoppedColumns: { name: 'NAME', email: 'E-MAIL', role: 'ROLLE', methods: 'HAT', id: 'ID' },

    coverageColumns: {
      name: 'NAME',
      email: 'E-MAIL',
      role: 'ROLLE',
      methods: 'HAT',
      accepted: 'AKZEPTIERT',
      lastSignedIn: 'LETZTE ANMELDUNG',
    },
    covered: (count, total) => `Mit akzeptiertem Faktor: ${outOf(count, total)}.`,
    csvOrJson: 'Geben Sie entweder --csv oder --json an.',

    readingMembers: 'Mitglieder werden gelesen',
    memberColumns: { name: 'NAME', email: 'E-MAIL', role: 'ROLLE', mfa: 'MFA', id: 'ID' },
    resetRequested: (has, by, until) => `${has}, Zurücksetzen beantragt von ${by} bis ${until}`,
    toBeConfirmed: (has) => `${has}, von einem Eigentümer zu bestätigen`,
    askToRemove: (member, organization) => `${member} aus ${organization} entfernen?`,
    removed: (member) => `Entfernt: ${member}.`,
    askToLeave: (organization) =>
      `${organization} verlassen? Sie können nur mit einer neuen Einladung zurückkehren.`,
    left: (organization) => `Sie haben ${organization} verlassen.`,
    roleChanged: (member, role) => `${member} ist jetzt ${aRole(role)}.`,

    confirmMember: {
      warning: (undoneAt) =>
        `Die Multi-Faktor-Authentifizierung wurde rückgängig gemacht: ${undoneAt}. Das kann jeder gewesen sein, der die E-Mails der Person liest. Rufen Sie sie an oder fragen Sie persönlich nach, bevor Sie bestätigen.`,
      ask: (member) => `Gehört das Konto von ${member} weiterhin dieser Person?`,
      confirmed: (member) => `Bestätigt: ${member}.`,
    },

    reset: {
      notRequested: (member) => `Niemand hat beantragt, die Faktoren von ${member} zurückzusetzen.`,
      requestedBy: (owner) => `${owner} hat dieses Zurücksetzen beantragt.`,
      effects:
        'Alle Faktoren und Wiederherstellungscodes des Kontos werden entfernt und seine Sitzungen beendet.',
      ask: (member) => `Faktoren von ${member} zurücksetzen?`,
      done: (member) => `Zurückgesetzt: ${member} hat jetzt keinen Faktor.`,
      requested: (member, until) =>
        `Beantragt. ${member} ist Eigentümer, deshalb muss ein anderer Eigentümer bis ${until} zustimmen: \`mfa orgs confirm-reset\`.`,
      withdrawn: (member) => `Zurückgezogen: Die Faktoren von ${member} bleiben, wie sie sind.`,
    },

    invitation: {
      none: 'Keine Einladungen.',
      noneOfYours: 'Keine Organisation lädt Sie ein.',
      ownColumns: { organization: 'ORGANISATION', role: 'ALS', until: 'BIS', id: 'ID' },
      notInvited: (wanted) => `Es gibt keine Einladung ${wanted}. \`mfa orgs invited\` listet Ihre auf.`,
      ambiguousOwn: (wanted) =>
        `Mehrere Organisationen mit dem Namen ${wanted} laden Sie ein. Geben Sie die ID der Einladung an.`,
      columns: { email: 'E-MAIL', role: 'ROLLE', state: 'STATUS', sent: 'GESENDET', id: 'ID' },
      states: {
        accepted: 'angenommen',
        revoked: 'widerrufen',
        expired: 'abgelaufen',
        notMailed: 'nicht gesendet',
      },
      openUntil: (when) => `offen bis ${when}`,
      sent: (email, role, until) =>
        `Gesendet an ${email}. Die Einladung als ${aRole(role)} gilt bis ${until}.`,
      revoked: (email) => `Widerrufen: die Einladung für ${email}.`,
      about: (organization, role, email) => `Einladung zu ${organization} als ${aRole(role)}, für ${email}.`,
      staysValid: 'Die Einladung bleibt gültig, bis Sie Folgendes getan haben.',
      signInWith: (email) => `Mit der eingeladenen E-Mail-Adresse anmelden: mfa signin --email ${email}`,
      register: (url) => `Hat diese E-Mail-Adresse noch kein Konto? Eines erstellen: ${url}`,
      joined: (organization, role) => `Sie sind jetzt ${aRole(role)} von ${organization}.`,
      notALink: (text) =>
        `${text} ist keine Einladung: Geben Sie den Link aus der E-Mail oder den Code an seinem Ende an.`,
      otherServer: (origin, server) =>
        `Der Link gehört zu ${origin}, aber der Server ist ${server}. Ergänzen Sie --server ${origin}`,
    },

    events: {
      columns: { when: 'WANN', what: 'WAS', who: 'WER', about: 'BETRIFFT', address: 'ADRESSE' },
      as: (role) => `als ${role}`,
      from: (when) => `ab ${when}`,
    },
  };
};
