import type { Texts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';
import { help, usage } from './help.ts';
import { accountEntries, organizationEntries } from './log-entries.ts';
import { organizations } from './organizations.ts';
import { reasons } from './reasons.ts';

const noPermission = 'vous n’avez pas l’autorisation';
const cutOff = 'la connexion a été coupée';
const timedOut = 'la connexion a pris trop de temps';
const untrusted = 'son certificat vient d’une autorité qui n’est pas reconnue ici';

/** What the command says in French. */
export const french = (format: Formats): Texts => {
  const { number, list, choice, plural } = format;

  return {
    reasons: reasons(format),
    help,
    usage,
    organizations: organizations(format),

    ending: {
      interrupted: 'Interrompu.',
      internalError: 'erreur interne (merci de la signaler)',
      outputFailed: (why) => `La sortie ne peut pas être écrite : ${why}.`,
    },

    words: {
      yes: 'oui',
      no: 'non',
      none: 'aucun',
      nothingChanged: 'Rien n’a été modifié.',
      moreWithCursor: (cursor) => `Il y en a d’autres : --cursor ${cursor}`,
    },

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

    ask: {
      email: 'Nom d’utilisateur ou e-mail : ',
      newEmail: 'E-mail : ',
      enterMeans: (email) => `Appuyez sur Entrée pour vous connecter en tant que ${email}.`,
      password: 'Mot de passe : ',
      newPassword: 'Nouveau mot de passe : ',
      samePassword: 'Encore une fois : ',
      passwordsDiffer: 'Les saisies sont différentes. Saisissez-le de nouveau deux fois.',
      token: {
        email: 'Code (envoyé par e-mail) : ',
        authenticator: 'Code (de votre application d’authentification) : ',
        passkey: 'Code du navigateur : ',
      },
      otherToken: 'Code : ',
      yesOrNo: (question) => `${question} [o/N] `,
      affirmative: ['o', 'oui', 'y', 'yes'],
    },
    noTerminal: {
      email:
        'L’adresse e-mail est nécessaire, et il n’y a pas de terminal pour la demander. Indiquez-la avec --email.',
      password:
        'Le mot de passe est nécessaire, et il n’y a pas de terminal pour le demander. Donnez-le sur une ligne de stdin avec --password-stdin.',
      otp: 'Un code de vérification est nécessaire, et il n’y a pas de terminal pour le demander. Donnez-le sur une ligne de stdin avec --otp-stdin.',
      confirmation:
        'Une confirmation est nécessaire, et il n’y a pas de terminal pour la demander. Confirmez avec --yes.',
    },
    stdinEnded: {
      password: 'stdin s’est terminé avant la ligne du mot de passe.',
      newPassword: 'stdin s’est terminé avant la ligne du nouveau mot de passe.',
      otp: 'stdin s’est terminé avant la ligne du code de vérification.',
      notUtf8:
        'stdin n’est pas en UTF-8. Dans PowerShell, réglez-le avant : $OutputEncoding = [System.Text.UTF8Encoding]::new()',
    },
    otpCommand: {
      failed: (why) => `La commande de --otp-command n’a pas donné de code de vérification : ${why}.`,
      endedWith: (code) => `elle s’est terminée avec ${code}`,
      printedNothing: 'elle n’a rien affiché',
    },

    folders: {
      noHome:
        'Il n’y a pas de dossier personnel pour les réglages : HOME n’est pas un chemin absolu. Définissez HOME ou XDG_CONFIG_HOME.',
      notWritten: (path) => `${path} ne peut pas être écrit`,
      notRead: (path) => `${path} ne peut pas être lu`,
      notDeleted: (path) => `${path} ne peut pas être supprimé`,
      errors: {
        EACCES: noPermission,
        EPERM: noPermission,
        EROFS: 'le système de fichiers est en lecture seule',
        ENOSPC: 'le disque est plein',
        EDQUOT: 'le quota du disque est épuisé',
        ENOTDIR: 'une partie du chemin n’est pas un dossier',
        EISDIR: 'c’est un dossier',
        ENOENT: 'il n’existe pas',
        ELOOP: 'ses liens tournent en rond',
        ENAMETOOLONG: 'le chemin est trop long',
        EMFILE: 'trop de fichiers sont ouverts',
        EIO: 'le disque a signalé une erreur',
      },
    },

    server: {
      missing:
        'Aucun serveur n’est défini. Définissez-le une fois avec `mfa config server https://mfa.example.com`, ou avec MFA_SERVER.',
      unreadable: (path) => `La configuration ${path} ne peut pas être lue`,
      broken: (path) =>
        `${path} est endommagé. Définissez de nouveau le serveur : \`mfa config server https://mfa.example.com\`.`,
      notAnAddress: (text) =>
        `${text} n’est pas l’adresse d’un serveur. Écrivez https://mfa.example.com (http:// seulement pour localhost).`,
      isNow: (server) => `Le serveur est maintenant ${server}.`,
      facts: { server: 'serveur', configuration: 'configuration' },
      from: (server, source) => `${server} (de ${source})`,
      notSet: 'non défini',
      unreachable: (server, why) => `${server} est injoignable : ${why}.`,
      noAnswerWithin: (what, seconds) =>
        `pas de réponse à ${what} en ${number(seconds)} s (--timeout attend plus longtemps)`,
      throughProxy: (proxy) =>
        `La requête est passée par le proxy ${proxy} (HTTPS_PROXY) ; NO_PROXY fait des exceptions.`,
      malformedProxy: 'de HTTPS_PROXY, qui n’est pas une adresse',
      certificateAdvice:
        'Si une entreprise ou un proxy signe ses propres certificats, indiquez le fichier de son autorité : NODE_EXTRA_CA_CERTS=/path/to/ca.pem. Les versions récentes de Node font aussi confiance à ceux du système : NODE_USE_SYSTEM_CA=1.',
      requestFailed: 'la requête a échoué',
      networkErrors: {
        ECONNREFUSED: 'la connexion a été refusée',
        ECONNRESET: cutOff,
        UND_ERR_SOCKET: cutOff,
        ENOTFOUND: 'cet hôte n’existe pas',
        EAI_AGAIN: 'le nom de l’hôte n’a pas pu être résolu',
        ETIMEDOUT: timedOut,
        UND_ERR_CONNECT_TIMEOUT: timedOut,
        EHOSTUNREACH: 'l’hôte est injoignable',
        ENETUNREACH: 'le réseau est injoignable',
        DEPTH_ZERO_SELF_SIGNED_CERT: 'son certificat est autosigné',
        SELF_SIGNED_CERT_IN_CHAIN: untrusted,
        UNABLE_TO_GET_ISSUER_CERT: untrusted,
        UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
        UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
        CERT_HAS_EXPIRED: 'son certificat a expiré, ou l’horloge de cet ordinateur est incorrecte',
        CERT_NOT_YET_VALID:
          'son certificat n’est pas encore valable, ou l’horloge de cet ordinateur est incorrecte',
        ERR_TLS_CERT_ALTNAME_INVALID: 'son certificat est pour un autre hôte',
      },
      notOurs: (server, why) =>
        `${server} n’est pas un service de ce type : ${why}, sous une forme inconnue. L’adresse est-elle correcte ? \`mfa config\` l’affiche.`,
      answered: (status) => `il a répondu ${status}`,
      answeredWithoutToken: 'il a répondu sans jeton',
      throttled: 'Le service reçoit trop de requêtes en ce moment. Réessayez dans une minute.',
      failing: (server, status) =>
        `${server} a répondu ${status} et ne fonctionne donc pas en ce moment. Réessayez plus tard.`,
    },

    session: {
      unreadable: (path) => `La session enregistrée ${path} ne peut pas être lue`,
      tokenMalformed: 'MFA_TOKEN n’est pas le jeton d’une session : un jeton est une ligne sans espaces.',
      readableByOthers: (path, mode) => `${path} est lisible par d’autres (mode ${mode})`,
      broken: (path) => `${path} est endommagé`,
      notUsed: (why) => `${why}. Elle n’est pas utilisée : reconnectez-vous.`,
      tokenEnded: 'La session de MFA_TOKEN est terminée, ou n’a jamais existé. Définissez-en un nouveau.',
      tokenNotFresh:
        'Cela nécessite une session connectée depuis dix minutes au plus, avec votre facteur. Celle de MFA_TOKEN ne l’est pas : définissez-en un nouveau.',
      signedInAs: (email) => `Connecté en tant que ${email}.`,
      signedOut: 'Déconnecté.',
      notSignedIn: 'Vous n’étiez pas connecté.',
      facts: { signedIn: 'connecté', until: 'jusqu’au', memberOf: 'membre de' },
      signedInAt: (when, methods) => `${when} avec ${list(methods)}`,
      membership: (organization, role) => `${organization} (${role})`,
    },

    accounts: {
      none: 'Personne n’est connecté ici. Se connecter : mfa signin',
      columns: { email: 'E-MAIL', current: 'ACTUEL', session: 'SESSION', server: 'SERVEUR' },
      ended: 'terminée',
      until: (when) => `jusqu’au ${when} au plus`,
      nowCurrent: (email) => `Les commandes utilisent maintenant ${email}.`,
      unknown: (email, known) =>
        known.length > 0
          ? `${email} n’est pas connecté ici. Connectés : ${list(known)}. Se connecter avec : mfa signin --email ${email}`
          : `${email} n’est pas connecté ici. Se connecter avec : mfa signin --email ${email}`,
      whichOne: (known) =>
        known.length > 1
          ? `Indiquez l’adresse e-mail de l’un de ces comptes : ${list(known)}.`
          : 'Il n’y a pas d’autre compte auquel passer. Se connecter avec un autre : mfa signin',
      twoNamed: '--account et --email indiquent des comptes différents. Indiquez l’un des deux.',
      tokenOfAnother: (owner, named) =>
        `MFA_TOKEN appartient à ${owner}, pas à ${named}. Retirez-le, ou n’indiquez pas le compte.`,
    },

    registration: {
      sent: 'Un code a été envoyé à cette adresse e-mail. Il prouve que l’adresse est la vôtre.',
      done: (email) => `Créé : ${email}. Se connecter : mfa signin --email ${email}`,
    },
    password: {
      changed: 'Le mot de passe a été modifié. Toutes les autres sessions ont été fermées.',
      linkRequested:
        'Si cette adresse e-mail a un compte, un lien lui a été envoyé. Il est valable une heure : mfa password reset LINK',
      reset:
        'Le mot de passe a été modifié, et toutes les sessions ont été fermées. Se connecter : mfa signin',
    },
    links: {
      other: (page) =>
        `Indiquez le lien tel qu’il est dans l’e-mail, entre guillemets. Son chemin est ${page}.`,
    },
    undo: {
      '/account/mfa/undo': {
        ask: 'Supprimer le facteur, fermer toutes les sessions et faire définir un nouveau mot de passe ?',
        done: 'Le facteur a été supprimé. Définissez un nouveau mot de passe avec le lien du prochain e-mail.',
      },
      '/account/mfa/cancel-reset': {
        ask: 'Annuler la réinitialisation de vos facteurs ?',
        done: 'La réinitialisation est annulée. Vos facteurs restent inchangés.',
      },
    },
    account: {
      facts: { name: 'nom', id: 'id', language: 'langue', factors: 'facteurs', memberOf: 'membre de' },
      withoutFactor: 'aucun',
      renamed: (name) => `Votre nom est maintenant ${name}.`,
      languageChosen: (language) =>
        `La langue de votre compte est maintenant ${language}. Les e-mails et les commandes suivantes l’utilisent.`,
      deletionEffects: [
        'Vos autres sessions sont fermées maintenant. Après 7 jours, votre compte est définitivement supprimé, avec ses facteurs, ses clés SSH, son journal de sécurité et les organisations dont vous êtes le seul membre.',
        'D’ici là, vous pouvez le conserver : mfa account keep',
      ],
      askToDelete: (email) => `Supprimer le compte ${email} ?`,
      deletionRequested: (when) =>
        `Votre compte sera supprimé le ${when}. Pour le conserver, exécutez avant : mfa account keep`,
      kept: 'Votre compte est conservé.',
    },
    keys: {
      none: 'Aucune clé SSH. En ajouter une : mfa keys add ~/.ssh/id_rsa.pub',
      columns: { name: 'NOM', fingerprint: 'EMPREINTE', added: 'AJOUTÉE' },
      added: (name, fingerprint) => `Ajoutée : ${name} (${fingerprint}).`,
      removed: (name) => `Supprimée : ${name}. Toutes les autres sessions ont été fermées.`,
      askToRemove: (name) => `Supprimer la clé SSH ${name} et fermer toutes les autres sessions ?`,
      unknown: (name) => `Vous n’avez pas de clé SSH ${name}. \`mfa keys\` liste les vôtres.`,
      privateKey: (file) =>
        `${file} est une clé privée, qui reste sur cet ordinateur. Indiquez la clé publique : ${file}.pub`,
      nameNeeded: 'La clé n’a pas de commentaire qui puisse la nommer. Donnez-lui un nom avec --name.',
    },
    api: {
      path: 'Indiquez un chemin qui commence par /, comme /account.',
      field: (given) => `Écrivez ${given} sous la forme nom=valeur.`,
      jsonField: (name) => `La valeur de ${name} n’est pas du JSON. Pour un texte, utilisez --field.`,
      input: 'Le corps n’est pas du JSON.',
      inputOrFields: 'Indiquez soit --input, soit des champs.',
    },

    code: {
      required: 'L’authentification à deux facteurs est activée pour ce compte.',
      confirm: 'Veuillez confirmer votre identité.',
      passkeyInBrowser: (url) =>
        `Un terminal ne peut pas utiliser votre clé d’accès. Ouvrez ${url} dans un navigateur et saisissez le code affiché, ou un code de récupération.`,
      typeR: 'Tapez r pour faire renvoyer le code.',
      typeM: (method) =>
        `Tapez m pour utiliser ${method} à la place ; un code de récupération fonctionne aussi.`,
      sentAgain: 'Le code a été renvoyé.',
      waitedTooLong: 'Cela a pris trop de temps : le code n’est plus valable. On recommence.',
    },

    requirements: {
      accepts: ({ name, accept }) => `${name} accepte ${choice(accept)}.`,
      orMethods: (methods) => `ou ${choice(methods)}`,
      inTheBrowser: (url) => `ou dans le navigateur : ${url}`,
      upcoming: ({ name, accept }, when) =>
        `${name} exige un facteur (${choice(accept)}) à partir du ${when}.`,
      unmet: ({ name, accept }) =>
        `${name} exige un facteur (${choice(accept)}), et cette session a été ouverte sans lui.`,
      awaitsConfirmation: ({ name }) =>
        `Demandez à un propriétaire de ${name} de confirmer que ce compte est toujours le vôtre.`,
      enrolmentOnly:
        'D’ici là, elle ne permet que d’activer un facteur, de quitter l’organisation et de se déconnecter.',
      enable: (command) => `En activer un : ${command}`,
    },

    factors: {
      none: 'Aucun facteur n’est activé. En activer un : mfa factors enable email',
      columns: {
        type: 'TYPE',
        name: 'NOM',
        preferred: '',
        lastUsed: 'DERNIÈRE UTILISATION',
        id: 'ID',
      },
      preferred: 'préféré',
      recoveryCodesLeft: (count) => `Codes de récupération restants : ${number(count)}`,
      enabled: (name) => `Activé : ${name}.`,
      enabledAndPreferred: (name) => `Activé et préféré : ${name}.`,
      signInWithIt: 'Connectez-vous maintenant avec : mfa signin',
      scan: 'Scannez le code avec votre application d’authentification, ou saisissez la clé qui est en dessous :',
      typeSecret:
        'Saisissez cette clé dans votre application d’authentification, ou ouvrez le lien sur l’appareil qui l’a :',
      windowTooSmall: (columns, rows) =>
        `Le code QR ne tient pas. Agrandissez la fenêtre à ${number(columns)} colonnes et ${number(rows)} lignes, et tapez q.`,
      noQrCode: 'Ce terminal ne peut pas afficher de code QR.',
      openLink: (uri) => `  ${uri}`,
      disabled: (name) => `Désactivé : ${name}.`,
      lastFactor: (name, codes) => [
        `${name} est votre seul facteur. Sans lui, votre mot de passe suffit pour se connecter.`,
        ...(codes > 0
          ? [
              plural(codes, {
                one: '# code de récupération ne fonctionnera plus.',
                other: '# codes de récupération ne fonctionneront plus.',
              }),
            ]
          : []),
      ],
      askToDisable: (name) => `Désactiver ${name} ?`,
      codesStop: (codes) =>
        plural(codes, {
          one: 'Le code de récupération qui reste ne fonctionnera plus.',
          other: 'Les # codes de récupération qui restent ne fonctionneront plus.',
        }),
      askToReplaceCodes: 'Créer de nouveaux codes de récupération ?',
      nowPreferred: (name) => `Préféré maintenant : ${name}.`,
      renamed: (name) => `Son nom est maintenant ${name}.`,
      recoveryCodes:
        'Codes de récupération : chacun vous permet de vous connecter une fois, à la place d’un code de vos facteurs. Ils ne sont affichés que maintenant.',
      unknown: (wanted) => `Vous n’avez pas de facteur ${wanted}. \`mfa factors\` liste les vôtres.`,
      ambiguous: (wanted, count) =>
        `${wanted} peut désigner ${number(count)} facteurs : indiquez l’identifiant de l’un d’eux.`,
    },

    devices: {
      columns: {
        id: 'ID',
        current: '',
        program: 'PROGRAMME',
        address: 'ADRESSE',
        lastSignedIn: 'DERNIÈRE CONNEXION',
        trustedUntil: 'SANS CODE JUSQU’AU',
      },
      current: 'celui-ci',
      unknown: (wanted) => `Il n’y a pas d’appareil ${wanted}. \`mfa devices\` liste les vôtres.`,
      ambiguous: (wanted) =>
        `Plusieurs appareils commencent par ${wanted} : indiquez plus de caractères de l’identifiant.`,
      removed: 'L’appareil a été supprimé, et ses sessions ont été fermées.',
    },

    sessions: {
      columns: {
        id: 'ID',
        current: '',
        program: 'PROGRAMME',
        address: 'ADRESSE',
        methods: 'CONNECTÉ AVEC',
        lastSeen: 'DERNIÈRE ACTIVITÉ',
      },
      current: 'celle-ci',
      methods: (methods) => list(methods),
      tooShort: (characters) =>
        `Indiquez au moins les ${number(characters)} premiers caractères de l’identifiant.`,
      askToEndOthers: (count) =>
        plural(count, { one: 'Fermer # autre session ?', other: 'Fermer # autres sessions ?' }),
      askToEndThisOne: 'C’est la session de cette commande. La fermer ?',
      whichOne: 'Indiquez soit l’identifiant de la session à fermer, soit --others.',
      unknown: (wanted) => `Il n’y a pas de session ${wanted}. \`mfa sessions\` liste les vôtres.`,
      ambiguous: (wanted) =>
        `Plusieurs sessions commencent par ${wanted} : indiquez plus de caractères de l’identifiant.`,
      othersEnded: 'Toutes les autres sessions ont été fermées.',
      ended: 'La session a été fermée.',
    },

    environments: {
      none: 'Aucun environnement.',
      columns: { name: 'NOM', namespace: 'NAMESPACE', id: 'ID', organization: 'ORGANISATION' },
      created: (name, id) => `Créé : ${name} (${id}).`,
    },

    entries: { account: accountEntries, organization: organizationEntries },
    events: {
      columns: { when: 'QUAND', what: 'QUOI', about: '', program: 'PROGRAMME', address: 'ADRESSE' },
    },

    doctor: {
      checks: { server: 'serveur', clock: 'horloge', session: 'session' },
      ok: 'ok',
      failed: 'ÉCHEC',
      reached: (server, source, milliseconds) =>
        `${server} (de ${source}) a répondu en ${number(milliseconds)} ms`,
      serverFailed: 'Le serveur ne répond pas comme il devrait.',
      somethingWrong: 'Quelque chose ne va pas. Voir ci-dessus.',
      noServerTime: 'le serveur n’envoie pas son heure',
      clockAgrees: 'à la même heure que le serveur',
      clockAhead: (seconds) => `en avance de ${number(seconds)} s sur le serveur`,
      clockBehind: (seconds) => `en retard de ${number(seconds)} s sur le serveur`,
      clockAdvice: (skew) => `${skew} : réglez-la, sinon les codes de cet ordinateur seront incorrects`,
      notSignedIn: 'vous n’êtes pas connecté',
      session: (email, until) => `${email}, jusqu’au ${until}`,
      sessionEnded:
        'elle est terminée ; la prochaine commande qui en a besoin vous demandera de vous connecter',
      heldBack:
        'une organisation exige un facteur sans lequel elle a été ouverte : activez-en un avec mfa factors enable, puis mfa signin',
    },
  };
};
