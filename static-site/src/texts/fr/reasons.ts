import type { Method } from '../../../../contract/api.ts';
import type { Formats } from '../formats.ts';
import type { ReasonTexts } from '../reason-texts.ts';

/** What proofs can be made with, in a sentence. */
export const methodNames: Readonly<Record<Method, string>> = {
  password: 'mot de passe',
  email: 'code par e-mail',
  authenticator: 'application d’authentification',
  passkey: 'clé d’accès',
  'recovery-code': 'code de récupération',
  'browser-code': 'code du navigateur',
  key: 'clé SSH',
  'trusted-device': 'navigateur de confiance',
};

/** For refusals that only a fault of the dashboard can cause. */
const ourFault = 'Une erreur s’est produite de notre côté. Rechargez la page et réessayez.';
const changedMeanwhile = 'Cela a changé entre-temps. Rechargez la page et réessayez.';
const ourAddress =
  'Cette page est ouverte à une adresse que le service ne connaît pas. Ouvrez le tableau de bord à sa propre adresse.';
const busy = 'Le service est surchargé. Réessayez dans un instant.';

export const reasons = (format: Formats): ReasonTexts => {
  const { number, choice, duration, plural } = format;
  /** The way on after a wait. The seconds count down to 0 while it is on the screen. */
  const wait = (seconds: number, then = '') =>
    seconds > 0
      ? `Attendez ${duration(seconds)}, puis réessayez.${then}`
      : 'Vous pouvez réessayer maintenant.';
  const orOther = ' Ou utilisez une autre méthode ou un code de récupération.';
  /** Methods by their names on the wire, of which a newer service may have more. */
  const methods = (names: readonly string[]) =>
    choice(names.map((name) => methodNames[name as Method] ?? name));
  const triesLeft = (count: number) =>
    plural(count, { one: '# tentative restante.', other: '# tentatives restantes.' });

  return {
    'invalid-request': 'Certains champs sont incorrects. Vérifiez votre saisie.',
    'body-missing': ourFault,
    'body-not-json': ourFault,
    'body-not-object': ourFault,
    'body-field-twice': ourFault,
    'body-media-type': ourFault,
    'body-too-large': 'C’est trop de texte. Raccourcissez-le et réessayez.',
    'field-missing': 'Remplissez ce champ.',
    'field-invalid': 'C’est incorrect. Vérifiez votre saisie.',
    'field-not-text': ourFault,
    'field-not-unicode': 'Cela contient des caractères non valides. Saisissez-le de nouveau.',
    'field-not-one-line': 'Utilisez une seule ligne de texte, sans caractères spéciaux.',
    'name-invisible': 'Saisissez un nom visible.',
    'name-hides-characters':
      'Le nom contient des caractères invisibles ou qui changent le sens du texte. Saisissez-le de nouveau sans eux.',
    'field-not-encoded': ourFault,
    'field-not-boolean': ourFault,
    'field-not-list': ourFault,
    'field-not-date-time': 'Choisissez une date.',
    'field-too-long': ({ maximum }) => `Utilisez au plus ${number(maximum)} caractères.`,
    'role-unknown': 'Choisissez un rôle : propriétaire ou membre.',
    'method-unknown': ({ methods: known }) => `Choisissez l’une de ces méthodes : ${methods(known)}.`,
    'methods-missing': 'Choisissez au moins une méthode.',
    'method-repeated': ourFault,
    'email-invalid': 'Saisissez une adresse e-mail, par exemple jane.doe@company.com.',
    'code-malformed': 'Un code a six chiffres. Vérifiez-le et réessayez.',
    'code-length': ({ digits }) =>
      `Un code a six chiffres, celui-ci en a ${number(digits)}. Vérifiez-le et réessayez.`,
    'code-not-found': 'Votre saisie ne contient pas de code à six chiffres. Saisissez seulement le code.',
    'several-codes': 'Votre saisie contient plusieurs nombres à six chiffres. Saisissez seulement le code.',
    'browser-code-malformed':
      'Cette connexion attend une clé d’accès. Utilisez votre clé d’accès ou l’un de vos codes de récupération.',
    'recovery-code-length': ({ expected }) =>
      `Un code de récupération a ${number(expected)} lettres et chiffres. Comparez votre saisie avec votre liste.`,
    'recovery-code-instead':
      'C’est un code de récupération, qui ne peut pas activer de méthode. Saisissez les six chiffres de la nouvelle méthode.',
    'limit-invalid': ourFault,
    'cursor-invalid': 'La liste a changé. Rechargez la page.',
    'format-unknown': ourFault,
    'methods-unknown': ourFault,
    'signature-headers-missing': ourFault,
    'two-session-cookies':
      'Votre navigateur a deux sessions de ce site en même temps. Effacez les cookies de ce site, puis reconnectez-vous.',
    'foreign-origin': ourAddress,
    'not-through-edge': ourAddress,
    'unknown-operation': 'Le service a changé. Rechargez la page et réessayez.',
    'method-not-allowed': 'Le service a changé. Rechargez la page et réessayez.',
    'not-found': 'Cela n’existe plus. Rechargez la page pour voir l’état actuel.',
    'changed-meanwhile': changedMeanwhile,

    busy,
    'internal-error':
      'Une erreur s’est produite de notre côté. Rechargez la page pour voir ce qui a été modifié, puis réessayez.',
    'mail-not-sent': 'L’e-mail n’a pas pu être envoyé. Réessayez dans un instant.',

    'signed-out': 'Votre session est terminée. Reconnectez-vous pour continuer.',
    'wrong-credentials':
      'L’adresse e-mail ou le mot de passe est incorrect. Vérifiez les deux et réessayez, ou réinitialisez votre mot de passe.',
    'account-changed-meanwhile': 'Votre compte a changé pendant la connexion. Reconnectez-vous.',
    'too-many-failed-sign-ins': ({ retryAfterSeconds }) =>
      `Trop de tentatives. ${wait(retryAfterSeconds, ' Ou réinitialisez votre mot de passe.')}`,
    'confirmation-needed': ({ methods: accepted }) =>
      `Confirmez votre identité, puis réessayez. Possible avec : ${methods(accepted)}.`,
    'acr-unknown': ourFault,
    'max-age-invalid': ourFault,
    'stronger-sign-in-needed': 'Confirmez votre identité, puis réessayez.',
    'stronger-factor-needed': 'L’application exige une méthode de connexion que votre compte n’a pas.',
    'authorization-over':
      'Cette connexion à l’application a expiré. Revenez à l’application et reconnectez-vous.',
    'app-unknown': ourFault,
    'factor-enabled-meanwhile': 'Une méthode a été activée entre-temps. Confirmez avec elle, puis réessayez.',
    'password-needed': 'Saisissez votre mot de passe.',
    'mfa-required': ({ organizations }) =>
      `L’authentification multifacteur est exigée par : ${format.list(organizations.map(({ name }) => name)) || 'votre organisation'}. Activez-la pour votre compte, puis connectez-vous.`,
    'confirmation-awaited': ({ organizations }) =>
      `Votre authentification multifacteur a été annulée par un lien dans un e-mail. Demandez à un propriétaire de ${format.list(organizations.map(({ name }) => name))} de confirmer que ce compte est toujours le vôtre. S’il n’y a pas d’autre propriétaire, adressez-vous à l’opérateur de ce service.`,
    'nothing-to-confirm': 'Ce membre n’a plus besoin d’être confirmé. Rechargez la page.',
    'undone-again':
      'Les facteurs de ce compte ont de nouveau été annulés entre-temps. Interrogez aussi le membre à ce sujet, puis rechargez la page et confirmez le compte.',
    'own-confirmation': 'Un autre propriétaire doit confirmer votre compte. Adressez-vous à l’un d’eux.',

    'wrong-code': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? `Ce code est incorrect. Vérifiez-le et réessayez. ${triesLeft(attemptsLeft)}`
        : 'Ce code est incorrect, et il ne vous reste plus de tentatives. Recommencez pour en obtenir un nouveau.',
    'phone-clock-wrong': ({ attemptsLeft, clockAheadSeconds }) =>
      `L’horloge de votre téléphone ${clockAheadSeconds > 0 ? 'avance' : 'retarde'} d’environ ${duration(60 * Math.round(Math.abs(clockAheadSeconds) / 60))}. Réglez-la en mode automatique, puis saisissez le code affiché par l’application. ${triesLeft(attemptsLeft)}`,
    'passkey-refused': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? 'Cette clé d’accès n’a pas été acceptée. Réessayez ou utilisez une autre méthode.'
        : 'Cette clé d’accès n’a pas été acceptée, et il ne vous reste plus de tentatives. Recommencez.',
    'passkey-copied':
      'Cette clé d’accès semble avoir été copiée et n’a donc pas été acceptée. Utilisez une autre méthode, puis désactivez cette clé d’accès dans vos paramètres.',
    'passkey-not-requested': changedMeanwhile,
    'browser-code-not-needed': changedMeanwhile,
    'passkey-registered':
      'Votre compte a déjà cette clé d’accès. Choisissez un autre appareil ou une autre clé de sécurité.',
    'passkey-unknown':
      'Cette clé d’accès n’appartient à aucun compte ici. Elle a peut-être été supprimée. Connectez-vous avec votre adresse e-mail et votre mot de passe.',
    'passkey-challenge-over': 'Cette page est restée ouverte trop longtemps. Réessayez avec la clé d’accès.',
    'wrong-passkey':
      'Cette clé d’accès n’a pas été acceptée. Réessayez ou connectez-vous avec votre adresse e-mail et votre mot de passe.',
    'code-used': ({ retryAfterSeconds }) =>
      retryAfterSeconds > 0
        ? `Ce code a déjà été utilisé. Attendez ${duration(retryAfterSeconds)} pour le suivant.`
        : 'Ce code a déjà été utilisé. Saisissez celui que votre application d’authentification affiche maintenant.',
    'challenge-over': 'Ce code a expiré ou a déjà été utilisé. Recommencez pour en obtenir un nouveau.',
    'link-over': 'Ce lien a expiré ou a déjà été utilisé. Demandez-en un nouveau.',
    'too-many-wrong-codes': ({ retryAfterSeconds }) =>
      `Trop de codes incorrects. ${wait(retryAfterSeconds, orOther)}`,
    'method-locked':
      'Cette méthode est bloquée après trop de codes incorrects. Utilisez une autre méthode ou un code de récupération : cela la débloque.',
    'method-not-enabled': ({ methods: enabled }) => `Choisissez une méthode activée : ${methods(enabled)}.`,
    'method-not-accepted': ({ methods: accepted }) =>
      `Vos organisations n’acceptent pas cette méthode. Utilisez-en une qu’elles acceptent : ${methods(accepted)}.`,
    'nothing-to-resend':
      'Cette méthode n’envoie pas de codes. Saisissez le code affiché par votre application d’authentification.',
    'code-just-sent': ({ retryAfterSeconds }) => `Le code vient d’être envoyé. ${wait(retryAfterSeconds)}`,
    'resends-spent': ({ retryAfterSeconds }) =>
      retryAfterSeconds > 0
        ? `Le code ne peut plus être renvoyé. Saisissez celui que vous avez, ou recommencez dans ${duration(retryAfterSeconds)}.`
        : 'Le code ne peut plus être renvoyé. Recommencez pour en obtenir un nouveau.',
    'codes-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Trop de codes vous ont été envoyés au cours de la dernière heure. ${wait(retryAfterSeconds, orOther)}`,
    'code-not-sent':
      'Le code n’a pas pu être envoyé. Renvoyez-le dans un instant, ou utilisez une autre méthode ou un code de récupération.',
    'mails-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Cette adresse a reçu plusieurs de ces e-mails au cours de la dernière heure. Utilisez le plus récent. ${wait(retryAfterSeconds)}`,
    'mails-from-network-spent': ({ retryAfterSeconds }) =>
      `Trop d’e-mails ont été demandés depuis votre réseau. Un compte qui s’est déjà connecté d’ici reçoit quand même son lien de réinitialisation du mot de passe. ${wait(retryAfterSeconds)}`,
    'mails-of-account-spent': ({ retryAfterSeconds }) =>
      `Vous avez envoyé beaucoup d’e-mails au cours de la dernière heure. ${wait(retryAfterSeconds)}`,
    'member-lists-spent': ({ retryAfterSeconds }) =>
      `Vous avez listé un très grand nombre de membres au cours de la dernière minute. ${wait(retryAfterSeconds)}`,
    'mails-of-the-day-spent': ({ retryAfterSeconds }) =>
      `Le service a envoyé tous les e-mails qu’il peut envoyer aujourd’hui, à part les codes. ${wait(retryAfterSeconds)}`,
    'mail-returned':
      'Nous n’envoyons pas d’e-mails à votre adresse, car des e-mails précédents n’ont pas pu être remis ou ont été signalés comme indésirables. Utilisez une autre méthode ou un code de récupération.',
    'mail-returned-at-activation':
      'Nous n’envoyons pas d’e-mails à votre adresse, car des e-mails précédents n’ont pas pu être remis ou ont été signalés comme indésirables. Activez plutôt une application d’authentification. Ou, quand les e-mails arriveront de nouveau, réinitialisez votre mot de passe.',

    'registration-by-invitation':
      'Les comptes ne sont créés que pour des adresses e-mail invitées. Demandez à un propriétaire de votre organisation de vous inviter.',
    'registration-by-domain': ({ domains }) =>
      `Les comptes ne sont créés que pour des adresses e-mail de ces domaines : ${choice(domains)}.`,
    'address-taken': 'Cette adresse a déjà un compte. Connectez-vous ou réinitialisez votre mot de passe.',
    'password-too-short': ({ minimum }) =>
      `Utilisez au moins ${number(minimum)} caractères. Plusieurs mots à la suite conviennent bien.`,
    'password-too-long': ({ maximum }) => `Utilisez au plus ${number(maximum)} caractères.`,
    'password-too-uniform': 'Utilisez plus de trois caractères différents.',
    'password-too-personal': 'C’est formé à partir de votre adresse ou de votre nom. Choisissez autre chose.',
    'password-too-common':
      'C’est l’un des mots de passe les plus courants, ou il en est composé. Choisissez quelques mots sans rapport entre eux.',

    'existing-factor-needed': ({ methods: accepted }) =>
      `L’authentification multifacteur est déjà activée pour ce compte. Confirmez votre identité, puis réessayez. Possible avec : ${methods(accepted)}.`,
    'factor-limit': ({ maximum }) =>
      maximum === 1
        ? 'Votre compte a déjà cette méthode.'
        : `Votre compte a déjà ${number(maximum)} fois cette méthode. Désactivez-en d’abord une.`,
    'passkeys-needed':
      'Sans mot de passe, un compte a besoin de deux clés d’accès avec code PIN, empreinte ou visage, ou d’une clé d’accès et de codes de récupération. Activez une autre clé d’accès ou utilisez un mot de passe.',
    'no-password': changedMeanwhile,
    'factor-required': ({ organization }) =>
      `${organization} exige cette méthode. Activez d’abord une autre méthode acceptée.`,
    'no-factor': 'Les codes de récupération vont avec une méthode. Activez d’abord une méthode.',

    'key-name-invalid':
      'Utilisez des lettres, des chiffres, des points, des tirets, des traits de soulignement et @ dans le nom. Commencez par une lettre ou un chiffre.',
    'key-invalid': ({ minimumBits, maximumBits }) =>
      `Saisissez une clé RSA de ${minimumBits} à ${maximumBits} bits, sous la forme de l’unique ligne de son fichier .pub : ssh-rsa AAAA…`,
    'key-name-taken': 'Vous avez déjà une clé SSH de ce nom. Choisissez un autre nom ou supprimez cette clé.',
    'keys-repeated': ourFault,
    'keys-unknown': ({ names }) =>
      `Vous n’avez plus cette clé SSH : ${format.list(names)}. Rechargez la page et réessayez.`,
    'key-limit': ({ maximum }) =>
      `Vous avez déjà ${number(maximum)} clés SSH, c’est la limite. Supprimez-en une que vous n’utilisez plus.`,
    'key-in-use':
      'Un autre compte a cette clé SSH. Prouvez que vous avez sa clé privée pour l’ajouter ici, ou créez-en une nouvelle.',
    'signature-time-invalid': ourFault,
    'key-proof-wrong':
      'La preuve doit être une signature par cette clé SSH, pour ce compte et ce service, datant de cinq minutes au plus.',
    'wrong-key':
      'Cette clé SSH est inconnue ou sa signature est incorrecte. Connectez-vous avec votre mot de passe.',
    'signature-clock':
      'L’horloge de votre appareil est incorrecte. Réglez-la en mode automatique, puis réessayez.',

    'owner-needed': ({ organization }) =>
      `Seul un propriétaire de ${organization} peut le faire. Adressez-vous à l’un d’eux.`,
    'last-owner': 'Une organisation a besoin d’un propriétaire. Nommez d’abord un autre membre propriétaire.',
    'owner-still-needed': ({ organization }) =>
      `${organization} a besoin de vous comme propriétaire. Nommez d’abord un autre membre propriétaire, ou supprimez l’organisation.`,
    'account-deletion-begun': 'La suppression de votre compte a commencé, il ne peut plus être conservé.',
    'owner-limit': ({ maximum }) =>
      `Une organisation peut avoir au plus ${number(maximum)} propriétaires. Faites d’abord de l’un d’eux un membre.`,
    'organization-limit': ({ maximum }) =>
      `Vous faites partie de ${number(maximum)} organisations, c’est la limite. Quittez-en d’abord une.`,
    'environment-name-taken': 'Un environnement de ce nom existe déjà. Choisissez un autre nom.',
    'environment-limit': ({ maximum }) =>
      `Cette organisation a déjà ${number(maximum)} environnements, c’est la limite.`,
    'own-factor-needed':
      'Vous vous bloqueriez vous-même. Activez d’abord l’une des méthodes acceptées pour votre propre compte.',
    'accepted-factor-needed': 'Confirmez avec l’une des méthodes qui seront acceptées, puis réessayez.',
    'requirement-incomplete': ourFault,
    'deadline-past': 'Choisissez une date après aujourd’hui.',
    'deadline-too-far': ({ maximumDays }) =>
      `Choisissez une date dans les ${plural(maximumDays, { one: '# prochain jour', other: '# prochains jours' })}.`,

    'already-invited': 'Cette adresse a une invitation en cours. Renvoyez-la ou révoquez-la d’abord.',
    'already-member': 'Cette adresse appartient déjà à un membre.',
    'you-are-member': 'Vous êtes déjà membre.',
    'invitation-limit': ({ maximum }) =>
      `Il y a ${number(maximum)} invitations en cours, c’est la limite. Révoquez-en d’abord quelques-unes.`,
    'invitation-for-another':
      'Cette invitation est pour une autre adresse que la vôtre. Déconnectez-vous, puis connectez-vous avec l’adresse invitée.',
    'invitation-accepted': 'Cette invitation a déjà été acceptée. Retirez plutôt le membre.',
    'invitation-closed': 'Cette invitation a déjà été acceptée ou révoquée. Envoyez-en une nouvelle.',
    'invitation-unknown': 'Cette invitation n’existe pas. Ouvrez de nouveau le lien de l’e-mail.',
    'invitation-over':
      'Cette invitation ne fonctionne plus. Demandez-en une nouvelle à la personne qui vous a invité.',
    'invitation-not-mailed':
      'L’invitation est créée, mais son e-mail n’a pas pu être envoyé. Renvoyez-la depuis la liste ci-dessous.',
    'invitation-just-sent': ({ retryAfterSeconds }) =>
      `L’invitation vient d’être envoyée. ${wait(retryAfterSeconds)}`,
    'link-template-foreign': ourFault,
    'link-template-malformed': ourFault,
    'link-template-without-code': ourFault,

    'own-reset': 'Ce sont vos propres méthodes. Modifiez-les dans les paramètres de votre compte.',
    'no-factor-to-reset': 'Ce membre n’a pas de méthode à réinitialiser.',
    'member-elsewhere':
      'Ce membre fait aussi partie d’une autre organisation, vous ne pouvez donc pas réinitialiser seul ses méthodes. Adressez-vous à l’opérateur de ce service.',
    'second-owner-needed':
      'Un second propriétaire doit le confirmer, et il n’y en a pas d’autre. Nommez un autre membre propriétaire ou adressez-vous à l’opérateur de ce service.',
    'no-reset-pending':
      'Cette réinitialisation n’est plus en attente. Rechargez la page pour voir l’état actuel.',
  };
};
