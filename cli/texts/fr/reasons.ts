import type { Formats } from '../formats.ts';
import type { ReasonTexts } from '../reason-texts.ts';

/** For refusals that only a fault of the command can cause, or a service of another version. */
const otherVersion =
  'Le service n’a pas compris cette version de la commande. Installez la version qui correspond au service.';
const noOperation =
  'Le service n’a pas cette opération. Installez la version de la commande qui correspond au service.';
const orOther = ' Ou utilisez une autre méthode (--method) ou un code de récupération.';
const returned =
  'Aucun e-mail n’est envoyé à votre adresse, car des e-mails précédents n’ont pas pu être remis ou ont été signalés comme indésirables.';

export const reasons = (format: Formats): ReasonTexts => {
  const { number, choice, duration, plural } = format;
  const wait = (seconds: number) => `Attendez ${duration(seconds)}, puis réessayez.`;

  return {
    'invalid-request': 'Certaines valeurs ne sont pas valides.',
    'body-missing': otherVersion,
    'body-not-json': otherVersion,
    'body-not-object': otherVersion,
    'body-field-twice': otherVersion,
    'body-media-type': otherVersion,
    'body-too-large': 'Les valeurs sont trop longues. Raccourcissez-les et réessayez.',
    'field-missing': 'C’est obligatoire.',
    'field-invalid': 'Ce n’est pas valide. Vérifiez votre saisie.',
    'field-not-text': otherVersion,
    'field-not-unicode':
      'Cela contient des caractères qui ne sont pas de l’Unicode valide. Saisissez-le de nouveau.',
    'field-not-one-line': 'Ce doit être une seule ligne, sans caractères de contrôle.',
    'name-invisible': 'Saisissez un nom visible.',
    'name-hides-characters':
      'Le nom contient des caractères invisibles ou qui changent le sens du texte. Saisissez-le de nouveau sans eux.',
    'field-not-encoded': 'Doit être en base64url, sans remplissage.',
    'field-not-boolean': otherVersion,
    'field-not-list': otherVersion,
    'field-not-date-time': otherVersion,
    'field-too-long': ({ maximum }) => `Au plus ${number(maximum)} caractères sont possibles.`,
    'role-unknown': 'Le rôle doit être owner ou member.',
    'method-unknown': ({ methods }) => `La méthode doit être l’une de celles-ci : ${choice(methods)}.`,
    'methods-missing': 'Indiquez au moins une méthode avec --accept.',
    'method-repeated': 'Indiquez chaque méthode une seule fois.',
    'email-invalid': 'Indiquez une adresse e-mail, comme name@example.com.',
    'code-malformed': 'Un code de vérification a six chiffres. Vérifiez-le et réessayez.',
    'code-length': ({ digits }) =>
      `Un code de vérification a six chiffres, celui-ci en a ${digits}. Réessayez.`,
    'code-not-found':
      'Ce texte ne contient pas de code de vérification à six chiffres. Saisissez seulement le code.',
    'several-codes':
      'Ce texte contient plusieurs nombres à six chiffres. Saisissez seulement le code de vérification.',
    'browser-code-malformed':
      'Un terminal ne peut pas utiliser de clé d’accès. Saisissez les huit lettres que le tableau de bord affiche à /account/cli, ou un code de récupération.',
    'recovery-code-length': ({ expected }) =>
      `Un code de récupération a ${expected} lettres et chiffres. Comparez-le avec votre liste et réessayez.`,
    'recovery-code-instead':
      'C’est un code de récupération, qui ne peut pas activer de facteur. Saisissez le code de vérification du nouveau facteur.',
    'limit-invalid': ({ maximum }) => `--limit doit être un nombre entier de 1 à ${number(maximum)}.`,
    'cursor-invalid': '--cursor doit être la valeur par laquelle la page précédente se terminait.',
    'format-unknown': otherVersion,
    'methods-unknown': ({ methods }) => `Indiquez une ou plusieurs de ces méthodes : ${choice(methods)}.`,
    'signature-headers-missing': otherVersion,
    'two-session-cookies': otherVersion,
    'foreign-origin': otherVersion,
    'not-through-edge': ({ origin }) =>
      `Ce n’est pas l’adresse publique du service. Définissez-la : mfa config server ${origin}`,
    'unknown-operation': noOperation,
    'method-not-allowed': noOperation,
    'not-found': 'Cela n’existe pas, ou ne vous appartient pas. Vérifiez l’identifiant.',
    'changed-meanwhile': 'Autre chose a changé en même temps. Regardez l’état actuel, puis réessayez.',

    busy: 'Le service est surchargé. Réessayez dans un instant.',
    'internal-error':
      'Une erreur s’est produite dans le service. Regardez l’état actuel, puis réessayez dans un instant.',
    'mail-not-sent': 'L’e-mail n’a pas pu être envoyé. Réessayez dans un instant.',

    'signed-out': 'Vous êtes déconnecté. Connectez-vous et réessayez : mfa signin',
    'wrong-credentials':
      'L’adresse e-mail ou le mot de passe est incorrect. Vérifiez les deux et réessayez, ou réinitialisez le mot de passe dans le tableau de bord.',
    'account-changed-meanwhile': 'Le compte a changé pendant cette connexion. Reconnectez-vous : mfa signin',
    'too-many-failed-sign-ins': ({ retryAfterSeconds }) =>
      `Il y a eu trop de connexions échouées. ${wait(retryAfterSeconds)} Ou réinitialisez le mot de passe dans le tableau de bord.`,
    'confirmation-needed': ({ methods }) => `Confirmez avec ${choice(methods)}, et réessayez.`,
    'acr-unknown': ({ acrs }) => `La classe doit être ${choice(acrs)}.`,
    'max-age-invalid': ({ maximum }) =>
      `L’âge doit être un nombre entier de secondes de 0 à ${number(maximum)}.`,
    'stronger-sign-in-needed':
      'Une connexion plus forte ou plus récente est nécessaire. Confirmez, et réessayez.',
    'stronger-factor-needed': 'L’application exige un facteur que ce compte n’a pas. Activez-en d’abord un.',
    'authorization-over': 'Cette connexion à l’application est terminée. Recommencez-la dans l’application.',
    'app-unknown':
      'Aucune application n’a cette audience. Demandez à l’opérateur de ce service de l’enregistrer.',
    'factor-enabled-meanwhile': 'Un facteur a été activé en même temps. Confirmez avec lui, et réessayez.',
    'password-needed': 'Le mot de passe est nécessaire, car ce compte n’a pas de facteur.',
    'mfa-required':
      'Votre organisation exige l’authentification multifacteur. Activez un facteur accepté, puis reconnectez-vous.',
    'confirmation-awaited': ({ organizations }) =>
      `Votre authentification multifacteur a été annulée par un lien dans un e-mail. Demandez à un propriétaire de ${format.list(organizations.map(({ name }) => name))} de confirmer que ce compte est toujours le vôtre. S’il n’y a pas d’autre propriétaire, adressez-vous à l’opérateur de ce service.`,
    'nothing-to-confirm': 'Ce membre n’a pas besoin d’être confirmé.',
    'undone-again':
      'Les facteurs de ce compte ont de nouveau été annulés entre-temps. Interrogez aussi le membre à ce sujet, puis exécutez de nouveau la commande.',
    'own-confirmation': 'Un autre propriétaire doit confirmer votre compte. Adressez-vous à l’un d’eux.',

    'wrong-code': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? `Le code est incorrect. Vérifiez-le et réessayez : ${plural(attemptsLeft, { one: '# tentative restante', other: '# tentatives restantes' })}.`
        : 'Le code est incorrect, et il ne reste plus de tentatives. Exécutez de nouveau la commande pour obtenir un nouveau code.',
    'phone-clock-wrong': ({ attemptsLeft, clockAheadSeconds }) =>
      `L’horloge de votre téléphone ${clockAheadSeconds > 0 ? 'avance' : 'retarde'} d’environ ${Math.round(Math.abs(clockAheadSeconds) / 60)} min. Réglez-la en mode automatique, puis saisissez le code affiché par l’application. Tentatives restantes : ${attemptsLeft}.`,
    'passkey-refused':
      'Cette clé d’accès n’a pas été acceptée. Utilisez une autre méthode (--method) ou un code de récupération.',
    'passkey-copied':
      'Cette clé d’accès semble avoir été copiée. Utilisez une autre méthode, puis désactivez la clé d’accès dans les paramètres du tableau de bord.',
    'passkey-not-requested': 'Cette connexion attend une autre méthode. Exécutez de nouveau la commande.',
    'browser-code-not-needed': 'Votre compte n’a pas besoin d’un code du navigateur dans un terminal.',
    'passkey-registered': 'Votre compte a déjà cette clé d’accès.',
    'passkey-unknown':
      'Aucun compte n’a cette clé d’accès. Connectez-vous avec l’adresse e-mail et le mot de passe.',
    'passkey-challenge-over': 'La demande de clé d’accès a expiré. Exécutez de nouveau la commande.',
    'wrong-passkey':
      'Cette clé d’accès n’a pas été acceptée. Connectez-vous avec l’adresse e-mail et le mot de passe.',
    'code-used': ({ retryAfterSeconds }) =>
      `Ce code a déjà été utilisé. Attendez ${duration(retryAfterSeconds)} pour le suivant.`,
    'challenge-over':
      'Le code a expiré ou a déjà été utilisé. Exécutez de nouveau la commande pour en obtenir un nouveau.',
    'link-over': 'Ce lien a expiré ou a déjà été utilisé. Demandez-en un nouveau.',
    'too-many-wrong-codes': ({ retryAfterSeconds }) =>
      `Il y a eu trop de codes incorrects. ${wait(retryAfterSeconds)}${orOther}`,
    'method-locked':
      'Cette méthode est bloquée après trop de codes incorrects. Utilisez une autre méthode (--method) ou un code de récupération, qui la débloque.',
    'method-not-enabled': ({ methods }) => `Choisissez une méthode activée : ${choice(methods)}.`,
    'method-not-accepted': ({ methods }) =>
      `Vos organisations n’acceptent pas cette méthode ici. Choisissez-en une qu’elles acceptent : ${choice(methods)}.`,
    'nothing-to-resend':
      'Cette méthode n’envoie pas de codes. Saisissez le code affiché par votre application d’authentification.',
    'code-just-sent': ({ retryAfterSeconds }) => `Le code vient d’être envoyé. ${wait(retryAfterSeconds)}`,
    'resends-spent': ({ retryAfterSeconds }) =>
      `Le code ne peut plus être renvoyé. Saisissez celui que vous avez, ou recommencez dans ${duration(retryAfterSeconds)}.`,
    'codes-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Trop de codes ont été envoyés au cours de la dernière heure. ${wait(retryAfterSeconds)}${orOther}`,
    'code-not-sent':
      'Le code n’a pas pu être envoyé. Renvoyez-le dans un instant, ou utilisez une autre méthode ou un code de récupération.',
    'mails-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Cette adresse e-mail a reçu plusieurs de ces e-mails au cours de la dernière heure. Utilisez le plus récent. ${wait(retryAfterSeconds)}`,
    'mails-from-network-spent': ({ retryAfterSeconds }) =>
      `Trop d’e-mails ont été demandés depuis votre réseau. Un compte qui s’est déjà connecté d’ici reçoit quand même son lien de réinitialisation du mot de passe. ${wait(retryAfterSeconds)}`,
    'mails-of-account-spent': ({ retryAfterSeconds }) =>
      `Vous avez envoyé beaucoup d’e-mails au cours de la dernière heure. ${wait(retryAfterSeconds)}`,
    'member-lists-spent': ({ retryAfterSeconds }) =>
      `Vous avez listé un très grand nombre de membres au cours de la dernière minute. ${wait(retryAfterSeconds)}`,
    'mails-of-the-day-spent': ({ retryAfterSeconds }) =>
      `Le service a envoyé tous les e-mails qu’il peut envoyer aujourd’hui, à part les codes. ${wait(retryAfterSeconds)}`,
    'mail-returned': `${returned} Utilisez une autre méthode (--method) ou un code de récupération.`,
    'mail-returned-at-activation': `${returned} Activez plutôt une application d’authentification : mfa factors enable authenticator`,

    'registration-by-invitation':
      'Les comptes ne sont créés que pour des adresses e-mail invitées. Demandez à un propriétaire de votre organisation de vous inviter.',
    'registration-by-domain': ({ domains }) =>
      `Les comptes ne sont créés que pour des adresses e-mail de ces domaines : ${choice(domains)}.`,
    'address-taken':
      'Cette adresse e-mail a déjà un compte. Connectez-vous, ou réinitialisez le mot de passe.',
    'password-too-short': ({ minimum }) =>
      `Utilisez au moins ${number(minimum)} caractères. Quelques mots à la suite se retiennent facilement.`,
    'password-too-long': ({ maximum }) => `Utilisez au plus ${number(maximum)} caractères.`,
    'password-too-uniform': 'Utilisez plus de trois caractères différents.',
    'password-too-personal':
      'Ne formez pas le mot de passe à partir de votre adresse e-mail ou de votre nom.',
    'password-too-common':
      'C’est l’un des mots de passe les plus courants, ou il en est composé. Choisissez quelques mots sans rapport entre eux.',

    'existing-factor-needed': ({ methods }) =>
      `Ce compte a déjà un facteur. Connectez-vous ou confirmez avec ${choice(methods)}, et réessayez.`,
    'factor-limit': ({ method, maximum }) =>
      maximum === 1
        ? `Ce compte a déjà le facteur ${method}.`
        : `Ce compte a déjà ${number(maximum)} facteurs du type ${method}. Désactivez-en d’abord un : mfa factors disable`,
    'passkeys-needed':
      'Sans mot de passe, un compte a besoin de deux clés d’accès, ou d’une clé d’accès et de codes de récupération. Activez une autre clé d’accès dans le tableau de bord.',
    'no-password': 'Votre compte n’a pas de mot de passe.',
    'factor-required': ({ organization }) =>
      `${organization} exige ce facteur. Activez d’abord un autre facteur accepté : mfa factors enable`,
    'no-factor':
      'Les codes de récupération vont avec un facteur. Activez d’abord un facteur : mfa factors enable',

    'key-name-invalid':
      'Le nom d’une clé SSH se compose de lettres, de chiffres, de points, de tirets, de traits de soulignement et de @. Il commence par une lettre ou un chiffre.',
    'key-invalid': ({ minimumBits, maximumBits }) =>
      `Indiquez une clé RSA de ${minimumBits} à ${maximumBits} bits, sous la forme de l’unique ligne de son fichier .pub : ssh-rsa AAAA…`,
    'key-name-taken':
      'Vous avez déjà une clé SSH de ce nom. Choisissez un autre nom, ou supprimez cette clé.',
    'keys-repeated': 'Indiquez chaque clé SSH une seule fois.',
    'keys-unknown': ({ names }) => `Vous n’avez pas de clé SSH de ce nom : ${format.list(names)}.`,
    'key-limit': ({ maximum }) =>
      `Ce compte a déjà ${number(maximum)} clés SSH, c’est la limite. Supprimez-en une que vous n’utilisez plus.`,
    'key-in-use':
      'Un autre compte a cette clé SSH. Prouvez que vous avez sa clé privée pour l’ajouter ici, ou créez-en une nouvelle.',
    'signature-time-invalid': otherVersion,
    'key-proof-wrong':
      'La preuve doit être une signature par cette clé SSH, pour ce compte et ce service, datant de cinq minutes au plus.',
    'wrong-key':
      'La clé SSH est inconnue, ou sa signature est incorrecte. Connectez-vous avec votre mot de passe : mfa signin',
    'signature-clock':
      'L’horloge de cet ordinateur est incorrecte. Réglez-la, puis réessayez. mfa doctor la vérifie.',

    'owner-needed': ({ organization }) =>
      `Seul un propriétaire de ${organization} peut le faire. Adressez-vous à l’un d’eux.`,
    'last-owner':
      'Une organisation a besoin d’un propriétaire. Nommez d’abord un autre membre propriétaire : mfa orgs role ORGANIZATION MEMBER owner',
    'owner-still-needed': ({ organization }) =>
      `${organization} a besoin de vous comme propriétaire. Nommez d’abord un autre membre propriétaire (mfa orgs role ORGANIZATION MEMBER owner), ou supprimez l’organisation.`,
    'account-deletion-begun': 'La suppression de votre compte a commencé, il ne peut plus être conservé.',
    'owner-limit': ({ maximum }) =>
      `Une organisation peut avoir au plus ${number(maximum)} propriétaires. Faites d’abord de l’un d’eux un membre.`,
    'organization-limit': ({ maximum }) =>
      `Vous faites partie de ${number(maximum)} organisations, c’est la limite. Quittez-en d’abord une : mfa orgs leave`,
    'environment-name-taken': 'L’organisation a déjà un environnement de ce nom. Choisissez un autre nom.',
    'environment-limit': ({ maximum }) =>
      `L’organisation a déjà ${number(maximum)} environnements, c’est la limite.`,
    'own-factor-needed':
      'Vous vous bloqueriez vous-même. Activez d’abord un facteur que l’organisation acceptera : mfa factors enable',
    'accepted-factor-needed': 'Confirmez avec un facteur que l’organisation acceptera, et réessayez.',
    'requirement-incomplete': otherVersion,
    'deadline-past': '--deadline doit être dans le futur.',
    'deadline-too-far': ({ maximumDays }) =>
      `--deadline doit être dans un délai de ${plural(maximumDays, { one: '# jour', other: '# jours' })}.`,

    'already-invited':
      'Cette adresse e-mail a une invitation en cours. Renvoyez-la avec mfa orgs resend, ou révoquez-la d’abord.',
    'already-member': 'Cette adresse e-mail appartient déjà à un membre.',
    'you-are-member': 'Vous êtes déjà membre.',
    'invitation-limit': ({ maximum }) =>
      `Il y a ${number(maximum)} invitations en cours, c’est la limite. Révoquez-en d’abord quelques-unes : mfa orgs revoke`,
    'invitation-for-another': 'Cette invitation est pour une autre adresse e-mail que celle de votre compte.',
    'invitation-accepted': 'Cette invitation a déjà été acceptée. Retirez plutôt le membre : mfa orgs remove',
    'invitation-closed':
      'Cette invitation a été acceptée ou révoquée. Envoyez-en une nouvelle : mfa orgs invite',
    'invitation-unknown': 'Cette invitation n’existe pas. Vérifiez le lien.',
    'invitation-over':
      'Cette invitation a été utilisée, révoquée ou renvoyée, ou elle a expiré. Demandez-en une nouvelle.',
    'invitation-not-mailed':
      'L’invitation a été créée, mais son e-mail n’a pas pu être envoyé. Renvoyez-la : mfa orgs resend',
    'invitation-just-sent': ({ retryAfterSeconds }) =>
      `L’invitation vient d’être envoyée. ${wait(retryAfterSeconds)}`,
    'link-template-foreign': otherVersion,
    'link-template-malformed': otherVersion,
    'link-template-without-code': otherVersion,

    'own-reset': 'Ce sont vos propres facteurs. Modifiez-les avec mfa factors.',
    'no-factor-to-reset': 'Ce membre n’a pas de facteur à réinitialiser.',
    'member-elsewhere':
      'Ce membre fait aussi partie d’une autre organisation, vous ne pouvez donc pas réinitialiser seul ses facteurs. Adressez-vous à l’opérateur de ce service.',
    'second-owner-needed':
      'Un second propriétaire doit le confirmer, et il n’y en a pas d’autre. Nommez un autre membre propriétaire, ou adressez-vous à l’opérateur de ce service.',
    'no-reset-pending': 'Aucune réinitialisation n’est en attente pour ce membre.',
  };
};
