import type { Method } from '../../../../contract/api.ts';
import type { Formats } from '../formats.ts';
import type { ReasonTexts } from '../reason-texts.ts';

/** What proofs can be made with, in a sentence. */
export const methodNames: Readonly<Record<Method, string>> = {
  password: 'contraseña',
  email: 'código por correo',
  authenticator: 'aplicación de autenticación',
  passkey: 'llave de acceso',
  'recovery-code': 'código de recuperación',
  'browser-code': 'código del navegador',
  key: 'clave SSH',
  'trusted-device': 'navegador de confianza',
};

/** For refusals that only a fault of the dashboard can cause. */
const ourFault =
  'Se ha producido un error por nuestra parte. Vuelva a cargar la página e inténtelo de nuevo.';
const changedMeanwhile = 'Esto ha cambiado mientras tanto. Vuelva a cargar la página e inténtelo de nuevo.';
const ourAddress =
  'Esta página está abierta en una dirección que el servicio no conoce. Abra el panel en su propia dirección.';
const busy = 'El servicio está ocupado. Inténtelo de nuevo en un momento.';

export const reasons = (format: Formats): ReasonTexts => {
  const { number, choice, duration, plural } = format;
  /** The way on after a wait. The seconds count down to 0 while it is on the screen. */
  const wait = (seconds: number, then = '') =>
    seconds > 0
      ? `Espere ${duration(seconds)} e inténtelo de nuevo.${then}`
      : 'Ya puede intentarlo de nuevo.';
  const orOther = ' O use otro método o un código de recuperación.';
  /** Methods by their names on the wire, of which a newer service may have more. */
  const methods = (names: readonly string[]) =>
    choice(names.map((name) => methodNames[name as Method] ?? name));
  const triesLeft = (count: number) =>
    plural(count, { one: 'Queda # intento.', other: 'Quedan # intentos.' });

  return {
    'invalid-request': 'Algunos campos no son correctos. Compruebe lo que ha escrito.',
    'body-missing': ourFault,
    'body-not-json': ourFault,
    'body-not-object': ourFault,
    'body-field-twice': ourFault,
    'body-media-type': ourFault,
    'body-too-large': 'Es demasiado texto. Acórtelo e inténtelo de nuevo.',
    'field-missing': 'Rellene este campo.',
    'field-invalid': 'No es correcto. Compruebe lo que ha escrito.',
    'field-not-text': ourFault,
    'field-not-unicode': 'Contiene caracteres no válidos. Escríbalo de nuevo.',
    'field-not-one-line': 'Use una sola línea de texto, sin caracteres especiales.',
    'name-invisible': 'Introduzca un nombre que se vea.',
    'name-hides-characters':
      'El nombre contiene caracteres que no se ven o que cambian la dirección del texto. Escríbalo de nuevo sin ellos.',
    'field-not-encoded': ourFault,
    'field-not-boolean': ourFault,
    'field-not-list': ourFault,
    'field-not-date-time': 'Elija una fecha.',
    'field-too-long': ({ maximum }) => `Use como máximo ${number(maximum)} caracteres.`,
    'role-unknown': 'Elija un rol: propietario o miembro.',
    'method-unknown': ({ methods: known }) => `Elija uno de estos métodos: ${methods(known)}.`,
    'methods-missing': 'Elija al menos un método.',
    'method-repeated': ourFault,
    'email-invalid': 'Introduzca una dirección de correo, como jane.doe@company.com.',
    'code-malformed': 'Un código tiene seis cifras. Compruébelo e inténtelo de nuevo.',
    'code-length': ({ digits }) =>
      `Un código tiene seis cifras, y este tiene ${number(digits)}. Compruébelo e inténtelo de nuevo.`,
    'code-not-found':
      'No hay ningún código de seis cifras en lo que ha introducido. Introduzca solo el código.',
    'several-codes': 'Hay varios números de seis cifras en lo que ha introducido. Introduzca solo el código.',
    'browser-code-malformed':
      'Este inicio de sesión espera una llave de acceso. Use su llave de acceso o uno de sus códigos de recuperación.',
    'recovery-code-length': ({ expected }) =>
      `Un código de recuperación tiene ${number(expected)} letras y cifras. Compare lo que ha introducido con su lista.`,
    'recovery-code-instead':
      'Es un código de recuperación, que no puede activar un método. Introduzca las seis cifras del método nuevo.',
    'limit-invalid': ourFault,
    'cursor-invalid': 'La lista ha cambiado. Vuelva a cargar la página.',
    'format-unknown': ourFault,
    'methods-unknown': ourFault,
    'signature-headers-missing': ourFault,
    'two-session-cookies':
      'Su navegador tiene dos sesiones de este sitio a la vez. Borre las cookies de este sitio y vuelva a iniciar sesión.',
    'foreign-origin': ourAddress,
    'not-through-edge': ourAddress,
    'unknown-operation': 'El servicio ha cambiado. Vuelva a cargar la página e inténtelo de nuevo.',
    'method-not-allowed': 'El servicio ha cambiado. Vuelva a cargar la página e inténtelo de nuevo.',
    'not-found': 'Eso ya no está aquí. Vuelva a cargar la página para ver qué hay.',
    'changed-meanwhile': changedMeanwhile,

    busy,
    'internal-error':
      'Se ha producido un error por nuestra parte. Vuelva a cargar la página para ver qué se ha cambiado e inténtelo de nuevo.',
    'mail-not-sent': 'No se ha podido enviar el correo. Inténtelo de nuevo en un momento.',

    'signed-out': 'Su sesión ha terminado. Vuelva a iniciar sesión para continuar.',
    'wrong-credentials':
      'El correo o la contraseña no son correctos. Compruebe ambos e inténtelo de nuevo, o restablezca su contraseña.',
    'account-changed-meanwhile': 'Su cuenta ha cambiado mientras iniciaba sesión. Vuelva a iniciar sesión.',
    'too-many-failed-sign-ins': ({ retryAfterSeconds }) =>
      `Demasiados intentos. ${wait(retryAfterSeconds, ' O restablezca su contraseña.')}`,
    'confirmation-needed': ({ methods: accepted }) =>
      `Confirme su identidad e inténtelo de nuevo. Puede usar: ${methods(accepted)}.`,
    'acr-unknown': ourFault,
    'max-age-invalid': ourFault,
    'stronger-sign-in-needed': 'Confirme su identidad e inténtelo de nuevo.',
    'stronger-factor-needed': 'La aplicación exige un método de inicio de sesión que su cuenta no tiene.',
    'authorization-over':
      'Este inicio de sesión en la aplicación ha caducado. Vuelva a la aplicación e inicie sesión de nuevo.',
    'app-unknown': ourFault,
    'factor-enabled-meanwhile':
      'Mientras tanto se ha activado un método. Confirme con él e inténtelo de nuevo.',
    'password-needed': 'Introduzca su contraseña.',
    'mfa-required': ({ organizations }) =>
      `Exige la autenticación multifactor: ${format.list(organizations.map(({ name }) => name)) || 'su organización'}. Actívela para su cuenta y después inicie sesión.`,
    'confirmation-awaited': ({ organizations }) =>
      `Su autenticación multifactor se ha deshecho con un enlace de un correo. Pida a un propietario de ${format.list(organizations.map(({ name }) => name))} que confirme que esta cuenta sigue siendo suya. Si no hay otro propietario, pregunte al operador de este servicio.`,
    'nothing-to-confirm': 'Este miembro ya no necesita confirmación. Vuelva a cargar la página.',
    'undone-again':
      'Mientras tanto se han vuelto a deshacer los factores de esta cuenta. Pregunte también por ello al miembro, vuelva a cargar la página y confirme la cuenta.',
    'own-confirmation': 'Otro propietario debe confirmar su cuenta. Pregunte a uno de ellos.',

    'wrong-code': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? `Ese código no es correcto. Compruébelo e inténtelo de nuevo. ${triesLeft(attemptsLeft)}`
        : 'Ese código no es correcto, y no quedan intentos. Empiece de nuevo para obtener otro.',
    'phone-clock-wrong': ({ attemptsLeft, clockAheadSeconds }) =>
      `El reloj de su teléfono va ${clockAheadSeconds > 0 ? 'adelantado' : 'atrasado'} unos ${duration(60 * Math.round(Math.abs(clockAheadSeconds) / 60))}. Póngalo en automático e introduzca el código que muestra la aplicación. ${triesLeft(attemptsLeft)}`,
    'passkey-refused': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? 'No se ha aceptado esta llave de acceso. Inténtelo de nuevo o use otro método.'
        : 'No se ha aceptado esta llave de acceso, y no quedan intentos. Empiece de nuevo.',
    'passkey-copied':
      'Parece que esta llave de acceso se ha copiado, así que no se ha aceptado. Use otro método y después desactive esta llave de acceso en la configuración.',
    'passkey-not-requested': changedMeanwhile,
    'browser-code-not-needed': changedMeanwhile,
    'passkey-registered':
      'Su cuenta ya tiene esta llave de acceso. Elija otro dispositivo u otra llave de seguridad.',
    'passkey-unknown':
      'Esta llave de acceso no pertenece a ninguna cuenta de aquí. Puede que se haya eliminado. Inicie sesión con su correo y su contraseña.',
    'passkey-challenge-over':
      'Esta página ha estado abierta demasiado tiempo. Inténtelo de nuevo con la llave de acceso.',
    'wrong-passkey':
      'No se ha aceptado esta llave de acceso. Inténtelo de nuevo o inicie sesión con su correo y su contraseña.',
    'code-used': ({ retryAfterSeconds }) =>
      retryAfterSeconds > 0
        ? `Ese código ya se ha usado. Espere ${duration(retryAfterSeconds)} al siguiente.`
        : 'Ese código ya se ha usado. Introduzca el que muestra ahora su aplicación de autenticación.',
    'challenge-over': 'Este código ha caducado o ya se ha usado. Empiece de nuevo para obtener otro.',
    'link-over': 'Este enlace ha caducado o ya se ha usado. Pida otro.',
    'too-many-wrong-codes': ({ retryAfterSeconds }) =>
      `Demasiados códigos incorrectos. ${wait(retryAfterSeconds, orOther)}`,
    'method-locked':
      'Este método está bloqueado tras demasiados códigos incorrectos. Use otro método o un código de recuperación: así se desbloquea.',
    'method-not-enabled': ({ methods: enabled }) => `Elija un método activado: ${methods(enabled)}.`,
    'method-not-accepted': ({ methods: accepted }) =>
      `Sus organizaciones no aceptan este método. Use uno que acepten: ${methods(accepted)}.`,
    'nothing-to-resend':
      'Este método no envía códigos. Introduzca el código que muestra su aplicación de autenticación.',
    'code-just-sent': ({ retryAfterSeconds }) => `El código se acaba de enviar. ${wait(retryAfterSeconds)}`,
    'resends-spent': ({ retryAfterSeconds }) =>
      retryAfterSeconds > 0
        ? `El código no se puede volver a enviar. Introduzca el que tiene, o empiece de nuevo en ${duration(retryAfterSeconds)}.`
        : 'El código no se puede volver a enviar. Empiece de nuevo para obtener otro.',
    'codes-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Se le han enviado demasiados códigos en la última hora. ${wait(retryAfterSeconds, orOther)}`,
    'code-not-sent':
      'No se ha podido enviar el código. Vuelva a enviarlo en un momento, o use otro método o un código de recuperación.',
    'mails-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Esta dirección ha recibido varios de estos correos en la última hora. Use el más reciente. ${wait(retryAfterSeconds)}`,
    'mails-from-network-spent': ({ retryAfterSeconds }) =>
      `Se han pedido demasiados correos desde su red. Una cuenta que ya haya iniciado sesión desde aquí recibe igualmente su enlace para restablecer la contraseña. ${wait(retryAfterSeconds)}`,
    'mails-of-account-spent': ({ retryAfterSeconds }) =>
      `Ha enviado muchos correos en la última hora. ${wait(retryAfterSeconds)}`,
    'member-lists-spent': ({ retryAfterSeconds }) =>
      `Ha mostrado muchísimos miembros en el último minuto. ${wait(retryAfterSeconds)}`,
    'mails-of-the-day-spent': ({ retryAfterSeconds }) =>
      `El servicio ha enviado todos los correos que puede enviar hoy, salvo los códigos. ${wait(retryAfterSeconds)}`,
    'mail-returned':
      'No enviamos correos a su dirección, porque correos anteriores fueron devueltos o se marcaron como no deseados. Use otro método o un código de recuperación.',
    'mail-returned-at-activation':
      'No enviamos correos a su dirección, porque correos anteriores fueron devueltos o se marcaron como no deseados. Active en su lugar una aplicación de autenticación. O, cuando vuelvan a llegar correos, restablezca su contraseña.',

    'registration-by-invitation':
      'Solo se crean cuentas para direcciones de correo invitadas. Pida a un propietario de su organización que le invite.',
    'registration-by-domain': ({ domains }) =>
      `Solo se crean cuentas para direcciones de correo de estos dominios: ${choice(domains)}.`,
    'address-taken': 'Esta dirección ya tiene una cuenta. Inicie sesión o restablezca su contraseña.',
    'password-too-short': ({ minimum }) =>
      `Use al menos ${number(minimum)} caracteres. Varias palabras seguidas funcionan bien.`,
    'password-too-long': ({ maximum }) => `Use como máximo ${number(maximum)} caracteres.`,
    'password-too-uniform': 'Use más de tres caracteres distintos.',
    'password-too-personal': 'Está formada con su propia dirección o su nombre. Elija otra cosa.',
    'password-too-common':
      'Es una de las contraseñas más comunes, o está formada con ellas. Elija algunas palabras que no tengan relación entre sí.',

    'existing-factor-needed': ({ methods: accepted }) =>
      `Esta cuenta ya tiene activada la autenticación multifactor. Confirme su identidad e inténtelo de nuevo. Puede usar: ${methods(accepted)}.`,
    'factor-limit': ({ maximum }) =>
      maximum === 1
        ? 'Su cuenta ya tiene este método.'
        : `Su cuenta ya tiene ${number(maximum)} de este método. Desactive antes uno.`,
    'passkeys-needed':
      'Sin contraseña, una cuenta necesita dos llaves de acceso con PIN, huella o cara, o una y códigos de recuperación. Active otra llave de acceso o use una contraseña.',
    'no-password': changedMeanwhile,
    'factor-required': ({ organization }) =>
      `${organization} exige este método. Active antes otro que acepte.`,
    'no-factor': 'Los códigos de recuperación van con un método. Active antes un método.',

    'key-name-invalid':
      'Use en el nombre letras, cifras, puntos, guiones, guiones bajos y @. Empiece con una letra o una cifra.',
    'key-invalid': ({ minimumBits, maximumBits }) =>
      `Introduzca una clave RSA de ${minimumBits} a ${maximumBits} bits, como la única línea de su archivo .pub: ssh-rsa AAAA…`,
    'key-name-taken': 'Ya tiene una clave SSH con este nombre. Elija otro nombre o elimine esa clave.',
    'keys-repeated': ourFault,
    'keys-unknown': ({ names }) =>
      `Ya no tiene esta clave SSH: ${format.list(names)}. Vuelva a cargar la página e inténtelo de nuevo.`,
    'key-limit': ({ maximum }) =>
      `Ya tiene ${number(maximum)} claves SSH, que es el límite. Elimine una que ya no use.`,
    'key-in-use':
      'Otra cuenta tiene esta clave SSH. Demuestre que tiene su clave privada para añadirla aquí, o cree una nueva.',
    'signature-time-invalid': ourFault,
    'key-proof-wrong':
      'La prueba debe ser una firma con esta clave SSH, para esta cuenta y este servicio, de hace cinco minutos como máximo.',
    'wrong-key': 'Esta clave SSH no se conoce, o su firma no es correcta. Inicie sesión con su contraseña.',
    'signature-clock':
      'El reloj de su dispositivo no es correcto. Póngalo en automático e inténtelo de nuevo.',

    'owner-needed': ({ organization }) =>
      `Solo puede hacerlo un propietario de ${organization}. Pregunte a uno de ellos.`,
    'last-owner': 'Una organización necesita un propietario. Haga antes propietario a otro miembro.',
    'owner-still-needed': ({ organization }) =>
      `${organization} le necesita como propietario. Haga propietario a otro miembro o elimine antes la organización.`,
    'account-deletion-begun': 'La eliminación de su cuenta ha empezado, así que ya no se puede conservar.',
    'owner-limit': ({ maximum }) =>
      `Una organización puede tener como máximo ${number(maximum)} propietarios. Haga antes miembro a uno de ellos.`,
    'organization-limit': ({ maximum }) =>
      `Pertenece a ${number(maximum)} organizaciones, que es el límite. Abandone antes una.`,
    'environment-name-taken': 'Ya hay un entorno con este nombre. Elija otro nombre.',
    'environment-limit': ({ maximum }) =>
      `Esta organización ya tiene ${number(maximum)} entornos, que es el límite.`,
    'own-factor-needed':
      'Usted se quedaría sin acceso. Active antes uno de los métodos aceptados para su propia cuenta.',
    'accepted-factor-needed': 'Confirme con uno de los métodos que se aceptarán e inténtelo de nuevo.',
    'requirement-incomplete': ourFault,
    'deadline-past': 'Elija una fecha posterior a hoy.',
    'deadline-too-far': ({ maximumDays }) =>
      `Elija una fecha dentro de ${plural(maximumDays, { one: '# día', other: '# días' })} como máximo.`,

    'already-invited': 'Esta dirección tiene una invitación abierta. Vuelva a enviarla o revóquela antes.',
    'already-member': 'Esta dirección ya es de un miembro.',
    'you-are-member': 'Ya es miembro.',
    'invitation-limit': ({ maximum }) =>
      `Hay ${number(maximum)} invitaciones abiertas, que es el límite. Revoque antes algunas.`,
    'invitation-for-another':
      'Esta invitación es para otra dirección que la suya. Cierre la sesión e iníciela con la dirección invitada.',
    'invitation-accepted': 'Esta invitación ya se ha aceptado. Quite al miembro en su lugar.',
    'invitation-closed': 'Esta invitación ya se ha aceptado o revocado. Envíe una nueva.',
    'invitation-unknown': 'No existe esta invitación. Abra de nuevo el enlace del correo.',
    'invitation-over': 'Esta invitación ya no funciona. Pida una nueva a quien le haya invitado.',
    'invitation-not-mailed':
      'La invitación se ha creado, pero no se ha podido enviar su correo. Vuelva a enviarla desde la lista de abajo.',
    'invitation-just-sent': ({ retryAfterSeconds }) =>
      `La invitación se acaba de enviar. ${wait(retryAfterSeconds)}`,
    'link-template-foreign': ourFault,
    'link-template-malformed': ourFault,
    'link-template-without-code': ourFault,

    'own-reset': 'Estos son sus propios métodos. Cámbielos en la configuración de su cuenta.',
    'no-factor-to-reset': 'Este miembro no tiene ningún método que restablecer.',
    'member-elsewhere':
      'Este miembro también pertenece a otra organización, así que usted no puede restablecer sus métodos por su cuenta. Pregunte al operador de este servicio.',
    'second-owner-needed':
      'Debe confirmarlo un segundo propietario, y no hay otro. Haga propietario a otro miembro o pregunte al operador de este servicio.',
    'no-reset-pending':
      'Este restablecimiento ya no está pendiente. Vuelva a cargar la página para ver qué hay.',
  };
};
