/** The page of help. */
export const help = {
  title: 'Authentification multifacteur : résolution des problèmes',
  contents: 'Sur cette page',
  sections: [
    {
      id: 'mail',
      title: 'Le code par e-mail n’arrive pas',
      paragraphs: [
        'Cela peut prendre une ou deux minutes. Regardez dans le dossier des courriers indésirables et vérifiez que vous consultez la boîte de l’adresse que le formulaire affiche en partie.',
        'Après 30 secondes, vous pouvez le faire renvoyer. C’est le même code : peu importe lequel des messages vous utilisez.',
        'Un compte reçoit au plus 10 codes par heure. Ensuite, utilisez une autre méthode ou attendez.',
      ],
    },
    {
      id: 'clock',
      title: 'Les codes de l’application d’authentification sont refusés',
      paragraphs: [
        'Les codes dépendent de l’heure. Réglez l’horloge de votre téléphone en mode automatique, ou utilisez la correction de l’heure de votre application, puis réessayez.',
        'Chaque code ne fonctionne qu’une fois. Si le formulaire indique qu’un code a déjà été utilisé, attendez le suivant, ce qui prend au plus 30 secondes.',
        'Vérifiez que vous utilisez l’entrée de ce compte dans votre application. Après une nouvelle activation, l’ancienne entrée ne fonctionne plus : supprimez-la.',
      ],
    },
    {
      id: 'lost-device',
      title: 'Vous avez perdu le téléphone, la clé de sécurité ou l’accès à la boîte aux lettres',
      paragraphs: [
        'Si vous avez activé une autre méthode, choisissez-la dans le formulaire qui demande votre code ou votre clé d’accès, sous « Utiliser une autre méthode ». Ouvrez ensuite les paramètres du compte, désactivez la méthode perdue et fermez toutes les autres sessions.',
        'Si vous avez enregistré vos codes de récupération, choisissez « Utiliser un code de récupération » dans ce formulaire. Chacun ne fonctionne qu’une fois. Désactivez ensuite la méthode perdue et activez-en une nouvelle.',
        'Si vous n’avez ni l’un ni l’autre, adressez-vous à un propriétaire de votre organisation ou à l’opérateur de ce service. Pour votre sécurité, ils ne peuvent pas se connecter à votre place. Ils peuvent seulement supprimer toutes vos méthodes.',
      ],
    },
    {
      id: 'passkeys',
      title: 'Le navigateur ne trouve pas votre clé d’accès',
      paragraphs: [
        'Une clé d’accès fonctionne sur l’appareil ou dans le gestionnaire de mots de passe qui la conserve, et seulement à l’adresse de ce site. Si elle est sur votre téléphone, choisissez un autre appareil dans la boîte de dialogue du navigateur et scannez le code affiché.',
        'Sinon, utilisez une autre méthode ou un code de récupération.',
      ],
    },
    {
      id: 'cli',
      title: 'La ligne de commande demande la mauvaise méthode',
      paragraphs: [
        'La ligne de commande utilise votre méthode préférée. Modifiez-la dans les paramètres du compte : développez MFA et cliquez sur « Préférer » à côté de la méthode voulue.',
        'Le changement s’applique à la prochaine connexion.',
        'Si vous n’avez que des clés d’accès, ouvrez /account/cli à l’adresse de ce site : un code pour le terminal y est affiché.',
      ],
    },
    {
      id: 'stranger',
      title: 'Vous avez reçu un code ou un message que vous n’avez pas demandé',
      paragraphs: [
        'Un code que vous n’avez pas demandé signifie que quelqu’un connaît votre mot de passe. Ne communiquez pas ce code. Réinitialisez votre mot de passe maintenant.',
        'Si un message indique que l’authentification multifacteur a été activée et que ce n’était pas vous, utilisez le lien d’annulation de ce message. Il fonctionne pendant sept jours.',
      ],
    },
  ],
  settingsLink: 'Paramètres du compte',
  resetLink: 'Réinitialiser le mot de passe',
  signInLink: 'Se connecter',
};
