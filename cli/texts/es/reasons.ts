import type { Formats } from '../formats.ts';
import type { ReasonTexts } from '../reason-texts.ts';

/** For refusals that only a fault of the command can cause, or a service of another version. */
const otherVersion =
  'El servicio no ha entendido esta versión del comando. Instale la versión que corresponde al servicio.';
const noOperation =
  'El servicio no tiene esta operación. Instale la versión del comando que corresponde al servicio.';
const orOther = ' O use otro método (--method) o un código de recuperación.';
const returned =
  'No se envían correos a su dirección, porque correos anteriores fueron devueltos o se marcaron como no deseados.';

export const reasons = (format: Formats): ReasonTexts => {
  const { number, choice, duration, plural } = format;
  const wait = (seconds: number) => `Espere ${duration(seconds)} e inténtelo de nuevo.`;

  return {
    'invalid-request': 'Algunos valores no son válidos.',
    'body-missing': otherVersion,
    'body-not-json': otherVersion,
    'body-not-object': otherVersion,
    'body-field-twice': otherVersion,
    'body-media-type': otherVersion,
    'body-too-large': 'Los valores son demasiado largos. Acórtelos e inténtelo de nuevo.',
    'field-missing': 'Es obligatorio.',
    'field-invalid': 'No es válido. Compruebe lo que ha escrito.',
    'field-not-text': otherVersion,
    'field-not-unicode': 'Contiene caracteres que no son Unicode válido. Escríbalo de nuevo.',
    'field-not-one-line': 'Debe ser una sola línea, sin caracteres de control.',
    'name-invisible': 'Introduzca un nombre que se vea.',
    'name-hides-characters':
      'El nombre tiene caracteres que no se ven o que cambian la dirección del texto. Escríbalo de nuevo sin ellos.',
    'field-not-encoded': 'Debe ser base64url, sin relleno.',
    'field-not-boolean': otherVersion,
    'field-not-list': otherVersion,
    'field-not-date-time': otherVersion,
    'field-too-long': ({ maximum }) => `Debe tener como máximo ${number(maximum)} caracteres.`,
    'role-unknown': 'El rol debe ser owner o member.',
    'method-unknown': ({ methods }) => `El método debe ser uno de estos: ${choice(methods)}.`,
    'methods-missing': 'Indique al menos un método con --accept.',
    'method-repeated': 'Indique cada método una sola vez.',
    'email-invalid': 'Indique una dirección de correo, como name@example.com.',
    'code-malformed': 'Un código de verificación tiene seis cifras. Compruébelo e inténtelo de nuevo.',
    'code-length': ({ digits }) =>
      `Un código de verificación tiene seis cifras, y este tiene ${digits}. Inténtelo de nuevo.`,
    'code-not-found':
      'En ese texto no hay ningún código de verificación de seis cifras. Introduzca solo el código.',
    'several-codes':
      'En ese texto hay varios números de seis cifras. Introduzca solo el código de verificación.',
    'browser-code-malformed':
      'Un terminal no puede usar una llave de acceso. Introduzca las ocho letras que el panel muestra en /account/cli, o un código de recuperación.',
    'recovery-code-length': ({ expected }) =>
      `Un código de recuperación tiene ${expected} letras y cifras. Compárelo con su lista e inténtelo de nuevo.`,
    'recovery-code-instead':
      'Es un código de recuperación, que no puede activar un factor. Introduzca el código de verificación del factor nuevo.',
    'limit-invalid': ({ maximum }) => `--limit debe ser un número entero de 1 a ${number(maximum)}.`,
    'cursor-invalid': '--cursor debe ser el valor con el que terminó la página anterior.',
    'format-unknown': otherVersion,
    'methods-unknown': ({ methods }) => `Indique uno o varios de estos métodos: ${choice(methods)}.`,
    'signature-headers-missing': otherVersion,
    'two-session-cookies': otherVersion,
    'foreign-origin': otherVersion,
    'not-through-edge': ({ origin }) =>
      `Esta no es la dirección pública del servicio. Establézcala: mfa config server ${origin}`,
    'unknown-operation': noOperation,
    'method-not-allowed': noOperation,
    'not-found': 'No existe, o no es suyo. Compruebe el id.',
    'changed-meanwhile': 'Otra cosa ha cambiado al mismo tiempo. Mire el estado actual e inténtelo de nuevo.',

    busy: 'El servicio está ocupado. Inténtelo de nuevo en un momento.',
    'internal-error':
      'Se ha producido un error en el servicio. Mire el estado actual e inténtelo de nuevo en un momento.',
    'mail-not-sent': 'No se ha podido enviar el correo. Inténtelo de nuevo en un momento.',

    'signed-out': 'No tiene sesión. Inicie sesión e inténtelo de nuevo: mfa signin',
    'wrong-credentials':
      'La dirección de correo o la contraseña no son correctas. Compruebe ambas e inténtelo de nuevo, o restablezca la contraseña en el panel.',
    'account-changed-meanwhile':
      'La cuenta ha cambiado durante este inicio de sesión. Vuelva a iniciar sesión: mfa signin',
    'too-many-failed-sign-ins': ({ retryAfterSeconds }) =>
      `Ha habido demasiados inicios de sesión fallidos. ${wait(retryAfterSeconds)} O restablezca la contraseña en el panel.`,
    'confirmation-needed': ({ methods }) => `Confirme con ${choice(methods)} e inténtelo de nuevo.`,
    'acr-unknown': ({ acrs }) => `La clase debe ser ${choice(acrs)}.`,
    'max-age-invalid': ({ maximum }) =>
      `La antigüedad debe ser un número entero de segundos de 0 a ${number(maximum)}.`,
    'stronger-sign-in-needed':
      'Hace falta un inicio de sesión más seguro o más reciente. Confirme e inténtelo de nuevo.',
    'stronger-factor-needed': 'La aplicación exige un factor que esta cuenta no tiene. Active antes uno.',
    'authorization-over':
      'Este inicio de sesión en la aplicación ha terminado. Empiécelo de nuevo en la aplicación.',
    'app-unknown':
      'Ninguna aplicación tiene esta audiencia. Pida al operador de este servicio que la registre.',
    'factor-enabled-meanwhile':
      'Al mismo tiempo se ha activado un factor. Confirme con él e inténtelo de nuevo.',
    'password-needed': 'Hace falta la contraseña, porque esta cuenta no tiene ningún factor.',
    'mfa-required':
      'Su organización exige la autenticación multifactor. Active un factor que acepte y vuelva a iniciar sesión.',
    'confirmation-awaited': ({ organizations }) =>
      `Su autenticación multifactor se ha deshecho con un enlace de un correo. Pida a un propietario de ${format.list(organizations.map(({ name }) => name))} que confirme que esta cuenta sigue siendo suya. Si no hay otro propietario, pregunte al operador de este servicio.`,
    'nothing-to-confirm': 'Este miembro no necesita confirmación.',
    'undone-again':
      'Mientras tanto se han vuelto a deshacer los factores de esta cuenta. Pregunte también por ello al miembro y ejecute de nuevo el comando.',
    'own-confirmation': 'Otro propietario debe confirmar su cuenta. Pregunte a uno de ellos.',

    'wrong-code': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? `El código no es correcto. Compruébelo e inténtelo de nuevo: ${plural(attemptsLeft, { one: 'queda # intento', other: 'quedan # intentos' })}.`
        : 'El código no es correcto, y no quedan intentos. Ejecute de nuevo el comando para obtener otro código.',
    'phone-clock-wrong': ({ attemptsLeft, clockAheadSeconds }) =>
      `El reloj de su teléfono va ${clockAheadSeconds > 0 ? 'adelantado' : 'atrasado'} unos ${Math.round(Math.abs(clockAheadSeconds) / 60)} min. Póngalo en automático e introduzca el código que muestra la aplicación. Intentos restantes: ${attemptsLeft}.`,
    'passkey-refused':
      'No se ha aceptado esta llave de acceso. Use otro método (--method) o un código de recuperación.',
    'passkey-copied':
      'Parece que esta llave de acceso se ha copiado. Use otro método y después desactive la llave de acceso en la configuración del panel.',
    'passkey-not-requested': 'Este inicio de sesión espera otro método. Ejecute de nuevo el comando.',
    'browser-code-not-needed': 'Su cuenta no necesita un código del navegador en un terminal.',
    'passkey-registered': 'Su cuenta ya tiene esta llave de acceso.',
    'passkey-unknown':
      'Ninguna cuenta tiene esta llave de acceso. Inicie sesión con el correo y la contraseña.',
    'passkey-challenge-over': 'La solicitud de la llave de acceso ha caducado. Ejecute de nuevo el comando.',
    'wrong-passkey': 'No se ha aceptado esta llave de acceso. Inicie sesión con el correo y la contraseña.',
    'code-used': ({ retryAfterSeconds }) =>
      `Este código ya se ha usado. Espere ${duration(retryAfterSeconds)} al siguiente.`,
    'challenge-over':
      'El código ha caducado o ya se ha usado. Ejecute de nuevo el comando para obtener otro.',
    'link-over': 'Este enlace ha caducado o ya se ha usado. Pida otro.',
    'too-many-wrong-codes': ({ retryAfterSeconds }) =>
      `Ha habido demasiados códigos incorrectos. ${wait(retryAfterSeconds)}${orOther}`,
    'method-locked':
      'Este método está bloqueado tras demasiados códigos incorrectos. Use otro método (--method) o un código de recuperación, que lo desbloquea.',
    'method-not-enabled': ({ methods }) => `Elija un método activado: ${choice(methods)}.`,
    'method-not-accepted': ({ methods }) =>
      `Sus organizaciones no aceptan aquí este método. Elija uno que acepten: ${choice(methods)}.`,
    'nothing-to-resend':
      'Este método no envía códigos. Introduzca el código que muestra su aplicación de autenticación.',
    'code-just-sent': ({ retryAfterSeconds }) => `El código se acaba de enviar. ${wait(retryAfterSeconds)}`,
    'resends-spent': ({ retryAfterSeconds }) =>
      `El código no se puede volver a enviar. Introduzca el que tiene, o empiece de nuevo en ${duration(retryAfterSeconds)}.`,
    'codes-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Se han enviado demasiados códigos en la última hora. ${wait(retryAfterSeconds)}${orOther}`,
    'code-not-sent':
      'No se ha podido enviar el código. Vuelva a enviarlo en un momento, o use otro método o un código de recuperación.',
    'mails-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Esta dirección de correo ha recibido varios de estos correos en la última hora. Use el más reciente. ${wait(retryAfterSeconds)}`,
    'mails-from-network-spent': ({ retryAfterSeconds }) =>
      `Se han pedido demasiados correos desde su red. Una cuenta que ya haya iniciado sesión desde aquí recibe igualmente su enlace para restablecer la contraseña. ${wait(retryAfterSeconds)}`,
    'mails-of-account-spent': ({ retryAfterSeconds }) =>
      `Ha enviado muchos correos en la última hora. ${wait(retryAfterSeconds)}`,
    'member-lists-spent': ({ retryAfterSeconds }) =>
      `Ha mostrado muchísimos miembros en el último minuto. ${wait(retryAfterSeconds)}`,
    'mails-of-the-day-spent': ({ retryAfterSeconds }) =>
      `El servicio ha enviado todos los correos que puede enviar hoy, salvo los códigos. ${wait(retryAfterSeconds)}`,
    'mail-returned': `${returned} Use otro método (--method) o un código de recuperación.`,
    'mail-returned-at-activation': `${returned} Active en su lugar una aplicación de autenticación: mfa factors enable authenticator`,

    'registration-by-invitation':
      'Solo se crean cuentas para direcciones de correo invitadas. Pida a un propietario de su organización que le invite.',
    'registration-by-domain': ({ domains }) =>
      `Solo se crean cuentas para direcciones de correo de estos dominios: ${choice(domains)}.`,
    'address-taken':
      'Esta dirección de correo ya tiene una cuenta. Inicie sesión, o restablezca la contraseña.',
    'password-too-short': ({ minimum }) =>
      `Use al menos ${number(minimum)} caracteres. Varias palabras seguidas son fáciles de recordar.`,
    'password-too-long': ({ maximum }) => `Use como máximo ${number(maximum)} caracteres.`,
    'password-too-uniform': 'Use más de tres caracteres distintos.',
    'password-too-personal': 'No forme la contraseña con su propia dirección de correo o su nombre.',
    'password-too-common':
      'Es una de las contraseñas más comunes, o está formada con ellas. Elija algunas palabras sin relación entre sí.',

    'existing-factor-needed': ({ methods }) =>
      `Esta cuenta ya tiene un factor. Inicie sesión o confirme con ${choice(methods)} e inténtelo de nuevo.`,
    'factor-limit': ({ method, maximum }) =>
      maximum === 1
        ? `Esta cuenta ya tiene el factor ${method}.`
        : `Esta cuenta ya tiene ${number(maximum)} factores del tipo ${method}. Desactive antes uno: mfa factors disable`,
    'passkeys-needed':
      'Sin contraseña, una cuenta necesita dos llaves de acceso, o una y códigos de recuperación. Active otra llave de acceso en el panel.',
    'no-password': 'Su cuenta no tiene contraseña.',
    'factor-required': ({ organization }) =>
      `${organization} exige este factor. Active antes otro que acepte: mfa factors enable`,
    'no-factor': 'Los códigos de recuperación van con un factor. Active antes un factor: mfa factors enable',

    'key-name-invalid':
      'El nombre de una clave SSH tiene letras, cifras, puntos, guiones, guiones bajos y @. Empieza con una letra o una cifra.',
    'key-invalid': ({ minimumBits, maximumBits }) =>
      `Indique una clave RSA de ${minimumBits} a ${maximumBits} bits, como la única línea de su archivo .pub: ssh-rsa AAAA…`,
    'key-name-taken': 'Ya tiene una clave SSH con este nombre. Elija otro nombre, o elimine esa clave.',
    'keys-repeated': 'Indique cada clave SSH una sola vez.',
    'keys-unknown': ({ names }) => `No tiene ninguna clave SSH con este nombre: ${format.list(names)}.`,
    'key-limit': ({ maximum }) =>
      `Esta cuenta ya tiene ${number(maximum)} claves SSH, que es el límite. Elimine una que ya no use.`,
    'key-in-use':
      'Otra cuenta tiene esta clave SSH. Demuestre que tiene su clave privada para añadirla aquí, o cree una nueva.',
    'signature-time-invalid': otherVersion,
    'key-proof-wrong':
      'La prueba debe ser una firma con esta clave SSH, para esta cuenta y este servicio, de hace cinco minutos como máximo.',
    'wrong-key':
      'La clave SSH no se conoce, o su firma no es correcta. Inicie sesión con su contraseña: mfa signin',
    'signature-clock':
      'El reloj de este equipo no es correcto. Ajústelo e inténtelo de nuevo. mfa doctor lo comprueba.',

    'owner-needed': ({ organization }) =>
      `Solo puede hacerlo un propietario de ${organization}. Pregunte a uno de ellos.`,
    'last-owner':
      'Una organización necesita un propietario. Haga antes propietario a otro miembro: mfa orgs role ORGANIZATION MEMBER owner',
    'owner-still-needed': ({ organization }) =>
      `${organization} le necesita como propietario. Haga propietario a otro miembro (mfa orgs role ORGANIZATION MEMBER owner), o elimine antes la organización.`,
    'account-deletion-begun': 'La eliminación de su cuenta ha empezado, así que ya no se puede conservar.',
    'owner-limit': ({ maximum }) =>
      `Una organización puede tener como máximo ${number(maximum)} propietarios. Haga antes miembro a uno de ellos.`,
    'organization-limit': ({ maximum }) =>
      `Pertenece a ${number(maximum)} organizaciones, que es el límite. Abandone antes una: mfa orgs leave`,
    'environment-name-taken': 'La organización ya tiene un entorno con este nombre. Elija otro nombre.',
    'environment-limit': ({ maximum }) =>
      `La organización ya tiene ${number(maximum)} entornos, que es el límite.`,
    'own-factor-needed':
      'Usted se quedaría sin acceso. Active antes un factor que la organización vaya a aceptar: mfa factors enable',
    'accepted-factor-needed':
      'Confirme con un factor que la organización vaya a aceptar e inténtelo de nuevo.',
    'requirement-incomplete': otherVersion,
    'deadline-past': '--deadline debe estar en el futuro.',
    'deadline-too-far': ({ maximumDays }) =>
      `--deadline debe estar dentro de ${plural(maximumDays, { one: '# día', other: '# días' })}.`,

    'already-invited':
      'Esta dirección de correo tiene una invitación abierta. Vuelva a enviarla con mfa orgs resend, o revóquela antes.',
    'already-member': 'Esta dirección de correo ya es de un miembro.',
    'you-are-member': 'Ya es miembro.',
    'invitation-limit': ({ maximum }) =>
      `Hay ${number(maximum)} invitaciones abiertas, que es el límite. Revoque antes algunas: mfa orgs revoke`,
    'invitation-for-another': 'Esta invitación es para otra dirección de correo que la de su cuenta.',
    'invitation-accepted': 'Esta invitación ya se ha aceptado. Quite al miembro en su lugar: mfa orgs remove',
    'invitation-closed': 'Esta invitación se ha aceptado o revocado. Envíe una nueva: mfa orgs invite',
    'invitation-unknown': 'No existe esta invitación. Compruebe el enlace.',
    'invitation-over':
      'Esta invitación se ha usado, revocado o vuelto a enviar, o ha caducado. Pida una nueva.',
    'invitation-not-mailed':
      'La invitación se ha creado, pero no se ha podido enviar su correo. Vuelva a enviarla: mfa orgs resend',
    'invitation-just-sent': ({ retryAfterSeconds }) =>
      `La invitación se acaba de enviar. ${wait(retryAfterSeconds)}`,
    'link-template-foreign': otherVersion,
    'link-template-malformed': otherVersion,
    'link-template-without-code': otherVersion,

    'own-reset': 'Estos son sus propios factores. Cámbielos con mfa factors.',
    'no-factor-to-reset': 'Este miembro no tiene ningún factor que restablecer.',
    'member-elsewhere':
      'Este miembro también pertenece a otra organización, así que usted no puede restablecer sus factores por su cuenta. Pregunte al operador de este servicio.',
    'second-owner-needed':
      'Debe confirmarlo un segundo propietario, y no hay otro. Haga propietario a otro miembro, o pregunte al operador de este servicio.',
    'no-reset-pending': 'No hay ningún restablecimiento pendiente para este miembro.',
  };
};
