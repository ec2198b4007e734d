import type { OrganizationKinds, OrganizationMessage, Role } from '../../messages.ts';
import type { Link, TextContext, Texts } from '../../wording.ts';
import { methodsPhrase, personPhrase, resetPasswordLink, withoutPassword } from './phrases.ts';

export const organization: Texts<OrganizationKinds> = {
  invited: ({ organization, by, role, url, expiresAt }, { formats, now }) => ({
    heading: `Einladung zu ${organization.name}`,
    paragraphs: [
      `${personPhrase(by)} lädt Sie ein, ${organization.name} als ${roleNames[role]} beizutreten. Der Link unten funktioniert einmal und ist noch ${formats.duration((expiresAt - now) / 1000)} gültig. Um die Einladung anzunehmen, benötigen Sie ein Konto mit dieser E-Mail-Adresse.`,
      'Wenn Sie annehmen, können die Eigentümer der Organisation sehen, ob Ihr Konto Multi-Faktor-Authentifizierung verwendet. Sie können sie verlangen, und sie können sie zurücksetzen, falls Sie Ihr Gerät verlieren.',
    ],
    link: { label: 'Einladung ansehen', url },
    advice: { text: 'Falls Sie den Absender nicht kennen, ignorieren Sie diese E-Mail.' },
  }),

  removed: ({ organization }) => ({
    heading: `Sie wurden aus ${organization.name} entfernt`,
    paragraphs: [
      'Ein Eigentümer hat Sie aus der Organisation entfernt. Ihr Konto selbst bleibt unverändert.',
    ],
    advice: adviceToAskOwners,
  }),

  'role-changed': ({ organization, role }, context) => ({
    heading: `Sie sind jetzt ${roleNames[role]} von ${organization.name}`,
    paragraphs: [
      role === 'owner'
        ? 'Eigentümer können Mitglieder einladen und entfernen und entscheiden, ob Multi-Faktor-Authentifizierung erforderlich ist.'
        : 'Sie sind weiterhin Mitglied, haben aber nicht mehr die Rechte eines Eigentümers.',
    ],
    link: organizationLink(organization, context),
    advice: adviceToAskOwners,
  }),

  'owner-added': ({ organization, by, member }, context) => ({
    heading: `${organization.name} hat einen neuen Eigentümer`,
    paragraphs: [`${personPhrase(by)} hat ${personPhrase(member)} zum Eigentümer gemacht.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'owner-removed': ({ organization, by, member }, context) => ({
    heading: `${organization.name} hat einen Eigentümer weniger`,
    paragraphs: [`${personPhrase(member)} ist nicht mehr Eigentümer. Geändert hat das ${personPhrase(by)}.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-required': ({ organization, by, accept, deadline }, context) => ({
    heading: `${organization.name} verlangt Multi-Faktor-Authentifizierung`,
    paragraphs: [
      `${personPhrase(by)} hat diese Anforderung aktiviert. Sie wird von einer dieser Methoden erfüllt: ${methodsPhrase(accept, context)}.`,
      deadline === undefined
        ? 'Sie gilt ab sofort. Mitglieder ohne akzeptierte Methode müssen bei der nächsten Anmeldung eine aktivieren.'
        : `Sie gilt ab diesem Zeitpunkt: ${context.formats.instant(deadline)}. Bis dahin werden Mitglieder ohne akzeptierte Methode per E-Mail daran erinnert.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-not-required': ({ organization, by }, context) => ({
    heading: `${organization.name} verlangt keine Multi-Faktor-Authentifizierung mehr`,
    paragraphs: [
      `${personPhrase(by)} hat diese Anforderung deaktiviert. Methoden, die Mitglieder aktiviert haben, bleiben aktiviert.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-reminder': ({ organization, accept, deadline }, context) => ({
    heading: `${organization.name} verlangt Multi-Faktor-Authentifizierung ab ${context.formats.instant(deadline)}`,
    paragraphs: [
      `Ihr Konto hat noch keine akzeptierte Methode. Aktivieren Sie bis dahin eine davon: ${methodsPhrase(accept, context)}.`,
      'Danach müssen Sie eine aktivieren, bevor Sie sich anmelden können.',
    ],
    link: activationLink(context),
    advice: {
      text: 'Falls Sie nicht mehr zu dieser Organisation gehören, verlassen Sie sie auf ihrer Seite.',
      link: organizationLink(organization, context),
    },
  }),

  'mfa-reset-requested': ({ organization, by, expiresAt }, context) => ({
    heading: 'Jemand möchte Ihre Multi-Faktor-Authentifizierung zurücksetzen',
    paragraphs: [
      `${personPhrase(by)}, Eigentümer von ${organization.name}, hat das beantragt. Zurückgesetzt wird, wenn ein zweiter Eigentümer zustimmt. Das ist noch ${context.formats.duration((expiresAt - context.now) / 1000)} möglich. Bis dahin ändert sich nichts.`,
    ],
    link: { ...organizationLink(organization, context), label: 'Antrag ansehen' },
    advice: {
      text: 'Falls Sie nicht darum gebeten haben, ziehen Sie den Antrag auf der Seite der Organisation zurück.',
    },
  }),

  'mfa-reset-to-confirm': ({ organization, by, member, expiresAt }, context) => ({
    heading: `Ein Zurücksetzen in ${organization.name} braucht einen zweiten Eigentümer`,
    paragraphs: [
      `${personPhrase(by)} möchte die Multi-Faktor-Authentifizierung von ${personPhrase(member)} zurücksetzen. Stimmen Sie nur zu, wenn Sie wissen, dass das Mitglied sein Gerät verloren hat. Das ist noch ${context.formats.duration((expiresAt - context.now) / 1000)} möglich.`,
    ],
    link: { ...organizationLink(organization, context), label: 'Antrag ansehen' },
    advice: {
      text: 'Falls Sie nicht sicher sind, sprechen Sie zuerst mit dem Mitglied oder ziehen Sie den Antrag zurück.',
    },
  }),

  'member-recovered': ({ organization, member, role, how }, context) => ({
    heading: recoveryTexts[how].heading(organization.name, roleNames[role]),
    paragraphs: [
      recoveryTexts[how].sentence(personPhrase(member)),
      ...(how === 'undo'
        ? [
            'Das könnte jemand gewesen sein, der die E-Mails des Mitglieds lesen kann. Rufen Sie das Mitglied an oder fragen Sie persönlich nach, bevor Sie das Konto auf der Seite der Organisation bestätigen. Bis ein Eigentümer es bestätigt, kann das Konto die Organisation nicht verwenden.',
          ]
        : []),
    ],
    link: organizationLink(organization, context),
    advice: {
      text: 'Falls Sie glauben, dass das jemand anderes war, entfernen Sie das Konto aus der Organisation.',
    },
  }),

  'membership-confirmed': ({ organization, by }, context) => ({
    heading: `Ihr Konto wurde für ${organization.name} bestätigt`,
    paragraphs: [
      `${personPhrase(by)} hat bestätigt, dass das Konto Ihnen gehört. Sie können die Organisation wieder verwenden.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToAskOwners,
  }),

  'mfa-reset': ({ organization, by, required }, context) => ({
    heading: 'Ihre Multi-Faktor-Authentifizierung wurde zurückgesetzt',
    paragraphs: [
      `${personPhrase(by)}, Eigentümer von ${organization.name}, hat sie zurückgesetzt. Alle Ihre Methoden und Wiederherstellungscodes wurden entfernt und alle Ihre Sitzungen beendet.`,
      required
        ? 'Die Organisation verlangt Multi-Faktor-Authentifizierung. Aktivieren Sie daher eine Methode, um sich wieder anzumelden.'
        : 'Ihr Konto ist jetzt nur noch durch Ihr Passwort geschützt. Aktivieren Sie so bald wie möglich wieder eine Methode.',
      withoutPassword,
    ],
    link: activationLink(context),
    advice: {
      text: 'Falls Sie nicht darum gebeten haben, setzen Sie jetzt Ihr Passwort zurück, aktivieren Sie eine Methode und sprechen Sie mit den Eigentümern der Organisation.',
      link: resetPasswordLink(context),
    },
  }),

  'organization-deletion-requested': ({ organization, by, dueAt }, context) => ({
    heading: `${organization.name} wird gelöscht: ${context.formats.instant(dueAt)}`,
    paragraphs: [
      `${personPhrase(by)}, Eigentümer, hat die Löschung der Organisation beantragt. Bis zu diesem Tag kann jeder Eigentümer sie in ihren Einstellungen behalten. Auch die Mitglieder erhalten eine E-Mail.`,
      'Danach sind die Organisation, ihre Umgebungen, ihre Einladungen und ihr Sicherheitsprotokoll gelöscht, und niemand kann sie wiederherstellen.',
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'organization-deletion-announced': ({ organization, dueAt }, { formats }) => ({
    heading: `${organization.name} wird gelöscht: ${formats.instant(dueAt)}`,
    paragraphs: [
      'Ein Eigentümer hat die Löschung der Organisation beantragt. Ihr Konto bleibt unverändert, aber nach diesem Tag können Sie nicht mehr verwenden, was zur Organisation gehört.',
    ],
    advice: adviceToAskOwners,
  }),

  'organization-kept': ({ organization, by }, context) => ({
    heading: `${organization.name} bleibt bestehen`,
    paragraphs: [`${personPhrase(by)}, Eigentümer, hat die Löschung der Organisation abgebrochen.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),
};

const adviceToAskOwners = {
  text: 'Falls Sie das nicht erwartet haben, wenden Sie sich an die Eigentümer der Organisation.',
};

const adviceToOwners = {
  text: 'Sie erhalten diese E-Mail, weil Sie Eigentümer sind. Falls die Änderung falsch ist, sprechen Sie mit den anderen Eigentümern.',
};

const roleNames: Readonly<Record<Role, string>> = { owner: 'Eigentümer', member: 'Mitglied' };

function organizationLink({ id, name }: OrganizationMessage['organization'], { pages }: TextContext): Link {
  return { label: `${name} öffnen`, url: pages.organization(id) };
}

const activationLink = ({ pages }: TextContext): Link => ({
  label: 'Methode aktivieren',
  url: pages.activate,
});

/** How a member got around their factors, in words for the owners. */
const recoveryTexts = {
  undo: {
    heading: (organization, role) =>
      `Multi-Faktor-Authentifizierung rückgängig gemacht (${role} von ${organization})`,
    sentence: (member) =>
      `Mit dem Link in einer E-Mail an ${member} wurden alle Methoden für die Multi-Faktor-Authentifizierung entfernt und ein neues Passwort gewählt.`,
  },
  'recovery-code': {
    heading: (organization, role) => `Wiederherstellungscode verwendet (${role} von ${organization})`,
    sentence: (member) =>
      `${member} hat anstelle einer Methode für die Multi-Faktor-Authentifizierung einen Wiederherstellungscode verwendet.`,
  },
  'operator-reset': {
    heading: (organization, role) =>
      `Multi-Faktor-Authentifizierung zurückgesetzt (${role} von ${organization})`,
    sentence: (member) =>
      `Der Betreiber dieses Dienstes hat alle Methoden für die Multi-Faktor-Authentifizierung von ${member} entfernt.`,
  },
} as const satisfies Record<
  OrganizationKinds['member-recovered']['how'],
  { heading(organization: string, role: string): string; sentence(member: string): string }
>;
