import type { Texts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';
import { help, usage } from './help.ts';
import { accountEntries, organizationEntries } from './log-entries.ts';
import { organizations } from './organizations.ts';
import { reasons } from './reasons.ts';

const noPermission = 'no tiene permiso';
const cutOff = 'la conexión se ha cortado';
const timedOut = 'la conexión ha tardado demasiado';
const untrusted = 'su certificado es de una autoridad en la que aquí no se confía';

/** What the command says in Spanish. */
export const spanish = (format: Formats): Texts => {
  const { number, list, choice, plural } = format;

  return {
    reasons: reasons(format),
    help,
    usage,
    organizations: organizations(format),

    ending: {
      interrupted: 'Interrumpido.',
      internalError: 'error interno (por favor, comuníquelo)',
      outputFailed: (why) => `No se puede escribir la salida: ${why}.`,
    },

    words: {
      yes: 'sí',
      no: 'no',
      none: 'ninguno',
      nothingChanged: 'No se ha cambiado nada.',
      moreWithCursor: (cursor) => `Hay más: --cursor ${cursor}`,
    },

    programs: {
      on: (program, system) => `${program} en ${system}`,
      names: {
        'mfa command line': 'línea de comandos mfa',
        'a browser we do not know': 'navegador desconocido',
        'an unknown program': 'programa desconocido',
        'operator command': 'comando del operador',
        'scheduled job': 'tarea programada',
      },
    },

    ask: {
      email: 'Nombre de usuario o correo: ',
      newEmail: 'Correo: ',
      enterMeans: (email) => `Pulse Entrar para iniciar sesión como ${email}.`,
      password: 'Contraseña: ',
      newPassword: 'Contraseña nueva: ',
      samePassword: 'Otra vez: ',
      passwordsDiffer: 'No coinciden. Escríbala de nuevo dos veces.',
      token: {
        email: 'Código (enviado por correo): ',
        authenticator: 'Código (de su aplicación de autenticación): ',
        passkey: 'Código del navegador: ',
      },
      otherToken: 'Código: ',
      yesOrNo: (question) => `${question} [s/N] `,
      affirmative: ['s', 'sí', 'si', 'y', 'yes'],
    },
    noTerminal: {
      email:
        'Hace falta la dirección de correo, y no hay terminal en el que preguntarla. Indíquela con --email.',
      password:
        'Hace falta la contraseña, y no hay terminal en el que preguntarla. Désela en una línea de stdin con --password-stdin.',
      otp: 'Hace falta un código de verificación, y no hay terminal en el que preguntarlo. Délo en una línea de stdin con --otp-stdin.',
      confirmation: 'Hace falta una confirmación, y no hay terminal en el que pedirla. Confirme con --yes.',
    },
    stdinEnded: {
      password: 'stdin terminó antes de la línea de la contraseña.',
      newPassword: 'stdin terminó antes de la línea de la contraseña nueva.',
      otp: 'stdin terminó antes de la línea del código de verificación.',
      notUtf8:
        'stdin no es UTF-8. En PowerShell, establézcalo antes: $OutputEncoding = [System.Text.UTF8Encoding]::new()',
    },
    otpCommand: {
      failed: (why) => `El comando de --otp-command no ha dado ningún código de verificación: ${why}.`,
      endedWith: (code) => `terminó con ${code}`,
      printedNothing: 'no mostró nada',
    },

    folders: {
      noHome:
        'No hay carpeta personal para los ajustes: HOME no es una ruta absoluta. Establezca HOME o XDG_CONFIG_HOME.',
      notWritten: (path) => `No se puede escribir ${path}`,
      notRead: (path) => `No se puede leer ${path}`,
      notDeleted: (path) => `No se puede eliminar ${path}`,
      errors: {
        EACCES: noPermission,
        EPERM: noPermission,
        EROFS: 'el sistema de archivos es de solo lectura',
        ENOSPC: 'el disco está lleno',
        EDQUOT: 'la cuota del disco está agotada',
        ENOTDIR: 'una parte de la ruta no es una carpeta',
        EISDIR: 'es una carpeta',
        ENOENT: 'no existe',
        ELOOP: 'sus enlaces forman un círculo',
        ENAMETOOLONG: 'la ruta es demasiado larga',
        EMFILE: 'hay demasiados archivos abiertos',
        EIO: 'el disco ha fallado',
      },
    },

    server: {
      missing:
        'No hay ningún servidor establecido. Establézcalo una vez con `mfa config server https://mfa.example.com`, o con MFA_SERVER.',
      unreadable: (path) => `No se puede leer la configuración ${path}`,
      broken: (path) =>
        `${path} está dañado. Establezca de nuevo el servidor: \`mfa config server https://mfa.example.com\`.`,
      notAnAddress: (text) =>
        `${text} no es la dirección de un servidor. Escriba https://mfa.example.com (http:// solo para localhost).`,
      isNow: (server) => `El servidor es ahora ${server}.`,
      facts: { server: 'servidor', configuration: 'configuración' },
      from: (server, source) => `${server} (de ${source})`,
      notSet: 'no establecido',
      unreachable: (server, why) => `No se puede conectar con ${server}: ${why}.`,
      noAnswerWithin: (what, seconds) =>
        `sin respuesta a ${what} en ${number(seconds)} s (--timeout espera más)`,
      throughProxy: (proxy) =>
        `La petición pasó por el proxy ${proxy} (HTTPS_PROXY); NO_PROXY hace excepciones.`,
      malformedProxy: 'de HTTPS_PROXY, que no es una dirección',
      certificateAdvice:
        'Si una empresa o un proxy firma sus propios certificados, indique el archivo de su autoridad: NODE_EXTRA_CA_CERTS=/path/to/ca.pem. Las versiones más recientes de Node también confían en los del sistema: NODE_USE_SYSTEM_CA=1.',
      requestFailed: 'la petición ha fallado',
      networkErrors: {
        ECONNREFUSED: 'la conexión se ha rechazado',
        ECONNRESET: cutOff,
        UND_ERR_SOCKET: cutOff,
        ENOTFOUND: 'no existe ese host',
        EAI_AGAIN: 'no se ha podido resolver el nombre del host',
        ETIMEDOUT: timedOut,
        UND_ERR_CONNECT_TIMEOUT: timedOut,
        EHOSTUNREACH: 'no se puede llegar al host',
        ENETUNREACH: 'no se puede llegar a la red',
        DEPTH_ZERO_SELF_SIGNED_CERT: 'su certificado está autofirmado',
        SELF_SIGNED_CERT_IN_CHAIN: untrusted,
        UNABLE_TO_GET_ISSUER_CERT: untrusted,
        UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
        UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
        CERT_HAS_EXPIRED: 'su certificado ha caducado, o el reloj de este equipo no es correcto',
        CERT_NOT_YET_VALID: 'su certificado todavía no es válido, o el reloj de este equipo no es correcto',
        ERR_TLS_CERT_ALTNAME_INVALID: 'su certificado es de otro host',
      },
      notOurs: (server, why) =>
        `${server} no es un servicio de este tipo: ${why}, en una forma desconocida. ¿Es correcta la dirección? \`mfa config\` la muestra.`,
      answered: (status) => `ha respondido ${status}`,
      answeredWithoutToken: 'ha respondido sin token',
      throttled: 'El servicio recibe ahora demasiadas peticiones. Inténtelo de nuevo en un minuto.',
      failing: (server, status) =>
        `${server} ha respondido ${status}, así que ahora no funciona. Inténtelo más tarde.`,
    },

    session: {
      unreadable: (path) => `No se puede leer la sesión guardada ${path}`,
      tokenMalformed: 'MFA_TOKEN no es el token de una sesión: un token es una línea sin espacios.',
      readableByOthers: (path, mode) => `Otros pueden leer ${path} (modo ${mode})`,
      broken: (path) => `${path} está dañado`,
      notUsed: (why) => `${why}. No se usa: vuelva a iniciar sesión.`,
      tokenEnded: 'La sesión de MFA_TOKEN ha terminado, o no ha existido nunca. Establezca uno nuevo.',
      tokenNotFresh:
        'Esto necesita una sesión iniciada hace diez minutos como máximo, con su factor. La de MFA_TOKEN no lo es: establezca uno nuevo.',
      signedInAs: (email) => `Sesión iniciada como ${email}.`,
      signedOut: 'Sesión cerrada.',
      notSignedIn: 'No tenía ninguna sesión.',
      facts: { signedIn: 'sesión iniciada', until: 'hasta', memberOf: 'miembro de' },
      signedInAt: (when, methods) => `${when} con ${list(methods)}`,
      membership: (organization, role) => `${organization} (${role})`,
    },

    accounts: {
      none: 'Aquí no hay ninguna sesión. Iniciar sesión: mfa signin',
      columns: { email: 'CORREO', current: 'ACTUAL', session: 'SESIÓN', server: 'SERVIDOR' },
      ended: 'terminada',
      until: (when) => `hasta ${when} como máximo`,
      nowCurrent: (email) => `Los comandos usan ahora ${email}.`,
      unknown: (email, known) =>
        known.length > 0
          ? `${email} no tiene sesión aquí. Con sesión: ${list(known)}. Iniciar sesión con ella: mfa signin --email ${email}`
          : `${email} no tiene sesión aquí. Iniciar sesión con ella: mfa signin --email ${email}`,
      whichOne: (known) =>
        known.length > 1
          ? `Indique la dirección de correo de una de ellas: ${list(known)}.`
          : 'No hay otra cuenta a la que cambiar. Iniciar sesión con ella: mfa signin',
      twoNamed: '--account y --email indican cuentas distintas. Indique una de ellas.',
      tokenOfAnother: (owner, named) =>
        `MFA_TOKEN es de ${owner}, no de ${named}. Quítelo, o no indique la cuenta.`,
    },

    registration: {
      sent: 'Se ha enviado un código a esta dirección de correo. Demuestra que la dirección es suya.',
      done: (email) => `Creada: ${email}. Iniciar sesión: mfa signin --email ${email}`,
    },
    password: {
      changed: 'Se ha cambiado la contraseña. Se han cerrado todas las demás sesiones.',
      linkRequested:
        'Si esta dirección de correo tiene una cuenta, se le ha enviado un enlace. Vale una hora: mfa password reset LINK',
      reset: 'Se ha cambiado la contraseña y se han cerrado todas las sesiones. Iniciar sesión: mfa signin',
    },
    links: {
      other: (page) => `Indique el enlace tal como está en el correo, entre comillas. Su ruta es ${page}.`,
    },
    undo: {
      '/account/mfa/undo': {
        ask: '¿Eliminar el factor, cerrar todas las sesiones y hacer que se establezca una contraseña nueva?',
        done: 'Se ha eliminado el factor. Establezca una contraseña nueva con el enlace del próximo correo.',
      },
      '/account/mfa/cancel-reset': {
        ask: '¿Cancelar el restablecimiento de sus factores?',
        done: 'Se ha cancelado el restablecimiento. Sus factores siguen como están.',
      },
    },
    account: {
      facts: { name: 'nombre', id: 'id', language: 'idioma', factors: 'factores', memberOf: 'miembro de' },
      withoutFactor: 'ninguno',
      renamed: (name) => `Su nombre es ahora ${name}.`,
      languageChosen: (language) =>
        `El idioma de su cuenta es ahora ${language}. Lo usan los correos y los comandos siguientes.`,
      deletionEffects: [
        'Sus demás sesiones se cierran ahora. Tras 7 días, su cuenta desaparece para siempre, con sus factores, sus claves SSH, su registro de seguridad y las organizaciones en las que usted es el único miembro.',
        'Hasta entonces puede conservarla: mfa account keep',
      ],
      askToDelete: (email) => `¿Eliminar la cuenta ${email}?`,
      deletionRequested: (when) =>
        `Su cuenta se eliminará: ${when}. Para conservarla, ejecute antes: mfa account keep`,
      kept: 'Su cuenta se conserva.',
    },
    keys: {
      none: 'Ninguna clave SSH. Añadir una: mfa keys add ~/.ssh/id_rsa.pub',
      columns: { name: 'NOMBRE', fingerprint: 'HUELLA', added: 'AÑADIDA' },
      added: (name, fingerprint) => `Añadida: ${name} (${fingerprint}).`,
      removed: (name) => `Eliminada: ${name}. Se han cerrado todas las demás sesiones.`,
      askToRemove: (name) => `¿Eliminar la clave SSH ${name} y cerrar todas las demás sesiones?`,
      unknown: (name) => `No tiene ninguna clave SSH ${name}. \`mfa keys\` lista las suyas.`,
      privateKey: (file) =>
        `${file} es una clave privada, que se queda en este equipo. Indique la pública: ${file}.pub`,
      nameNeeded: 'La clave no tiene comentario que le dé nombre. Déle un nombre con --name.',
    },
    api: {
      path: 'Indique una ruta que empiece por /, como /account.',
      field: (given) => `Escriba ${given} como nombre=valor.`,
      jsonField: (name) => `El valor de ${name} no es JSON. Para un texto, use --field.`,
      input: 'El cuerpo no es JSON.',
      inputOrFields: 'Indique --input o campos.',
    },

    code: {
      required: 'Esta cuenta tiene activada la autenticación en dos pasos.',
      confirm: 'Confirme su identidad.',
      passkeyInBrowser: (url) =>
        `Un terminal no puede usar su llave de acceso. Abra ${url} en un navegador y escriba el código que muestra, o un código de recuperación.`,
      typeR: 'Escriba r para que se vuelva a enviar el código.',
      typeM: (method) =>
        `Escriba m para usar ${method} en su lugar; también sirve un código de recuperación.`,
      sentAgain: 'Se ha vuelto a enviar el código.',
      waitedTooLong: 'Ha tardado demasiado: el código ya no es válido. Se empieza de nuevo.',
    },

    requirements: {
      accepts: ({ name, accept }) => `${name} acepta ${choice(accept)}.`,
      orMethods: (methods) => `o ${choice(methods)}`,
      inTheBrowser: (url) => `o en el navegador: ${url}`,
      upcoming: ({ name, accept }, when) =>
        `${name} exige un factor (${choice(accept)}) a partir de ${when}.`,
      unmet: ({ name, accept }) =>
        `${name} exige un factor (${choice(accept)}), y esta sesión se inició sin él.`,
      awaitsConfirmation: ({ name }) =>
        `Pida a un propietario de ${name} que confirme que esta cuenta sigue siendo suya.`,
      enrolmentOnly:
        'Hasta entonces solo sirve para activar un factor, abandonar la organización y cerrar sesión.',
      enable: (command) => `Activar uno: ${command}`,
    },

    factors: {
      none: 'No hay ningún factor activado. Activar uno: mfa factors enable email',
      columns: { type: 'TIPO', name: 'NOMBRE', preferred: '', lastUsed: 'ÚLTIMO USO', id: 'ID' },
      preferred: 'preferido',
      recoveryCodesLeft: (count) => `Códigos de recuperación restantes: ${number(count)}`,
      enabled: (name) => `Activado: ${name}.`,
      enabledAndPreferred: (name) => `Activado y preferido: ${name}.`,
      signInWithIt: 'Ahora inicie sesión con él: mfa signin',
      scan: 'Escanee el código con su aplicación de autenticación, o escriba la clave que hay debajo:',
      typeSecret:
        'Escriba esta clave en su aplicación de autenticación, o abra el enlace en el dispositivo que la tiene:',
      windowTooSmall: (columns, rows) =>
        `El código QR no cabe. Agrande la ventana a ${number(columns)} columnas y ${number(rows)} filas, y escriba q.`,
      noQrCode: 'Este terminal no puede mostrar un código QR.',
      openLink: (uri) => `  ${uri}`,
      disabled: (name) => `Desactivado: ${name}.`,
      lastFactor: (name, codes) => [
        `${name} es su único factor. Sin él, basta su contraseña para iniciar sesión.`,
        ...(codes > 0
          ? [
              plural(codes, {
                one: '# código de recuperación deja de funcionar.',
                other: '# códigos de recuperación dejan de funcionar.',
              }),
            ]
          : []),
      ],
      askToDisable: (name) => `¿Desactivar ${name}?`,
      codesStop: (codes) =>
        plural(codes, {
          one: 'El código de recuperación que queda deja de funcionar.',
          other: 'Los # códigos de recuperación que quedan dejan de funcionar.',
        }),
      askToReplaceCodes: '¿Crear códigos de recuperación nuevos?',
      nowPreferred: (name) => `Preferido ahora: ${name}.`,
      renamed: (name) => `Ahora se llama ${name}.`,
      recoveryCodes:
        'Códigos de recuperación: con cada uno inicia sesión una vez, en lugar de con un código de sus factores. Solo se muestran ahora.',
      unknown: (wanted) => `No tiene ningún factor ${wanted}. \`mfa factors\` lista los suyos.`,
      ambiguous: (wanted, count) =>
        `${wanted} puede ser cualquiera de ${number(count)} factores: indique el id de uno.`,
    },

    devices: {
      columns: {
        id: 'ID',
        current: '',
        program: 'PROGRAMA',
        address: 'DIRECCIÓN',
        lastSignedIn: 'ÚLTIMO INICIO',
        trustedUntil: 'SIN CÓDIGO HASTA',
      },
      current: 'este',
      unknown: (wanted) => `No hay ningún dispositivo ${wanted}. \`mfa devices\` lista los suyos.`,
      ambiguous: (wanted) => `Más de un dispositivo empieza por ${wanted}: indique más caracteres del id.`,
      removed: 'Se ha eliminado el dispositivo y se han cerrado sus sesiones.',
    },

    sessions: {
      columns: {
        id: 'ID',
        current: '',
        program: 'PROGRAMA',
        address: 'DIRECCIÓN',
        methods: 'INICIADA CON',
        lastSeen: 'ÚLTIMA ACTIVIDAD',
      },
      current: 'esta',
      methods: (methods) => list(methods),
      tooShort: (characters) => `Indique al menos los ${number(characters)} primeros caracteres del id.`,
      askToEndOthers: (count) =>
        plural(count, { one: '¿Cerrar # sesión más?', other: '¿Cerrar otras # sesiones?' }),
      askToEndThisOne: 'Es la sesión de este comando. ¿Cerrarla?',
      whichOne: 'Indique el id de la sesión que se cierra, o --others.',
      unknown: (wanted) => `No hay ninguna sesión ${wanted}. \`mfa sessions\` lista las suyas.`,
      ambiguous: (wanted) => `Más de una sesión empieza por ${wanted}: indique más caracteres del id.`,
      othersEnded: 'Se han cerrado todas las demás sesiones.',
      ended: 'Se ha cerrado la sesión.',
    },

    environments: {
      none: 'Ningún entorno.',
      columns: { name: 'NOMBRE', namespace: 'NAMESPACE', id: 'ID', organization: 'ORGANIZACIÓN' },
      created: (name, id) => `Creado: ${name} (${id}).`,
    },

    entries: { account: accountEntries, organization: organizationEntries },
    events: {
      columns: { when: 'CUÁNDO', what: 'QUÉ', about: '', program: 'PROGRAMA', address: 'DIRECCIÓN' },
    },

    doctor: {
      checks: { server: 'servidor', clock: 'reloj', session: 'sesión' },
      ok: 'ok',
      failed: 'FALLO',
      reached: (server, source, milliseconds) =>
        `${server} (de ${source}) ha respondido en ${number(milliseconds)} ms`,
      serverFailed: 'El servidor no responde como debería.',
      somethingWrong: 'Algo no va bien. Vea arriba.',
      noServerTime: 'el servidor no envía su hora',
      clockAgrees: 'coincide con el servidor',
      clockAhead: (seconds) => `${number(seconds)} s adelantado respecto al servidor`,
      clockBehind: (seconds) => `${number(seconds)} s atrasado respecto al servidor`,
      clockAdvice: (skew) => `${skew}: ajústelo, o los códigos de este equipo no serán correctos`,
      notSignedIn: 'no ha iniciado sesión',
      session: (email, until) => `${email}, hasta ${until}`,
      sessionEnded: 'ha terminado; el próximo comando que necesite una le pedirá que inicie sesión',
      heldBack:
        'una organización exige un factor sin el que se inició: active uno con mfa factors enable y después mfa signin',
    },
  };
};
