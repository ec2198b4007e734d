import type { Texts } from '../catalogue.ts';
import type { Formats } from '../formats.ts';
import { help } from './help.ts';
import { methodNames, reasons } from './reasons.ts';

/** What the dashboard says in Spanish, apart from the pages of organizations. */
export const spanish = (format: Formats): Texts => ({
  reasons: reasons(format),
  help,

  methods: { authenticator: 'aplicación de autenticación', email: 'correo', passkey: 'llave de acceso' },
  factorTypes: {
    authenticator: 'aplicación de autenticación',
    email: 'correo',
    passkey: 'llave de acceso',
    'recovery-code': 'código de recuperación',
    'browser-code': 'código del navegador',
  },

  namedFactor: (kind, name) => `${kind} «${name}»`,

  roles: { owner: 'propietario', member: 'miembro' },

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

  common: {
    email: 'Correo electrónico',
    emailExample: 'jane.doe@company.com',
    password: 'Contraseña',
    name: 'Nombre',
    submit: 'Continuar',
    cancel: 'Cancelar',
    close: 'Cerrar',
    show: 'Mostrar',
    hide: 'Ocultar',
    showPassword: 'Mostrar la contraseña',
    hidePassword: 'Ocultar la contraseña',
    copy: 'Copiar',
    copied: 'Copiado',
    copyFailed: 'No se ha podido copiar. Seleccione el texto y cópielo usted.',
    dismiss: 'Cerrar este mensaje',
    loading: 'Cargando…',
    working: 'Espere…',
    tryAgain: 'Intentar de nuevo',
    backToSignIn: 'Volver al inicio de sesión',
    skipToContent: 'Ir al contenido',
    helpLink: '¿Problemas con los códigos?',
    supportLink: 'Contactar con soporte',
    termsLink: 'Condiciones de uso',
    privacyLink: 'Privacidad',
  },

  fields: {
    emailMissing: 'Introduzca su dirección de correo.',
    emailWrong: 'Introduzca una dirección de correo, como jane.doe@company.com.',
    passwordMissing: 'Introduzca su contraseña.',
    passwordTooShort: (length) => `Use al menos ${length} caracteres.`,
    passwordHint: (length) => `Al menos ${length} caracteres. Varias palabras seguidas funcionan bien.`,
    nameMissing: 'Introduzca su nombre.',
    codeMissing: 'Introduzca las seis cifras de su código.',
    recoveryCodeMissing: 'Introduzca uno de sus códigos de recuperación.',
  },

  problems: {
    validation: 'Algo del formulario no es correcto. Compruebe lo que ha escrito.',
    tooMany: (seconds) =>
      seconds > 0
        ? `Demasiados intentos. Espere ${format.duration(seconds)} e inténtelo de nuevo.`
        : 'Demasiados intentos. Ya puede intentarlo de nuevo.',
    tooManyLater: 'Demasiados intentos. Espere un rato e inténtelo de nuevo.',
    unavailable:
      'El servicio está ocupado. Vuelva a cargar la página para ver qué se ha cambiado e inténtelo de nuevo.',
    offline:
      'No se puede conectar con el servidor. Compruebe su conexión e inténtelo de nuevo. Lo que ha escrito sigue aquí.',
    timedOut: 'El servidor no ha respondido a tiempo. Inténtelo de nuevo. Lo que ha escrito sigue aquí.',
    unexpected: 'Se ha producido un error por nuestra parte. Inténtelo de nuevo.',
    passkeysUnsupported:
      'Este navegador no admite llaves de acceso. Use otro método o un navegador actualizado.',
    passkeyGivenUp:
      'No se ha usado la llave de acceso: la solicitud se ha cancelado o ha tardado demasiado, o este dispositivo no tiene una llave de acceso para su cuenta. Inténtelo de nuevo o elija otra forma.',
    passkeyNotCreated:
      'No se ha creado ninguna llave de acceso: la solicitud se ha cancelado o ha tardado demasiado. Inténtelo de nuevo o elija otro método.',
    passkeyKnown:
      'Este dispositivo ya tiene una llave de acceso para su cuenta. Use otro dispositivo o una llave de seguridad.',
    passkeysNotHere:
      'Su navegador solo usa llaves de acceso en la dirección habitual de este sitio. Abra el sitio allí o elija otra forma.',
    passkeyImpossible:
      'Con este dispositivo no es posible, por ejemplo porque la llave de seguridad es demasiado antigua o está llena. Use otro.',
  },
  anOrganization: 'Su organización',

  topBar: {
    label: 'Su cuenta',
    settings: (email) => `${email}: configuración de la cuenta`,
    logOut: 'Cerrar sesión',
    loggingOut: 'Cerrando sesión…',
    loggedOut: 'Ha cerrado la sesión.',
    logOutFailed:
      'No se ha podido cerrar la sesión: no se puede conectar con el servidor. La sesión sigue abierta. Inténtelo de nuevo.',
    organizations: 'Organizaciones',
    noOrganizations: 'No pertenece a ninguna organización.',
    allOrganizations: 'Todas las organizaciones',
    createOrganization: 'Crear una organización',
    help: 'Ayuda sobre la autenticación multifactor',
  },

  signIn: {
    title: 'Iniciar sesión',
    submitting: 'Iniciando sesión…',
    needAccount: '¿No tiene cuenta?',
    registerHere: 'Regístrese aquí',
    forgotPassword: '¿Ha olvidado su contraseña?',
    resetHere: 'Restablézcala aquí',
    ended: 'Su sesión ha terminado. Vuelva a iniciar sesión para regresar a esta página.',
    toActivation: 'Activar la autenticación multifactor',
    signingInAs: (email) => `Iniciando sesión como ${email}.`,
    otherAccount: '¿No es usted? Usar otra cuenta',
    cookieRefused:
      'Ha iniciado sesión, pero su navegador ha rechazado la cookie que la mantiene abierta. Permita las cookies de este sitio y vuelva a iniciar sesión.',
    cookieRefusedHttp:
      'Ha iniciado sesión, pero su navegador ha rechazado la cookie que la mantiene abierta. Permita las cookies de este sitio y vuelva a iniciar sesión. Safari rechaza estas cookies en direcciones http://: use allí Chrome, Edge o Firefox.',
    recoveryCodeUsed: (left) =>
      `Ha iniciado sesión con un código de recuperación. Le ${format.plural(left, { one: 'queda # código de recuperación', other: 'quedan # códigos de recuperación' })}. Si ha perdido un dispositivo, desactive su método y active uno nuevo.`,
    reviewMethods: 'Revisar sus métodos',
    due: (organization, when, methods) =>
      `${organization} exigirá la autenticación multifactor a partir de ${when}, con: ${methods}. Actívela antes.`,
  },

  passkey: {
    title: 'Llave de acceso',
    signIn: 'Iniciar sesión con una llave de acceso',
    use: 'Usar su llave de acceso',
    waiting: 'Esperando a su navegador…',
    waitingFor:
      'Su navegador le pide su llave de acceso. Si no puede usarla, cierre lo que muestra el navegador.',
    waitingForNew:
      'Su navegador está creando la llave de acceso. Si no la quiere, cierre lo que muestra el navegador.',
    create:
      'Su navegador le pregunta ahora dónde guardar la llave de acceso: en este dispositivo, en su teléfono, en un gestor de contraseñas o en una llave de seguridad.',
  },

  passkeyOffer: {
    title: 'Inicie sesión sin contraseña la próxima vez',
    text: 'Este dispositivo puede guardar una llave de acceso para usted: inicia sesión con su huella, su cara o un PIN, sin escribir nada que se pueda robar.',
    create: 'Crear una llave de acceso',
    dismiss: 'No volver a ofrecerlo aquí',
  },

  terminalCode: {
    title: 'Iniciar sesión desde un terminal',
    why: 'Un terminal no puede usar una llave de acceso. Cuando la línea de comandos pida un código de verificación, introduzca en su lugar el código de esta página.',
    show: 'Mostrar un código',
    another: 'Mostrar otro código',
    codeLabel: 'Código para el terminal',
    goodFor: (seconds) =>
      `Funciona una vez, durante ${format.plural(seconds, { one: '# segundo más', other: '# segundos más' })}.`,
    over: 'Este código ha caducado.',
    warning:
      'Escríbalo solo en un terminal en el que usted mismo haya empezado a iniciar sesión. No se lo diga a nadie.',
    passwordOnly: 'Su cuenta no tiene un segundo factor: la línea de comandos solo pide su contraseña.',
    otherMethods: (methods) =>
      `No necesita ningún código de esta página: la línea de comandos pide el código de otro método (${methods}).`,
    link: 'Iniciar sesión desde un terminal',
  },

  authorize: {
    title: (app) => `Continuar a ${app}`,
    signInFor: (app) => `Inicie sesión para continuar a ${app}.`,
    goingOn: (app) => `Continuando a ${app}…`,
    asWhom: (email) => `Ha iniciado sesión como ${email}.`,
    submit: (app) => `Continuar a ${app}`,
    factorTitle: (app) => `${app} exige otro método de inicio de sesión`,
    factorNeeded: (app) =>
      `Active una aplicación de autenticación o una llave de acceso para su cuenta. Después vuelva a ${app} e inicie sesión de nuevo.`,
    passkeyNeeded: (app) =>
      `Añada una llave de acceso a su cuenta. Después vuelva a ${app} e inicie sesión de nuevo.`,
    activate: 'Activar',
    overTitle: 'Este inicio de sesión ha caducado',
    over: 'Empezó hace más de diez minutos o en otro navegador. Vuelva a la aplicación e inicie sesión de nuevo.',
    failedTitle: 'No se ha podido iniciar sesión en la aplicación',
    failed: {
      invalid_client: 'La aplicación que le ha enviado aquí no está registrada en este servicio.',
      invalid_redirect_uri:
        'La aplicación quiere que vuelva a una dirección que no está registrada para ella.',
      invalid_request:
        'La aplicación ha enviado una petición que este servicio no entiende, o el inicio de sesión ha caducado.',
    },
    tellTheApp:
      'Vuelva a la aplicación e inténtelo de nuevo. Si esta página vuelve a aparecer, avise a los responsables de la aplicación.',
  },

  heldBack: {
    title: (organizations, several) =>
      `${organizations} ${several ? 'exigen' : 'exige'} la autenticación multifactor`,
    intro: 'Podrá continuar cuando haya iniciado sesión con ella.',
    nextStep: (organizations, several) =>
      `${organizations} ${several ? 'exigen' : 'exige'} la autenticación multifactor. Elija un método para continuar. No necesitará volver a escribir su contraseña.`,
    confirmationTitle: (organizations) => `${organizations}: un propietario debe confirmar su cuenta`,
    confirmationIntro:
      'Su autenticación multifactor se ha deshecho con un enlace de un correo. Pida a un propietario que confirme, en la página de la organización, que esta cuenta sigue siendo suya. Si no hay otro propietario, pregunte al operador de este servicio.',
    confirmed: 'Un propietario lo ha confirmado: continuar',
    introEnrolment: 'El método con el que ha iniciado sesión no se acepta.',
    accepts: (organization, methods) => `${organization} acepta: ${methods}`,
    activated: 'La he activado: volver a iniciar sesión',
    confirmWith: (methods) => `Confirmar con: ${methods}`,
    signingIn: 'Espere…',
    lostPasskey:
      'Si ha perdido sus llaves de acceso, pida a un propietario de la organización que elimine sus métodos. Aquí no se acepta un código de recuperación.',
    leaveIntro: 'Si ya no quiere ser miembro, también puede abandonar la organización.',
  },

  leave: {
    submit: (organization) => `Abandonar ${organization}`,
    submitting: 'Espere…',
    title: (organization) => `¿Abandonar ${organization}?`,
    text: 'Pierde el acceso de inmediato, y sus requisitos dejan de aplicarse a usted. Solo un propietario puede volver a invitarle.',
    confirm: 'Sí, abandonar',
    done: (organization) => `Ha abandonado ${organization}.`,
  },

  code: {
    trust: (days) =>
      `No pedir un código en este navegador durante ${format.plural(days, { one: '# día', other: '# días' })}`,
    title: 'Código de verificación',
    field: 'Código de verificación',
    hint: 'Seis cifras. El formulario se envía tras la sexta.',
    hintWithButton: 'Seis cifras.',
    submitting: 'Comprobando…',
    type: 'Método:',
    changeType: 'Usar otro método:',
    sentTo: (address) => `Hemos enviado un código a ${address}. Puede tardar uno o dos minutos.`,
    from: {
      authenticator: 'Abra su aplicación de autenticación e introduzca el código que muestra.',
      email: '',
      passkey: 'Su navegador pide su llave de acceso: huella, cara, PIN o una llave de seguridad.',
    },
    notSent: 'El código todavía no se ha enviado.',
    triesLeft: (count) => format.plural(count, { one: 'Queda # intento', other: 'Quedan # intentos' }),
    resend: 'Volver a enviar el código',
    resending: 'Enviando…',
    resendIn: (seconds) =>
      `Podrá pedir que se vuelva a enviar en ${format.plural(seconds, { one: '# segundo', other: '# segundos' })}.`,
    resendsLeft: (count) => format.plural(count, { one: '# vez más', other: '# veces más' }),
    resent: (address) => `Hemos vuelto a enviar el código a ${address}. Es el mismo código que antes.`,
    noResends: 'No se puede volver a enviar. Si no llega, empiece de nuevo.',
    tooLateToResend: 'Es demasiado tarde para volver a enviar este código. Introdúzcalo o empiece de nuevo.',
    switched: (method) => `Método en uso: ${method}.`,
    useRecoveryCode: 'Usar un código de recuperación',
    useOneTimePassword: 'Usar un código de verificación',
    recoveryTitle: 'Código de recuperación',
    recoveryField: 'Código de recuperación',
    recoveryHint:
      'Uno de los códigos que guardó al activar la autenticación multifactor. Cada uno funciona una sola vez. Los guiones y las mayúsculas no importan.',
    expiredTitle: 'Este inicio de sesión ha caducado',
    expired: 'Un código funciona durante 10 minutos. Vuelva a iniciar sesión para obtener uno nuevo.',
    noTriesTitle: 'No quedan intentos',
    noTries:
      'Ese código también era incorrecto, y un inicio de sesión permite cinco intentos. Vuelva a iniciar sesión para tener otros cinco.',
    startAgain: 'Empezar de nuevo',
  },

  stepUp: {
    title: 'Confirme su identidad',
    why: 'Esto afecta a la seguridad de las cuentas, así que se lo volvemos a preguntar.',
    password: 'Su contraseña',
    confirm: 'Confirmar',
    confirming: 'Confirmando…',
    start: 'Pidiendo un código…',
    expired: 'Esta solicitud ha caducado. Empiece de nuevo para obtener un código nuevo.',
    noTries: 'Ese código también era incorrecto. Empiece de nuevo para tener otros cinco intentos.',
  },

  ownInvitations: {
    title: 'Invitaciones',
    asks: (organization, role) =>
      `${organization} le invita como ${role === 'owner' ? 'propietario' : 'miembro'}.`,
    until: (when) => `Abierta hasta ${when}.`,
    requires: (organization, methods) =>
      `${organization} exige la autenticación multifactor con: ${methods}.`,
    accept: 'Aceptar',
    acceptOf: (organization) => `Aceptar la invitación de ${organization}`,
    accepting: 'Aceptando…',
    joined: (organization) => `Ya pertenece a ${organization}.`,
    activate: 'Activar un método aceptado',
  },
  home: {
    title: (name) => `Hola, ${name}`,
    signedInAs: 'Sesión iniciada como',
    mfaOn: 'La autenticación multifactor está activada',
    mfaOnDetail: (method) => `Su método preferido: ${method}.`,
    mfaOff: 'La autenticación multifactor está desactivada',
    mfaOffDetail:
      'Con ella, nadie puede iniciar sesión solo con una contraseña robada. Activarla lleva dos minutos.',
    activate: 'Activarla ahora',
    manage: 'Gestionarla en la configuración',
    oneFactor: 'Añada un segundo método, para no quedarse sin acceso si pierde un dispositivo o el buzón.',
    addFactor: 'Añadir otro método',
    fewRecoveryCodes: (count) =>
      count === 0
        ? 'No le quedan códigos de recuperación.'
        : `Solo le ${format.plural(count, { one: 'queda # código de recuperación', other: 'quedan # códigos de recuperación' })}.`,
    makeRecoveryCodes: 'Crear nuevos',
    required: (organizations, several) =>
      `${organizations} ${several ? 'exigen' : 'exige'} la autenticación multifactor a sus miembros.`,
    due: (organization, when, methods) =>
      `${organization} exigirá la autenticación multifactor a partir de ${when}. Acepta: ${methods}.`,
    dueTitle: 'Pronto necesitará otro método',
    organizations: 'Organizaciones',
    noOrganizations:
      'Todavía no pertenece a ninguna organización. Un propietario puede invitarle por correo.',
  },

  ends: {
    title: 'Sus datos y el fin de su cuenta',
    exportText:
      'Un archivo con todo lo que hay guardado sobre usted: cuenta, métodos, sesiones, organizaciones y registro de seguridad.',
    export: 'Descargar mis datos',
    exporting: 'Reuniendo…',
    fileName: 'datos-de-la-cuenta',
    deleteText:
      'Su cuenta se elimina siete días después de que lo pida. Hasta entonces puede cambiar de opinión.',
    delete: 'Eliminar mi cuenta',
    deleting: 'Pidiendo la eliminación…',
    deleteTitle: '¿Eliminar su cuenta?',
    deleteConsequences:
      'En siete días, su cuenta, sus métodos, sus claves SSH y su registro de seguridad desaparecen para siempre. Con ella se eliminan las organizaciones en las que usted es el único miembro. Sus demás sesiones se cierran ahora.',
    deleteWeek: 'Hasta entonces puede conservar la cuenta: inicie sesión e indíquelo en la página de inicio.',
    deleteConfirm: 'Sí, eliminarla en siete días',
    planned: (when) => `Su cuenta se eliminará: ${when}. Todavía puede conservarla.`,
    waitingTitle: 'Su cuenta está a punto de eliminarse',
    waiting: (when) =>
      `Su cuenta se eliminará: ${when}. Si no lo ha pedido usted, conserve la cuenta y cambie su contraseña.`,
    keep: 'Conservar mi cuenta',
    keeping: 'Espere…',
    kept: 'Su cuenta se conserva.',
  },

  activate: {
    title: 'Activar la autenticación multifactor para su cuenta',
    type: 'Método de autenticación multifactor',
    alreadyEnabled: 'Ya está activado para su cuenta.',
    notAccepted: 'Su organización no acepta este método.',
    typeHints: {
      authenticator:
        'Una aplicación en su teléfono muestra un código nuevo cada 30 segundos. Funciona sin red.',
      email: 'Enviamos un código a la dirección de correo de su cuenta cada vez que inicia sesión.',
      passkey:
        'Inicia sesión con su dispositivo o una llave de seguridad, mediante huella, cara o PIN. Protege contra la suplantación de identidad (phishing).',
    },
    factorName: 'Un nombre para esta aplicación de autenticación (opcional)',
    factorNameHint: 'Para distinguirla de las demás, por ejemplo «teléfono del trabajo».',
    submit: 'Activar',
    submitting: 'Comprobando…',
    prove:
      'Esta cuenta ya tiene activada la autenticación multifactor. Confirme con el método que tiene y después añada el nuevo.',
    completeTitle: 'Completar la activación de la autenticación multifactor',
    scan: 'Escanee esto con su aplicación de autenticación e introduzca el código que muestra.',
    qr: 'Código QR con la clave para su aplicación de autenticación. La clave también está debajo, para que pueda escribirla.',
    secret: '¿No puede escanearlo? Escriba esta clave:',
    openApp: 'Abrirlo en su aplicación de autenticación',
    otherDevice: 'Usar una aplicación en otro dispositivo',
    copySecret: 'Copiar la clave',
    hiddenAgain:
      'El código QR se muestra una sola vez. Si lo ha escaneado, introduzca el código que muestra su aplicación. Si no, empiece de nuevo para obtener otro.',
    preferred: 'Establecer como preferido:',
    complete: 'Completar la activación de MFA',
    completing: 'Completando…',
    makingRecoveryCodes: 'Creando sus códigos de recuperación. Tarda unos segundos.',
    success: '¡La autenticación multifactor se ha activado correctamente!',
    expiredTitle: 'Esta activación ha caducado',
    expired:
      'Un código funciona durante 10 minutos. No se ha cambiado nada. Empiece de nuevo para obtener otro.',
    noTriesTitle: 'No quedan intentos',
    noTries:
      'Ese código también era incorrecto, y una activación permite cinco intentos. No se ha cambiado nada.',
    startAgain: 'Empezar de nuevo',
  },

  recoveryCodes: {
    title: 'Guarde sus códigos de recuperación',
    why: 'Si pierde su teléfono, su llave de seguridad o su buzón, con cada uno de estos códigos puede iniciar sesión una vez, en lugar de con su método. Solo se muestran ahora.',
    where: 'Imprímalos o guárdelos en un gestor de contraseñas, no en el teléfono que muestra sus códigos.',
    list: 'Códigos de recuperación',
    copy: 'Copiar todos',
    download: 'Descargar',
    print: 'Imprimir',
    kept: 'Los he guardado',
    fileName: 'códigos de recuperación',
    fileHeading: (brand, email) =>
      `${brand}: códigos de recuperación de ${email}. Cada uno funciona una sola vez.`,
    fileOrigin: (origin) => `Inicio de sesión en ${origin}`,
    fileDate: (when) => `Creados: ${when}. Los códigos más recientes sustituyen a estos.`,
    leaveTitle: '¿Salir sin sus códigos de recuperación?',
    leaveText: 'Solo se muestran ahora. Si no los ha guardado, tendrá que crear otros.',
    leaveConfirm: 'Salir',
    notSavedTitle: '¿Los ha anotado?',
    notSavedText: 'No ha copiado, descargado ni impreso los códigos, y solo se muestran ahora.',
    notSavedConfirm: 'Sí, los tengo',
    backToCodes: 'Volver a los códigos',
  },

  settings: {
    title: 'Configuración de la cuenta',
    expand: 'Desplegar',
    close: 'Cerrar',
    edit: 'Editar',
    save: 'Guardar',
    saving: 'Guardando…',
    of: (label) => `: ${label}`,
    name: 'Nombre',
    noName: 'No indicado',
    nameSaved: 'Se ha cambiado su nombre.',
    language: 'Idioma',
    languageText: 'Los correos sobre su cuenta también están en este idioma.',
    languageOfBrowser: 'El del navegador; correos en inglés',
    email: 'Correo electrónico',
    password: 'Contraseña',
    currentPassword: 'Contraseña actual',
    newPassword: 'Contraseña nueva',
    passwordDots: 'Oculta',
    keepKeys: 'Claves SSH que se conservan',
    keepKeysHint:
      'Quien conociera su contraseña anterior pudo añadir una clave SSH. Las claves que no seleccione se eliminan.',
    passwordSaved: 'Se ha cambiado su contraseña y se han cerrado sus demás sesiones.',
    passwordWrong: 'Esa no es su contraseña actual.',
    noPassword: 'Ninguna: inicia sesión con una llave de acceso',
    setPassword: 'Establecer una contraseña',
    passwordSet: 'Se ha establecido su contraseña y se han cerrado sus demás sesiones.',
    removePassword: 'Eliminar la contraseña',
    removePasswordHint:
      'Con sus llaves de acceso puede iniciar sesión sin ella, y una contraseña que no existe no se puede robar.',
    removePasswordTitle: '¿Eliminar su contraseña?',
    removePasswordText:
      'A partir de entonces solo iniciará sesión con una llave de acceso. Sus demás sesiones se cierran y sus claves SSH se eliminan. La línea de comandos pide una contraseña, así que no podrá iniciar sesión en ella sin una clave SSH.',
    removePasswordWays:
      'Si pierde sus llaves de acceso, con un enlace que le enviamos por correo puede volver a establecer una contraseña. Entonces también necesitará uno de sus códigos de recuperación.',
    removePasswordConfirm: 'Sí, eliminarla',
    passwordRemoved:
      'Se ha eliminado su contraseña. A partir de ahora inicia sesión con una llave de acceso.',
    neededWithoutPassword:
      'Su cuenta no tiene contraseña, así que necesita dos llaves de acceso, o una y códigos de recuperación. Active otra llave de acceso o establezca una contraseña antes de desactivar esta.',
    onlyPasskeys: 'Usar solo llaves de acceso',
    onlyPasskeysHint: (methods) =>
      `Sus llaves de acceso resisten la suplantación de identidad, pero una página falsa de inicio de sesión todavía puede pedirle el código de otro método (${methods}). Sin él, su cuenta es tan segura como sus llaves de acceso.`,
    onlyPasskeysTitle: '¿Usar solo llaves de acceso?',
    onlyPasskeysText: (methods) =>
      `Se desactivará: ${methods}. Sus llaves de acceso y sus códigos de recuperación se conservan. Más adelante puede volver a activar otros métodos.`,
    onlyPasskeysConfirm: 'Sí, desactivar los demás',
    onlyPasskeysBanner: 'Las llaves de acceso son ahora su único método.',
    mfa: 'MFA:',
    enabled: 'ACTIVADA',
    disabled: 'DESACTIVADA',
    enable: 'Activar',
    enableAnother: 'Activar otro',
    disable: 'Desactivar',
    makePreferred: 'Preferir',
    working: 'Espere…',
    preferred: 'preferido',
    addedAt: (when) => `Añadido: ${when}`,
    lastUsedAt: (when) => `Último uso: ${when}`,
    neverUsed: 'Todavía sin usar',
    notEnabled: 'No activado',
    factorLimit: (maximum) => `Este es el límite. Una cuenta puede tener ${maximum}.`,
    enableTitle: (method) => `¿Activar ${method}?`,
    enableText: 'Se le pedirán su correo, su contraseña y un código del método nuevo.',
    enableWithoutPasswordText: 'Primero se le pedirá que confirme con una llave de acceso.',
    enablePasskeyText: 'Se le pedirán su correo y su contraseña, y su navegador creará la llave de acceso.',
    enableConfirm: 'Sí, activarlo',
    synced: 'Sincronizada con sus otros dispositivos',
    notSynced: 'Solo en un dispositivo',
    rename: 'Cambiar el nombre',
    renameTitle: (factor) => `Cambiar el nombre: ${factor}`,
    newName: 'Nombre nuevo',
    renamedBanner: (name) => `Ahora se llama «${name}».`,
    disableTitle: (factor) => `¿Desactivar ${factor}?`,
    disableText: 'Ya no podrá iniciar sesión con él. Más adelante puede volver a activarlo.',
    disablePreferredText:
      'Es su método preferido. De los demás, pasará a ser preferido el que haya usado más recientemente.',
    disableLastText:
      'Es su único método: se desactiva la autenticación multifactor y se eliminan sus códigos de recuperación. Cualquiera que tenga su contraseña podrá iniciar sesión.',
    disableConfirm: 'Sí, desactivarlo',
    disabledBanner: (factor) => `Desactivado: ${factor}.`,
    mfaOffBanner: 'La autenticación multifactor está desactivada.',
    preferredBanner: (factor) => `Su método preferido es ahora: ${factor}.`,
    requiredBy: (organizations) => `Exigido por ${organizations}`,
    due: (organization, when, methods) => `Antes de ${when}: ${organization} acepta ${methods}.`,
    lastWhileRequired: 'Una organización lo exige. Active otro método que acepte antes de desactivar este.',
    recoveryCodes: 'Códigos de recuperación',
    recoveryCodesLeft: (count) => `quedan ${count} de 10`,
    makeRecoveryCodes: 'Crear nuevos',
    makeRecoveryCodesTitle: '¿Crear códigos de recuperación nuevos?',
    makeRecoveryCodesText: 'Los anteriores dejan de funcionar de inmediato.',
    makeRecoveryCodesConfirm: 'Sí, crear nuevos',
    sessions: 'Sesiones',
    sessionsIntro: 'Dónde está abierta su cuenta. Cierre cualquier sesión que no reconozca.',
    thisSession: 'esta sesión',
    kinds: { dashboard: 'Panel', cli: 'Línea de comandos' },
    unknownBrowser: 'Programa desconocido',
    sessionFacts: (signedInAt, methods, lastSeenAt) =>
      `Inicio: ${signedInAt} con ${methods}; última actividad: ${lastSeenAt}`,
    endSession: 'Cerrar',
    ending: 'Cerrando…',
    endOthers: 'Cerrar todas las demás sesiones',
    endOthersTitle: '¿Cerrar todas las demás sesiones?',
    endOthersText: 'Se cierra de inmediato la sesión en todos los demás navegadores y líneas de comandos.',
    endOthersConfirm: 'Sí, cerrarlas',
    sessionEnded: 'Se ha cerrado la sesión.',
    othersEnded: 'Se han cerrado todas las demás sesiones.',
    devices: 'Dispositivos',
    devicesIntro:
      'Con estos navegadores y líneas de comandos se ha iniciado sesión en su cuenta. Recibe un correo cuando se hace con cualquier otro. Elimine los que ya no use.',
    noDevices: 'Todavía no se conoce ningún dispositivo. Se conoce al iniciar sesión.',
    thisDevice: 'este dispositivo',
    deviceFacts: (lastSignedInAt) => `Último inicio de sesión: ${lastSignedInAt}`,
    trustedUntil: (when) => `Inicia sesión sin código hasta ${when}`,
    removeDevice: 'Eliminar',
    removingDevice: 'Eliminando…',
    removeOwnDevice: 'Eliminar y cerrar sesión',
    deviceRemoved: 'Se ha eliminado el dispositivo y se han cerrado sus sesiones.',
    keys: 'Claves SSH',
    keysIntro:
      'Desde una línea de comandos puede iniciar sesión con una clave SSH en lugar de la contraseña. Se sigue pidiendo un segundo factor.',
    noKeys: 'No tiene claves SSH.',
    addKey: 'Añadir una clave',
    addingKey: 'Añadiendo…',
    keyName: 'Un nombre para esta clave',
    keyNameHint: 'Por ejemplo, el ordenador en el que está: «laptop».',
    publicKey: 'Clave pública',
    publicKeyHint: 'La línea del archivo .pub de una clave RSA: ssh-rsa AAAA…',
    keyNameMissing: 'Introduzca un nombre para la clave.',
    publicKeyMissing: 'Pegue la línea del archivo .pub.',
    keyIsAdded: (name) => `Se ha añadido la clave «${name}».`,
    keyAdded: (when) => `Añadida: ${when}`,
    removeKey: 'Eliminar',
    removingKey: 'Eliminando…',
    removeKeyTitle: (name) => `¿Eliminar la clave «${name}»?`,
    removeKeyText: 'Ya no servirá para iniciar sesión, y se cerrarán sus demás sesiones.',
    removeKeyConfirm: 'Sí, eliminarla',
    keyRemoved: 'Se ha eliminado la clave.',
    events: 'Eventos de seguridad',
    eventsIntro:
      'Lo que ha ocurrido en su cuenta. Si no reconoce algo, cambie su contraseña y cierre todas las demás sesiones.',
    showMore: 'Mostrar más',
    noEvents: 'Todavía nada.',
  },

  sessionMethods: methodNames,

  events: {
    'account-created': 'Cuenta creada',
    'signed-in': 'Inicio de sesión',
    'sign-in-code-failed': 'Contraseña correcta pero códigos incorrectos al iniciar sesión',
    'stepped-up': 'Identidad confirmada',
    'factor-enabled': 'Método activado',
    'factor-disabled': 'Método desactivado',
    'factor-renamed': 'Nombre de un método cambiado',
    'passkey-counter-regressed': 'Llave de acceso rechazada: puede que se haya copiado',
    'factor-preferred': 'Método preferido cambiado',
    'recovery-code-used': 'Código de recuperación usado',
    'recovery-codes-regenerated': 'Códigos de recuperación nuevos creados',
    'browser-code-made': 'Código para un terminal creado',
    'password-changed': 'Contraseña cambiada',
    'password-removed': 'Contraseña eliminada',
    'password-reset': 'Contraseña restablecida',
    'activation-undone': 'Activación deshecha',
    'name-changed': 'Nombre cambiado',
    'language-changed': 'Idioma cambiado',
    'key-added': 'Clave SSH añadida',
    'key-removed': 'Clave SSH eliminada',
    'session-ended': 'Sesión cerrada',
    'other-sessions-ended': 'Todas las demás sesiones cerradas',
    'organization-joined': 'Incorporación a una organización',
    'device-removed': 'Dispositivo eliminado',
    'organization-left': 'Organización abandonada',
    'organization-removed': 'Salida de una organización por un propietario',
    'role-changed': 'Rol cambiado en una organización',
    'factors-reset': 'Todos los métodos restablecidos',
    'factors-reset-requested': 'Restablecimiento de todos los métodos pedido',
    'factors-reset-withdrawn': 'Restablecimiento de todos los métodos retirado',
    'factors-reset-cancelled': 'Restablecimiento de todos los métodos cancelado',
    'methods-unlocked': 'Métodos desbloqueados por el operador de este servicio',
    'account-deletion-requested': 'Eliminación de la cuenta pedida',
    'account-kept': 'Eliminación de la cuenta cancelada',
    'organization-deleted': 'Organización eliminada',
    'membership-confirmed': 'Cuenta confirmada por un propietario de una organización',
  },

  register: {
    title: 'Registrarse',
    name: 'Nombre (opcional)',
    submit: 'Registrarse',
    submitting: 'Registrando…',
    haveAccount: '¿Ya tiene una cuenta?',
    signInHere: 'Inicie sesión aquí',
  },

  verify: {
    title: 'Confirme su dirección',
    sent: (email) =>
      `Hemos enviado un mensaje a ${email}. Contiene un código para la cuenta nueva, o dice que ya hay una cuenta.`,
    sentSomewhere: 'Introduzca el código del mensaje que le hemos enviado.',
    field: 'Código',
    submit: 'Confirmar',
    submitting: 'Confirmando…',
    success: 'Su dirección está confirmada. Ya puede iniciar sesión en su cuenta nueva.',
    signedIn: 'Su dirección está confirmada y la sesión está iniciada.',
    nothingCame: '¿No hay mensaje, o el código ha caducado?',
    registerAgain: 'Regístrese de nuevo aquí',
    linkTitle: 'Cree su cuenta',
    linkIntro:
      'Introduzca la contraseña con la que se registró. Si no ha elegido ninguna, elíjala ahora: solo con ella se abrirá la cuenta.',
    password: 'Contraseña',
    create: 'Crear la cuenta',
    linkOver: '¿El enlace ha caducado o ya se ha usado?',
    noRegistrationTitle: '¿Qué registro?',
    noRegistration: 'Abra el enlace del mensaje que le hemos enviado, o regístrese de nuevo.',
    expired: 'Este registro ha caducado o ya se ha usado. Regístrese de nuevo para obtener otro código.',
    noTries:
      'Ese código también era incorrecto, y un registro permite cinco intentos. Regístrese de nuevo para obtener otro código.',
  },

  reset: {
    title: 'Restablezca su contraseña',
    intro:
      'Introduzca la dirección de su cuenta. Le enviaremos un enlace para establecer una contraseña nueva.',
    submit: 'Enviar el enlace',
    submitting: 'Enviando…',
    sentTitle: 'Mire su correo',
    sent: (email) =>
      `Hemos enviado un mensaje a ${email}. Si la dirección tiene una cuenta, contiene un enlace que funciona durante una hora.`,
    notCome: '¿No hay mensaje? Mire en la carpeta de correo no deseado y después pida otro.',
    askAgain: 'Pedir otro',
    newTitle: 'Establezca una contraseña nueva',
    newIntro: 'Se cierra la sesión en todas partes. La autenticación multifactor no cambia.',
    newPassword: 'Contraseña nueva',
    save: 'Establecer la contraseña',
    saving: 'Guardando…',
    success: 'Su contraseña nueva está establecida. Inicie sesión con ella.',
    linkDead: 'Este enlace ha caducado o ya se ha usado. Pida otro.',
    askForLink: 'Pedir otro enlace',
  },

  cancelReset: {
    title: 'Cancelar el restablecimiento',
    intro:
      'Alguien ha pedido al operador de este servicio que restablezca la autenticación multifactor de su cuenta, lo que elimina todos los métodos. Si no ha sido usted, cancélelo y restablezca su contraseña, porque alguien está intentando acceder a su cuenta.',
    submit: 'Cancelar el restablecimiento',
    submitting: 'Cancelando…',
    itWasMe: 'He sido yo, continuar',
    doneTitle: 'Cancelado',
    done: 'Sus métodos siguen como están. Ahora restablezca su contraseña, porque puede que quien lo ha pedido la conozca.',
    noTokenTitle: 'Abra de nuevo el enlace',
    noToken:
      'El enlace de nuestro mensaje funciona una vez, hasta que se haga el restablecimiento. Ábralo de nuevo desde el mensaje, porque esta página no lo guarda.',
    linkDead:
      'Este enlace ya no funciona. El restablecimiento ya se ha cancelado o hecho, o su contraseña o sus métodos han cambiado desde entonces.',
    toReset: 'Restablecer la contraseña',
  },

  undo: {
    title: 'Deshacer la activación',
    intro:
      'Si otra persona ha activado la autenticación multifactor para su cuenta, conoce su contraseña. Al deshacerlo:',
    effects: [
      'se desactiva de nuevo la autenticación multifactor,',
      'se cierran todas las sesiones,',
      'la contraseña deja de servir y se le envía un enlace para establecer otra.',
    ],
    submit: 'Deshacer la activación',
    submitting: 'Deshaciendo…',
    itWasMe: 'He sido yo, dejarlo como está',
    doneTitle: 'Deshecho',
    done: 'La autenticación multifactor está desactivada, se han cerrado todas las sesiones y la contraseña anterior ya no funciona. Le hemos enviado un enlace para establecer otra.',
    noTokenTitle: 'Abra de nuevo el enlace',
    noToken:
      'El enlace de nuestro mensaje funciona una vez, durante siete días. Ábralo de nuevo desde el mensaje, porque esta página no lo guarda.',
    linkDead:
      'Este enlace ha caducado o ya se ha usado. Si ya no puede usar su cuenta, restablezca ahora su contraseña.',
    toReset: 'Restablecer la contraseña',
  },

  notFound: {
    title: 'Esta página no existe',
    text: 'Compruebe la dirección o continúe desde aquí.',
    home: 'A su cuenta',
    help: 'Ayuda',
  },

  pageFailed: {
    title: 'Esta página no se ha cargado',
    text: 'Compruebe su conexión y vuelva a cargarla. Tras una actualización del servicio, basta con volver a cargarla.',
  },

  unreachable: {
    title: 'No se puede conectar con el servidor',
    text: 'Compruebe su conexión e inténtelo de nuevo. Si otros sitios funcionan, puede que el servicio esté ocupado. Espere un momento.',
  },
  crash: {
    title: 'Se ha producido un error en esta página',
    text: 'Vuelva a cargarla para continuar. Lo que ha guardado sigue ahí.',
    reload: 'Volver a cargar',
  },
});
