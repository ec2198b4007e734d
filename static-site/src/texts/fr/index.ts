import type { Texts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';
import { help } from './help.ts';
import { methodNames, reasons } from './reasons.ts';

/** What the dashboard says in French, apart from the pages of organizations. */
export const french = (format: Formats): Texts => ({
  reasons: reasons(format),
  help,

  methods: { authenticator: 'application d’authentification', email: 'e-mail', passkey: 'clé d’accès' },
  factorTypes: {
    authenticator: 'application d’authentification',
    email: 'e-mail',
    passkey: 'clé d’accès',
    'recovery-code': 'code de récupération',
    'browser-code': 'code du navigateur',
  },

  namedFactor: (kind, name) => `${kind} « ${name} »`,

  roles: { owner: 'propriétaire', member: 'membre' },

  programs: {
    on: (program, system) => `${program} sous ${system}`,
    names: {
      'mfa command line': 'ligne de commande mfa',
      'a browser we do not know': 'navigateur inconnu',
      'an unknown program': 'programme inconnu',
      'operator command': 'commande de l’opérateur',
      'scheduled job': 'tâche planifiée',
    },
  },

  common: {
    email: 'Adresse e-mail',
    emailExample: 'jane.doe@company.com',
    password: 'Mot de passe',
    name: 'Nom',
    submit: 'Continuer',
    cancel: 'Annuler',
    close: 'Fermer',
    show: 'Afficher',
    hide: 'Masquer',
    showPassword: 'Afficher le mot de passe',
    hidePassword: 'Masquer le mot de passe',
    copy: 'Copier',
    copied: 'Copié',
    copyFailed: 'Copie impossible. Sélectionnez le texte et copiez-le vous-même.',
    dismiss: 'Fermer ce message',
    loading: 'Chargement…',
    working: 'Veuillez patienter…',
    tryAgain: 'Réessayer',
    backToSignIn: 'Retour à la connexion',
    skipToContent: 'Aller au contenu',
    helpLink: 'Un problème avec les codes ?',
    supportLink: 'Contacter l’assistance',
    termsLink: 'Conditions d’utilisation',
    privacyLink: 'Confidentialité',
  },

  fields: {
    emailMissing: 'Saisissez votre adresse e-mail.',
    emailWrong: 'Saisissez une adresse e-mail, par exemple jane.doe@company.com.',
    passwordMissing: 'Saisissez votre mot de passe.',
    passwordTooShort: (length) => `Utilisez au moins ${length} caractères.`,
    passwordHint: (length) => `Au moins ${length} caractères. Plusieurs mots à la suite conviennent bien.`,
    nameMissing: 'Saisissez votre nom.',
    codeMissing: 'Saisissez les six chiffres de votre code.',
    recoveryCodeMissing: 'Saisissez l’un de vos codes de récupération.',
  },

  problems: {
    validation: 'Une information du formulaire est incorrecte. Vérifiez votre saisie.',
    tooMany: (seconds) =>
      seconds > 0
        ? `Trop de tentatives. Attendez ${format.duration(seconds)}, puis réessayez.`
        : 'Trop de tentatives. Vous pouvez réessayer maintenant.',
    tooManyLater: 'Trop de tentatives. Attendez un moment, puis réessayez.',
    unavailable:
      'Le service est surchargé. Rechargez la page pour voir ce qui a été modifié, puis réessayez.',
    offline:
      'Le serveur est injoignable. Vérifiez votre connexion, puis réessayez. Votre saisie est conservée.',
    timedOut: 'Le serveur n’a pas répondu à temps. Réessayez. Votre saisie est conservée.',
    unexpected: 'Une erreur s’est produite de notre côté. Réessayez.',
    passkeysUnsupported:
      'Ce navigateur ne prend pas en charge les clés d’accès. Utilisez une autre méthode ou un navigateur à jour.',
    passkeyGivenUp:
      'La clé d’accès n’a pas été utilisée : la demande a été annulée ou a pris trop de temps, ou cet appareil n’a pas de clé d’accès pour votre compte. Réessayez ou choisissez un autre moyen.',
    passkeyNotCreated:
      'Aucune clé d’accès n’a été créée : la demande a été annulée ou a pris trop de temps. Réessayez ou choisissez une autre méthode.',
    passkeyKnown:
      'Cet appareil a déjà une clé d’accès pour votre compte. Utilisez un autre appareil ou une clé de sécurité.',
    passkeysNotHere:
      'Votre navigateur n’utilise les clés d’accès qu’à l’adresse habituelle de ce site. Ouvrez le site à cette adresse ou choisissez un autre moyen.',
    passkeyImpossible:
      'Cet appareil ne le permet pas, par exemple parce que la clé de sécurité est trop ancienne ou pleine. Utilisez-en un autre.',
  },
  anOrganization: 'Votre organisation',

  topBar: {
    label: 'Votre compte',
    settings: (email) => `${email} : paramètres du compte`,
    logOut: 'Se déconnecter',
    loggingOut: 'Déconnexion…',
    loggedOut: 'Vous êtes déconnecté.',
    logOutFailed:
      'La déconnexion a échoué : le serveur est injoignable. Vous êtes toujours connecté. Réessayez.',
    organizations: 'Organisations',
    noOrganizations: 'Vous ne faites partie d’aucune organisation.',
    allOrganizations: 'Toutes les organisations',
    createOrganization: 'Créer une organisation',
    help: 'Aide sur l’authentification multifacteur',
  },

  signIn: {
    title: 'Se connecter',
    submitting: 'Connexion…',
    needAccount: 'Pas encore de compte ?',
    registerHere: 'Inscrivez-vous ici',
    forgotPassword: 'Mot de passe oublié ?',
    resetHere: 'Réinitialisez-le ici',
    ended: 'Votre session est terminée. Reconnectez-vous pour revenir à cette page.',
    toActivation: 'Activer l’authentification multifacteur',
    signingInAs: (email) => `Connexion en tant que ${email}.`,
    otherAccount: 'Ce n’est pas vous ? Utiliser un autre compte',
    cookieRefused:
      'La connexion a réussi, mais votre navigateur a refusé le cookie qui vous garde connecté. Autorisez les cookies pour ce site, puis reconnectez-vous.',
    cookieRefusedHttp:
      'La connexion a réussi, mais votre navigateur a refusé le cookie qui vous garde connecté. Autorisez les cookies pour ce site, puis reconnectez-vous. Safari refuse ces cookies aux adresses http:// : utilisez-y Chrome, Edge ou Firefox.',
    recoveryCodeUsed: (left) =>
      `Vous vous êtes connecté avec un code de récupération. Il vous reste ${format.plural(left, { one: '# code de récupération', other: '# codes de récupération' })}. Si vous avez perdu un appareil, désactivez sa méthode et activez-en une nouvelle.`,
    reviewMethods: 'Vérifier vos méthodes',
    due: (organization, when, methods) =>
      `${organization} exigera l’authentification multifacteur à partir du ${when}, avec : ${methods}. Activez-la avant cette date.`,
  },

  passkey: {
    title: 'Clé d’accès',
    signIn: 'Se connecter avec une clé d’accès',
    use: 'Utiliser votre clé d’accès',
    waiting: 'En attente de votre navigateur…',
    waitingFor:
      'Votre navigateur demande votre clé d’accès. Si vous ne pouvez pas l’utiliser, fermez ce qu’il affiche.',
    waitingForNew:
      'Votre navigateur crée la clé d’accès. Si vous ne le souhaitez pas, fermez ce qu’il affiche.',
    create:
      'Votre navigateur demande maintenant où conserver la clé d’accès : sur cet appareil, sur votre téléphone, dans un gestionnaire de mots de passe ou sur une clé de sécurité.',
  },

  passkeyOffer: {
    title: 'Connectez-vous sans mot de passe la prochaine fois',
    text: 'Cet appareil peut conserver une clé d’accès pour vous : vous vous connectez avec votre empreinte, votre visage ou un code PIN, sans rien saisir qui puisse être volé.',
    create: 'Créer une clé d’accès',
    dismiss: 'Ne plus le proposer ici',
  },

  terminalCode: {
    title: 'Se connecter depuis un terminal',
    why: 'Un terminal ne peut pas utiliser de clé d’accès. Lorsque la ligne de commande demande un code de vérification, saisissez à la place le code de cette page.',
    show: 'Afficher un code',
    another: 'Afficher un autre code',
    codeLabel: 'Code pour le terminal',
    goodFor: (seconds) =>
      `Fonctionne une fois, encore ${format.plural(seconds, { one: '# seconde', other: '# secondes' })}.`,
    over: 'Ce code a expiré.',
    warning:
      'Saisissez-le uniquement dans un terminal où vous avez vous-même commencé la connexion. Ne le communiquez à personne.',
    passwordOnly:
      'Votre compte n’a pas de second facteur : la ligne de commande demande seulement votre mot de passe.',
    otherMethods: (methods) =>
      `Vous n’avez pas besoin d’un code de cette page : la ligne de commande demande le code d’une autre méthode (${methods}).`,
    link: 'Se connecter depuis un terminal',
  },

  authorize: {
    title: (app) => `Continuer vers ${app}`,
    signInFor: (app) => `Connectez-vous pour continuer vers ${app}.`,
    goingOn: (app) => `Vers ${app}…`,
    asWhom: (email) => `Vous êtes connecté en tant que ${email}.`,
    submit: (app) => `Continuer vers ${app}`,
    factorTitle: (app) => `${app} exige une autre méthode de connexion`,
    factorNeeded: (app) =>
      `Activez une application d’authentification ou une clé d’accès pour votre compte. Revenez ensuite à ${app} et reconnectez-vous.`,
    passkeyNeeded: (app) =>
      `Ajoutez une clé d’accès à votre compte. Revenez ensuite à ${app} et reconnectez-vous.`,
    activate: 'L’activer',
    overTitle: 'Cette connexion a expiré',
    over: 'Elle a été commencée il y a plus de dix minutes ou dans un autre navigateur. Revenez à l’application et reconnectez-vous.',
    failedTitle: 'La connexion à l’application a échoué',
    failed: {
      invalid_client: 'L’application qui vous a envoyé ici n’est pas enregistrée auprès de ce service.',
      invalid_redirect_uri:
        'L’application veut vous renvoyer à une adresse qui n’est pas enregistrée pour elle.',
      invalid_request:
        'L’application a envoyé une requête que ce service ne comprend pas, ou la connexion a expiré.',
    },
    tellTheApp:
      'Revenez à l’application et réessayez. Si cette page s’affiche de nouveau, prévenez les responsables de l’application.',
  },

  heldBack: {
    title: (organizations, several) =>
      `${organizations} ${several ? 'exigent' : 'exige'} l’authentification multifacteur`,
    intro: 'Vous pourrez continuer une fois connecté avec elle.',
    nextStep: (organizations, several) =>
      `${organizations} ${several ? 'exigent' : 'exige'} l’authentification multifacteur. Choisissez une méthode pour continuer. Vous n’aurez pas à saisir de nouveau votre mot de passe.`,
    confirmationTitle: (organizations) => `${organizations} : un propriétaire doit confirmer votre compte`,
    confirmationIntro:
      'Votre authentification multifacteur a été annulée par un lien dans un e-mail. Demandez à un propriétaire de confirmer, sur la page de l’organisation, que ce compte est toujours le vôtre. S’il n’y a pas d’autre propriétaire, adressez-vous à l’opérateur de ce service.',
    confirmed: 'Un propriétaire l’a confirmé : continuer',
    introEnrolment: 'La méthode avec laquelle vous vous êtes connecté n’est pas acceptée.',
    accepts: (organization, methods) => `${organization} accepte : ${methods}`,
    activated: 'Je l’ai activée : se reconnecter',
    confirmWith: (methods) => `Confirmer avec : ${methods}`,
    signingIn: 'Veuillez patienter…',
    lostPasskey:
      'Si vous avez perdu vos clés d’accès, demandez à un propriétaire de l’organisation de supprimer vos méthodes. Un code de récupération n’est pas accepté ici.',
    leaveIntro: 'Si vous ne souhaitez plus être membre, vous pouvez aussi quitter l’organisation.',
  },

  leave: {
    submit: (organization) => `Quitter ${organization}`,
    submitting: 'Veuillez patienter…',
    title: (organization) => `Quitter ${organization} ?`,
    text: 'Vous perdez immédiatement l’accès, et les exigences de l’organisation ne s’appliquent plus à vous. Seul un propriétaire peut vous inviter de nouveau.',
    confirm: 'Oui, quitter',
    done: (organization) => `Vous avez quitté ${organization}.`,
  },

  code: {
    trust: (days) =>
      `Ne pas demander de code dans ce navigateur pendant ${format.plural(days, { one: '# jour', other: '# jours' })}`,
    title: 'Code de vérification',
    field: 'Code de vérification',
    hint: 'Six chiffres. Le formulaire est envoyé après le sixième.',
    hintWithButton: 'Six chiffres.',
    submitting: 'Vérification…',
    type: 'Méthode :',
    changeType: 'Utiliser une autre méthode :',
    sentTo: (address) => `Nous avons envoyé un code à ${address}. Cela peut prendre une ou deux minutes.`,
    from: {
      authenticator: 'Ouvrez votre application d’authentification et saisissez le code qu’elle affiche.',
      email: '',
      passkey: 'Votre navigateur demande votre clé d’accès : empreinte, visage, code PIN ou clé de sécurité.',
    },
    notSent: 'Le code n’a pas encore été envoyé.',
    triesLeft: (count) =>
      format.plural(count, { one: '# tentative restante', other: '# tentatives restantes' }),
    resend: 'Renvoyer le code',
    resending: 'Envoi…',
    resendIn: (seconds) =>
      `Vous pourrez le faire renvoyer dans ${format.plural(seconds, { one: '# seconde', other: '# secondes' })}.`,
    resendsLeft: (count) => format.plural(count, { one: 'encore # fois', other: 'encore # fois' }),
    resent: (address) => `Nous avons renvoyé le code à ${address}. C’est le même code qu’avant.`,
    noResends: 'Il ne peut plus être renvoyé. S’il n’arrive pas, recommencez.',
    tooLateToResend: 'Il est trop tard pour renvoyer ce code. Saisissez-le ou recommencez.',
    switched: (method) => `Méthode utilisée maintenant : ${method}.`,
    useRecoveryCode: 'Utiliser un code de récupération',
    useOneTimePassword: 'Utiliser un code de vérification',
    recoveryTitle: 'Code de récupération',
    recoveryField: 'Code de récupération',
    recoveryHint:
      'L’un des codes que vous avez enregistrés en activant l’authentification multifacteur. Chacun ne fonctionne qu’une fois. Les tirets et les majuscules n’ont pas d’importance.',
    expiredTitle: 'Cette connexion a expiré',
    expired: 'Un code fonctionne pendant 10 minutes. Reconnectez-vous pour en obtenir un nouveau.',
    noTriesTitle: 'Plus de tentatives',
    noTries:
      'Ce code était également incorrect, et une connexion permet cinq tentatives. Reconnectez-vous pour en obtenir cinq autres.',
    startAgain: 'Recommencer',
  },

  stepUp: {
    title: 'Confirmez votre identité',
    why: 'Cela concerne la sécurité des comptes, nous vous le demandons donc à nouveau.',
    password: 'Votre mot de passe',
    confirm: 'Confirmer',
    confirming: 'Confirmation…',
    start: 'Demande d’un code…',
    expired: 'Cette demande a expiré. Recommencez pour obtenir un nouveau code.',
    noTries: 'Ce code était également incorrect. Recommencez pour obtenir cinq autres tentatives.',
  },

  ownInvitations: {
    title: 'Invitations',
    asks: (organization, role) =>
      `${organization} vous invite en tant que ${role === 'owner' ? 'propriétaire' : 'membre'}.`,
    until: (when) => `Valable jusqu’au ${when}.`,
    requires: (organization, methods) =>
      `${organization} exige l’authentification multifacteur avec : ${methods}.`,
    accept: 'Accepter',
    acceptOf: (organization) => `Accepter l’invitation de ${organization}`,
    accepting: 'Acceptation…',
    joined: (organization) => `Vous faites maintenant partie de ${organization}.`,
    activate: 'Activer une méthode acceptée',
  },
  home: {
    title: (name) => `Bonjour, ${name}`,
    signedInAs: 'Connecté en tant que',
    mfaOn: 'L’authentification multifacteur est activée',
    mfaOnDetail: (method) => `Votre méthode préférée : ${method}.`,
    mfaOff: 'L’authentification multifacteur est désactivée',
    mfaOffDetail:
      'Avec elle, personne ne peut se connecter avec un mot de passe volé seulement. L’activation prend deux minutes.',
    activate: 'L’activer maintenant',
    manage: 'La gérer dans les paramètres',
    oneFactor:
      'Ajoutez une seconde méthode, pour ne pas être bloqué si vous perdez un appareil ou votre boîte aux lettres.',
    addFactor: 'Ajouter une autre méthode',
    fewRecoveryCodes: (count) =>
      count === 0
        ? 'Vous n’avez plus de codes de récupération.'
        : `Il ne vous reste que ${format.plural(count, { one: '# code de récupération', other: '# codes de récupération' })}.`,
    makeRecoveryCodes: 'En créer de nouveaux',
    required: (organizations, several) =>
      `${organizations} ${several ? 'exigent' : 'exige'} l’authentification multifacteur de ${several ? 'leurs' : 'ses'} membres.`,
    due: (organization, when, methods) =>
      `${organization} exigera l’authentification multifacteur à partir du ${when}. Méthodes acceptées : ${methods}.`,
    dueTitle: 'Vous aurez bientôt besoin d’une autre méthode',
    organizations: 'Organisations',
    noOrganizations:
      'Vous ne faites encore partie d’aucune organisation. Un propriétaire peut vous inviter par e-mail.',
  },

  ends: {
    title: 'Vos données et la fin de votre compte',
    exportText:
      'Un fichier avec tout ce qui est enregistré sur vous : compte, méthodes, sessions, organisations et journal de sécurité.',
    export: 'Télécharger mes données',
    exporting: 'Collecte…',
    fileName: 'donnees-du-compte',
    deleteText:
      'Votre compte est supprimé sept jours après votre demande. D’ici là, vous pouvez changer d’avis.',
    delete: 'Supprimer mon compte',
    deleting: 'Demande de suppression…',
    deleteTitle: 'Supprimer votre compte ?',
    deleteConsequences:
      'Dans sept jours, votre compte, ses méthodes, ses clés SSH et son journal de sécurité seront définitivement supprimés. Les organisations dont vous êtes le seul membre seront supprimées avec lui. Vos autres sessions sont fermées maintenant.',
    deleteWeek:
      'D’ici là, vous pouvez conserver le compte : connectez-vous et indiquez-le sur la page d’accueil.',
    deleteConfirm: 'Oui, le supprimer dans sept jours',
    planned: (when) => `Votre compte sera supprimé le ${when}. Vous pouvez encore le conserver.`,
    waitingTitle: 'Votre compte va être supprimé',
    waiting: (when) =>
      `Votre compte sera supprimé le ${when}. Si vous ne l’avez pas demandé, conservez le compte et changez votre mot de passe.`,
    keep: 'Conserver mon compte',
    keeping: 'Veuillez patienter…',
    kept: 'Votre compte est conservé.',
  },

  activate: {
    title: 'Activer l’authentification multifacteur pour votre compte',
    type: 'Méthode d’authentification multifacteur',
    alreadyEnabled: 'Déjà activée pour votre compte.',
    notAccepted: 'Votre organisation n’accepte pas cette méthode.',
    typeHints: {
      authenticator:
        'Une application sur votre téléphone affiche un nouveau code toutes les 30 secondes. Elle fonctionne sans réseau.',
      email: 'Nous envoyons un code à l’adresse e-mail de votre compte à chaque connexion.',
      passkey:
        'Vous vous connectez avec votre appareil ou une clé de sécurité, par empreinte, visage ou code PIN. Cela protège contre l’hameçonnage.',
    },
    factorName: 'Nom de cette application d’authentification (facultatif)',
    factorNameHint: 'Pour la distinguer des autres, par exemple « téléphone professionnel ».',
    submit: 'Activer',
    submitting: 'Vérification…',
    prove:
      'L’authentification multifacteur est déjà activée pour ce compte. Confirmez avec la méthode que vous avez, puis ajoutez la nouvelle.',
    completeTitle: 'Terminer l’activation de l’authentification multifacteur',
    scan: 'Scannez ceci avec votre application d’authentification, puis saisissez le code qu’elle affiche.',
    qr: 'Code QR avec la clé pour votre application d’authentification. La clé figure aussi ci-dessous, pour que vous puissiez la saisir.',
    secret: 'Impossible de le scanner ? Saisissez cette clé :',
    openApp: 'Ouvrir dans votre application d’authentification',
    otherDevice: 'Utiliser une application sur un autre appareil',
    copySecret: 'Copier la clé',
    hiddenAgain:
      'Le code QR n’est affiché qu’une fois. Si vous l’avez scanné, saisissez le code affiché par votre application. Sinon, recommencez pour en obtenir un nouveau.',
    preferred: 'Définir comme méthode préférée :',
    complete: 'Terminer l’activation MFA',
    completing: 'Finalisation…',
    makingRecoveryCodes: 'Création de vos codes de récupération. Cela prend quelques secondes.',
    success: 'L’authentification multifacteur a été activée !',
    expiredTitle: 'Cette activation a expiré',
    expired:
      'Un code fonctionne pendant 10 minutes. Rien n’a été modifié. Recommencez pour en obtenir un nouveau.',
    noTriesTitle: 'Plus de tentatives',
    noTries:
      'Ce code était également incorrect, et une activation permet cinq tentatives. Rien n’a été modifié.',
    startAgain: 'Recommencer',
  },

  recoveryCodes: {
    title: 'Enregistrez vos codes de récupération',
    why: 'Si vous perdez votre téléphone, votre clé de sécurité ou votre boîte aux lettres, chacun de ces codes vous permet de vous connecter une fois, à la place de votre méthode. Ils ne sont affichés que maintenant.',
    where:
      'Imprimez-les ou conservez-les dans un gestionnaire de mots de passe, pas sur le téléphone qui affiche vos codes.',
    list: 'Codes de récupération',
    copy: 'Tout copier',
    download: 'Télécharger',
    print: 'Imprimer',
    kept: 'Je les ai enregistrés',
    fileName: 'codes de récupération',
    fileHeading: (brand, email) =>
      `${brand} : codes de récupération pour ${email}. Chacun ne fonctionne qu’une fois.`,
    fileOrigin: (origin) => `Connexion à l’adresse ${origin}`,
    fileDate: (when) => `Créés le ${when}. Des codes plus récents remplacent ceux-ci.`,
    leaveTitle: 'Quitter sans vos codes de récupération ?',
    leaveText:
      'Ils ne sont affichés que maintenant. Si vous ne les avez pas enregistrés, vous devrez en créer de nouveaux.',
    leaveConfirm: 'Quitter',
    notSavedTitle: 'Les avez-vous notés ?',
    notSavedText:
      'Vous n’avez ni copié, ni téléchargé, ni imprimé les codes, et ils ne sont affichés que maintenant.',
    notSavedConfirm: 'Oui, je les ai',
    backToCodes: 'Retour aux codes',
  },

  settings: {
    title: 'Paramètres du compte',
    expand: 'Développer',
    close: 'Fermer',
    edit: 'Modifier',
    save: 'Enregistrer',
    saving: 'Enregistrement…',
    of: (label) => ` : ${label}`,
    name: 'Nom',
    noName: 'Non indiqué',
    nameSaved: 'Votre nom a été modifié.',
    language: 'Langue',
    languageText: 'Les e-mails concernant votre compte sont aussi dans cette langue.',
    languageOfBrowser: 'Celle du navigateur ; e-mails en anglais',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    currentPassword: 'Mot de passe actuel',
    newPassword: 'Nouveau mot de passe',
    passwordDots: 'Masqué',
    keepKeys: 'Clés SSH à conserver',
    keepKeysHint:
      'Une personne qui connaissait votre ancien mot de passe a pu ajouter une clé SSH. Les clés que vous ne sélectionnez pas sont supprimées.',
    passwordSaved: 'Votre mot de passe a été modifié et vos autres sessions ont été fermées.',
    passwordWrong: 'Ce n’est pas votre mot de passe actuel.',
    noPassword: 'Aucun : vous vous connectez avec une clé d’accès',
    setPassword: 'Définir un mot de passe',
    passwordSet: 'Votre mot de passe a été défini et vos autres sessions ont été fermées.',
    removePassword: 'Supprimer le mot de passe',
    removePasswordHint:
      'Vos clés d’accès permettent de vous connecter sans lui, et un mot de passe qui n’existe pas ne peut pas être volé.',
    removePasswordTitle: 'Supprimer votre mot de passe ?',
    removePasswordText:
      'Ensuite, vous ne vous connecterez plus qu’avec une clé d’accès. Vos autres sessions sont fermées et vos clés SSH supprimées. La ligne de commande demande un mot de passe : vous ne pourrez pas vous y connecter sans clé SSH.',
    removePasswordWays:
      'Si vous perdez vos clés d’accès, un lien que nous vous envoyons par e-mail permet de définir de nouveau un mot de passe. Il vous faudra alors aussi l’un de vos codes de récupération.',
    removePasswordConfirm: 'Oui, le supprimer',
    passwordRemoved: 'Votre mot de passe a été supprimé. Vous vous connectez désormais avec une clé d’accès.',
    neededWithoutPassword:
      'Votre compte n’a pas de mot de passe : il lui faut deux clés d’accès, ou une clé d’accès et des codes de récupération. Activez une autre clé d’accès ou définissez un mot de passe avant de désactiver celle-ci.',
    onlyPasskeys: 'Utiliser uniquement des clés d’accès',
    onlyPasskeysHint: (methods) =>
      `Vos clés d’accès résistent à l’hameçonnage, mais une fausse page de connexion peut encore vous demander le code d’une autre méthode (${methods}). Sans elle, votre compte est aussi sûr que vos clés d’accès.`,
    onlyPasskeysTitle: 'Utiliser uniquement des clés d’accès ?',
    onlyPasskeysText: (methods) =>
      `Seront désactivées : ${methods}. Vos clés d’accès et vos codes de récupération restent. Vous pourrez réactiver d’autres méthodes plus tard.`,
    onlyPasskeysConfirm: 'Oui, désactiver les autres',
    onlyPasskeysBanner: 'Les clés d’accès sont maintenant votre seule méthode.',
    mfa: 'MFA :',
    enabled: 'ACTIVÉE',
    disabled: 'DÉSACTIVÉE',
    enable: 'Activer',
    enableAnother: 'En activer une autre',
    disable: 'Désactiver',
    makePreferred: 'Préférer',
    working: 'Veuillez patienter…',
    preferred: 'préférée',
    addedAt: (when) => `Ajoutée le ${when}`,
    lastUsedAt: (when) => `Dernière utilisation le ${when}`,
    neverUsed: 'Pas encore utilisée',
    notEnabled: 'Non activée',
    factorLimit: (maximum) => `C’est la limite. Un compte peut en avoir ${maximum}.`,
    enableTitle: (method) => `Activer : ${method} ?`,
    enableText:
      'Votre adresse e-mail, votre mot de passe et un code de la nouvelle méthode vous seront demandés.',
    enableWithoutPasswordText: 'Il vous sera d’abord demandé de confirmer avec une clé d’accès.',
    enablePasskeyText:
      'Votre adresse e-mail et votre mot de passe vous seront demandés, et votre navigateur créera la clé d’accès.',
    enableConfirm: 'Oui, l’activer',
    synced: 'Synchronisée avec vos autres appareils',
    notSynced: 'Sur un seul appareil',
    rename: 'Renommer',
    renameTitle: (factor) => `Renommer : ${factor}`,
    newName: 'Nouveau nom',
    renamedBanner: (name) => `Le nouveau nom est « ${name} ».`,
    disableTitle: (factor) => `Désactiver : ${factor} ?`,
    disableText: 'Vous ne pourrez plus vous connecter avec. Vous pourrez la réactiver plus tard.',
    disablePreferredText:
      'C’est votre méthode préférée. Parmi les autres, celle que vous avez utilisée en dernier la remplacera.',
    disableLastText:
      'C’est votre seule méthode : l’authentification multifacteur sera désactivée et vos codes de récupération supprimés. Quiconque connaît votre mot de passe pourra alors se connecter.',
    disableConfirm: 'Oui, la désactiver',
    disabledBanner: (factor) => `Désactivée : ${factor}.`,
    mfaOffBanner: 'L’authentification multifacteur est désactivée.',
    preferredBanner: (factor) => `Votre méthode préférée est maintenant : ${factor}.`,
    requiredBy: (organizations) => `Exigée par ${organizations}`,
    due: (organization, when, methods) => `Avant le ${when} : ${organization} accepte ${methods}.`,
    lastWhileRequired:
      'Une organisation l’exige. Activez une autre méthode acceptée avant de désactiver celle-ci.',
    recoveryCodes: 'Codes de récupération',
    recoveryCodesLeft: (count) => `${count} sur 10 restants`,
    makeRecoveryCodes: 'En créer de nouveaux',
    makeRecoveryCodesTitle: 'Créer de nouveaux codes de récupération ?',
    makeRecoveryCodesText: 'Les anciens cesseront immédiatement de fonctionner.',
    makeRecoveryCodesConfirm: 'Oui, en créer de nouveaux',
    sessions: 'Sessions',
    sessionsIntro: 'Où votre compte est connecté. Fermez toute session que vous ne reconnaissez pas.',
    thisSession: 'cette session',
    kinds: { dashboard: 'Tableau de bord', cli: 'Ligne de commande' },
    unknownBrowser: 'Programme inconnu',
    sessionFacts: (signedInAt, methods, lastSeenAt) =>
      `Connexion le ${signedInAt} avec ${methods}, dernière activité le ${lastSeenAt}`,
    endSession: 'Fermer',
    ending: 'Fermeture…',
    endOthers: 'Fermer toutes les autres sessions',
    endOthersTitle: 'Fermer toutes les autres sessions ?',
    endOthersText: 'Tous les autres navigateurs et lignes de commande sont immédiatement déconnectés.',
    endOthersConfirm: 'Oui, les fermer',
    sessionEnded: 'La session a été fermée.',
    othersEnded: 'Toutes les autres sessions ont été fermées.',
    devices: 'Appareils',
    devicesIntro:
      'Ces navigateurs et lignes de commande se sont connectés à votre compte. Vous recevez un e-mail quand un autre le fait. Supprimez ceux que vous n’utilisez plus.',
    noDevices: 'Aucun appareil n’est encore connu. Il le devient à la connexion.',
    thisDevice: 'cet appareil',
    deviceFacts: (lastSignedInAt) => `Dernière connexion le ${lastSignedInAt}`,
    trustedUntil: (when) => `Connexion sans code jusqu’au ${when}`,
    removeDevice: 'Supprimer',
    removingDevice: 'Suppression…',
    removeOwnDevice: 'Supprimer et se déconnecter',
    deviceRemoved: 'L’appareil a été supprimé et ses sessions ont été fermées.',
    keys: 'Clés SSH',
    keysIntro:
      'Depuis une ligne de commande, vous pouvez vous connecter avec une clé SSH au lieu du mot de passe. Un second facteur vous est quand même demandé.',
    noKeys: 'Vous n’avez pas de clés SSH.',
    addKey: 'Ajouter une clé',
    addingKey: 'Ajout…',
    keyName: 'Nom de cette clé',
    keyNameHint: 'Par exemple l’ordinateur où elle se trouve : « laptop ».',
    publicKey: 'Clé publique',
    publicKeyHint: 'La ligne du fichier .pub d’une clé RSA : ssh-rsa AAAA…',
    keyNameMissing: 'Saisissez un nom pour la clé.',
    publicKeyMissing: 'Collez la ligne du fichier .pub.',
    keyIsAdded: (name) => `La clé « ${name} » a été ajoutée.`,
    keyAdded: (when) => `Ajoutée le ${when}`,
    removeKey: 'Supprimer',
    removingKey: 'Suppression…',
    removeKeyTitle: (name) => `Supprimer la clé « ${name} » ?`,
    removeKeyText: 'Elle ne permettra plus de se connecter, et vos autres sessions seront fermées.',
    removeKeyConfirm: 'Oui, la supprimer',
    keyRemoved: 'La clé a été supprimée.',
    events: 'Événements de sécurité',
    eventsIntro:
      'Ce qui s’est passé dans votre compte. Si vous ne reconnaissez pas quelque chose, changez votre mot de passe et fermez toutes les autres sessions.',
    showMore: 'Afficher plus',
    noEvents: 'Rien pour l’instant.',
  },

  sessionMethods: methodNames,

  events: {
    'account-created': 'Compte créé',
    'signed-in': 'Connexion',
    'sign-in-code-failed': 'Mot de passe correct, mais codes incorrects à la connexion',
    'stepped-up': 'Identité confirmée',
    'factor-enabled': 'Méthode activée',
    'factor-disabled': 'Méthode désactivée',
    'factor-renamed': 'Méthode renommée',
    'passkey-counter-regressed': 'Clé d’accès refusée : peut-être copiée',
    'factor-preferred': 'Méthode préférée modifiée',
    'recovery-code-used': 'Code de récupération utilisé',
    'recovery-codes-regenerated': 'Nouveaux codes de récupération créés',
    'browser-code-made': 'Code pour un terminal créé',
    'password-changed': 'Mot de passe modifié',
    'password-removed': 'Mot de passe supprimé',
    'password-reset': 'Mot de passe réinitialisé',
    'activation-undone': 'Activation annulée',
    'name-changed': 'Nom modifié',
    'language-changed': 'Langue modifiée',
    'key-added': 'Clé SSH ajoutée',
    'key-removed': 'Clé SSH supprimée',
    'session-ended': 'Session fermée',
    'other-sessions-ended': 'Toutes les autres sessions fermées',
    'organization-joined': 'Organisation rejointe',
    'device-removed': 'Appareil supprimé',
    'organization-left': 'Organisation quittée',
    'organization-removed': 'Retiré d’une organisation',
    'role-changed': 'Rôle modifié dans une organisation',
    'factors-reset': 'Toutes les méthodes réinitialisées',
    'factors-reset-requested': 'Réinitialisation de toutes les méthodes demandée',
    'factors-reset-withdrawn': 'Réinitialisation de toutes les méthodes retirée',
    'factors-reset-cancelled': 'Réinitialisation de toutes les méthodes annulée',
    'methods-unlocked': 'Méthodes débloquées par l’opérateur de ce service',
    'account-deletion-requested': 'Suppression du compte demandée',
    'account-kept': 'Suppression du compte annulée',
    'organization-deleted': 'Organisation supprimée',
    'membership-confirmed': 'Compte confirmé par un propriétaire d’une organisation',
  },

  register: {
    title: 'S’inscrire',
    name: 'Nom (facultatif)',
    submit: 'S’inscrire',
    submitting: 'Inscription…',
    haveAccount: 'Vous avez déjà un compte ?',
    signInHere: 'Connectez-vous ici',
  },

  verify: {
    title: 'Confirmez votre adresse',
    sent: (email) =>
      `Nous avons envoyé un message à ${email}. Il contient un code pour le nouveau compte, ou indique qu’un compte existe déjà.`,
    sentSomewhere: 'Saisissez le code du message que nous vous avons envoyé.',
    field: 'Code',
    submit: 'Confirmer',
    submitting: 'Confirmation…',
    success: 'Votre adresse est confirmée. Vous pouvez maintenant vous connecter à votre nouveau compte.',
    signedIn: 'Votre adresse est confirmée et vous êtes connecté.',
    nothingCame: 'Pas de message, ou le code a expiré ?',
    registerAgain: 'Inscrivez-vous de nouveau ici',
    linkTitle: 'Créez votre compte',
    linkIntro:
      'Saisissez le mot de passe avec lequel vous vous êtes inscrit. Si vous n’en avez pas choisi, choisissez-le maintenant : lui seul ouvrira le compte.',
    password: 'Mot de passe',
    create: 'Créer le compte',
    linkOver: 'Le lien a expiré ou a déjà été utilisé ?',
    noRegistrationTitle: 'Quelle inscription ?',
    noRegistration: 'Ouvrez le lien du message que nous vous avons envoyé, ou inscrivez-vous de nouveau.',
    expired:
      'Cette inscription a expiré ou a déjà été utilisée. Inscrivez-vous de nouveau pour obtenir un nouveau code.',
    noTries:
      'Ce code était également incorrect, et une inscription permet cinq tentatives. Inscrivez-vous de nouveau pour obtenir un nouveau code.',
  },

  reset: {
    title: 'Réinitialisez votre mot de passe',
    intro:
      'Saisissez l’adresse de votre compte. Nous vous enverrons un lien pour définir un nouveau mot de passe.',
    submit: 'Envoyer le lien',
    submitting: 'Envoi…',
    sentTitle: 'Consultez vos e-mails',
    sent: (email) =>
      `Nous avons envoyé un message à ${email}. Si l’adresse a un compte, il contient un lien qui fonctionne pendant une heure.`,
    notCome: 'Pas de message ? Regardez dans les courriers indésirables, puis demandez-en un autre.',
    askAgain: 'En demander un autre',
    newTitle: 'Définissez un nouveau mot de passe',
    newIntro: 'Vous serez déconnecté partout. L’authentification multifacteur reste inchangée.',
    newPassword: 'Nouveau mot de passe',
    save: 'Définir le mot de passe',
    saving: 'Enregistrement…',
    success: 'Votre nouveau mot de passe est défini. Connectez-vous avec.',
    linkDead: 'Ce lien a expiré ou a déjà été utilisé. Demandez-en un nouveau.',
    askForLink: 'Demander un nouveau lien',
  },

  cancelReset: {
    title: 'Annuler la réinitialisation',
    intro:
      'Quelqu’un a demandé à l’opérateur de ce service de réinitialiser l’authentification multifacteur de votre compte, ce qui supprime toutes les méthodes. Si ce n’était pas vous, annulez-la et réinitialisez votre mot de passe, car quelqu’un essaie d’accéder à votre compte.',
    submit: 'Annuler la réinitialisation',
    submitting: 'Annulation…',
    itWasMe: 'C’était moi, continuer',
    doneTitle: 'Annulée',
    done: 'Vos méthodes restent inchangées. Réinitialisez maintenant votre mot de passe, car la personne qui a fait la demande le connaît peut-être.',
    noTokenTitle: 'Ouvrez de nouveau le lien',
    noToken:
      'Le lien de notre message fonctionne une fois, jusqu’à la réinitialisation. Ouvrez-le de nouveau depuis le message, car cette page ne le conserve pas.',
    linkDead:
      'Ce lien ne fonctionne plus. La réinitialisation a déjà été annulée ou effectuée, ou votre mot de passe ou vos méthodes ont changé depuis.',
    toReset: 'Réinitialiser le mot de passe',
  },

  undo: {
    title: 'Annuler l’activation',
    intro:
      'Si quelqu’un d’autre a activé l’authentification multifacteur pour votre compte, cette personne connaît votre mot de passe. L’annulation :',
    effects: [
      'désactive de nouveau l’authentification multifacteur,',
      'ferme toutes les sessions,',
      'rend le mot de passe inutilisable et vous envoie un lien pour en définir un nouveau.',
    ],
    submit: 'Annuler l’activation',
    submitting: 'Annulation…',
    itWasMe: 'C’était moi, ne rien changer',
    doneTitle: 'Annulée',
    done: 'L’authentification multifacteur est désactivée, toutes les sessions sont fermées et l’ancien mot de passe ne fonctionne plus. Nous vous avons envoyé un lien pour en définir un nouveau.',
    noTokenTitle: 'Ouvrez de nouveau le lien',
    noToken:
      'Le lien de notre message fonctionne une fois, pendant sept jours. Ouvrez-le de nouveau depuis le message, car cette page ne le conserve pas.',
    linkDead:
      'Ce lien a expiré ou a déjà été utilisé. Si vous ne pouvez plus utiliser votre compte, réinitialisez votre mot de passe maintenant.',
    toReset: 'Réinitialiser le mot de passe',
  },

  notFound: {
    title: 'Cette page n’existe pas',
    text: 'Vérifiez l’adresse ou continuez à partir d’ici.',
    home: 'Vers votre compte',
    help: 'Aide',
  },

  pageFailed: {
    title: 'Cette page ne s’est pas chargée',
    text: 'Vérifiez votre connexion, puis rechargez. Après une mise à jour du service, il suffit de recharger.',
  },

  unreachable: {
    title: 'Le serveur est injoignable',
    text: 'Vérifiez votre connexion, puis réessayez. Si d’autres sites fonctionnent, le service est peut-être surchargé. Attendez un moment.',
  },
  crash: {
    title: 'Une erreur s’est produite sur cette page',
    text: 'Rechargez-la pour continuer. Ce que vous avez enregistré est conservé.',
    reload: 'Recharger',
  },
});
