/** The page of help. */
export const help = {
  title: 'Autenticación multifactor: solución de problemas',
  contents: 'En esta página',
  sections: [
    {
      id: 'mail',
      title: 'No llega el código por correo',
      paragraphs: [
        'Puede tardar uno o dos minutos. Mire en la carpeta de correo no deseado y compruebe que está en el buzón de la dirección que el formulario muestra en parte.',
        'Pasados 30 segundos puede pedir que se vuelva a enviar. Es el mismo código, así que da igual cuál de los mensajes use.',
        'Una cuenta recibe como máximo 10 códigos por hora. Después, use otro método o espere.',
      ],
    },
    {
      id: 'clock',
      title: 'Se rechazan los códigos de la aplicación de autenticación',
      paragraphs: [
        'Los códigos dependen de la hora. Ponga el reloj de su teléfono en automático, o use la corrección de hora de su aplicación, e inténtelo de nuevo.',
        'Cada código funciona una sola vez. Si el formulario indica que un código ya se ha usado, espere al siguiente, que tarda como máximo 30 segundos.',
        'Compruebe que usa la entrada de esta cuenta en su aplicación. Si ha vuelto a activarla, la entrada anterior ya no funciona: elimínela.',
      ],
    },
    {
      id: 'lost-device',
      title: 'Ha perdido el teléfono, la llave de seguridad o el acceso al buzón',
      paragraphs: [
        'Si ha activado otro método, elíjalo en el formulario que pide su código o llave de acceso, en «Usar otro método». Después abra la configuración de la cuenta, desactive el método perdido y cierre todas las demás sesiones.',
        'Si ha guardado sus códigos de recuperación, elija «Usar un código de recuperación» en ese formulario. Cada uno funciona una sola vez. Después desactive el método perdido y active uno nuevo.',
        'Si no tiene ninguno de los dos, pregunte a un propietario de su organización o al operador de este servicio. Por su seguridad, no pueden iniciar sesión por usted. Solo pueden eliminar todos sus métodos.',
      ],
    },
    {
      id: 'passkeys',
      title: 'El navegador no encuentra su llave de acceso',
      paragraphs: [
        'Una llave de acceso funciona en el dispositivo o en el gestor de contraseñas que la guarda, y solo en la dirección de este sitio. Si la guarda su teléfono, elija otro dispositivo en el cuadro de diálogo del navegador y escanee el código que muestra.',
        'Si no, use otro método o un código de recuperación.',
      ],
    },
    {
      id: 'cli',
      title: 'La línea de comandos pide el método equivocado',
      paragraphs: [
        'La línea de comandos usa su método preferido. Cámbielo en la configuración de la cuenta: despliegue MFA y haga clic en «Preferir» junto al que quiera.',
        'El cambio se aplica en el siguiente inicio de sesión.',
        'Si solo tiene llaves de acceso, abra /account/cli en la dirección de este sitio: allí se muestra un código para el terminal.',
      ],
    },
    {
      id: 'stranger',
      title: 'Ha recibido un código o un mensaje que no ha pedido',
      paragraphs: [
        'Un código que no ha pedido significa que alguien conoce su contraseña. No comparta el código. Restablezca ahora su contraseña.',
        'Si un mensaje dice que se ha activado la autenticación multifactor y no ha sido usted, use el enlace de ese mensaje para deshacerlo. Funciona durante siete días.',
      ],
    },
  ],
  settingsLink: 'Configuración de la cuenta',
  resetLink: 'Restablecer la contraseña',
  signInLink: 'Iniciar sesión',
};
