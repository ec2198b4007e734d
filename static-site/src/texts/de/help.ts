/** The page of help. */
export const help = {
  title: 'Multi-Faktor-Authentifizierung: Hilfe bei Problemen',
  contents: 'Auf dieser Seite',
  sections: [
    {
      id: 'mail',
      title: 'Der Code per E-Mail kommt nicht an',
      paragraphs: [
        'Das kann ein bis zwei Minuten dauern. Sehen Sie im Spamordner nach und prüfen Sie, ob Sie im richtigen Postfach nachsehen: Das Formular zeigt die Adresse teilweise an.',
        'Nach 30 Sekunden können Sie den Code erneut senden lassen. Es ist derselbe Code, Sie können also jede der E-Mails verwenden.',
        'Pro Konto senden wir höchstens 10 Codes pro Stunde. Verwenden Sie danach eine andere Methode oder warten Sie.',
      ],
    },
    {
      id: 'clock',
      title: 'Codes der Authenticator-App werden abgelehnt',
      paragraphs: [
        'Die Codes hängen von der Uhrzeit ab. Stellen Sie die Uhr Ihres Telefons auf automatisch oder verwenden Sie die Zeitkorrektur Ihrer App und versuchen Sie es erneut.',
        'Jeder Code funktioniert einmal. Wenn das Formular meldet, dass ein Code bereits verwendet wurde, warten Sie auf den nächsten. Das dauert höchstens 30 Sekunden.',
        'Prüfen Sie, ob Sie in Ihrer App den Eintrag für dieses Konto verwenden. Nach einer erneuten Aktivierung funktioniert der alte Eintrag nicht mehr: Löschen Sie ihn.',
      ],
    },
    {
      id: 'lost-device',
      title: 'Sie haben Ihr Telefon, Ihren Sicherheitsschlüssel oder den Zugriff auf Ihr Postfach verloren',
      paragraphs: [
        'Wenn Sie eine andere Methode aktiviert haben, wählen Sie diese in dem Formular, das nach Ihrem Code oder Passkey fragt, unter „Andere Methode verwenden“. Öffnen Sie dann die Kontoeinstellungen, deaktivieren Sie die verlorene Methode und beenden Sie alle anderen Sitzungen.',
        'Wenn Sie Ihre Wiederherstellungscodes gespeichert haben, wählen Sie in diesem Formular „Wiederherstellungscode verwenden“. Jeder funktioniert einmal. Deaktivieren Sie dann die verlorene Methode und aktivieren Sie eine neue.',
        'Wenn Sie beides nicht haben, wenden Sie sich an einen Eigentümer Ihrer Organisation oder an den Betreiber dieses Dienstes. Zu Ihrer Sicherheit können diese sich nicht für Sie anmelden. Sie können nur alle Ihre Methoden entfernen.',
      ],
    },
    {
      id: 'passkeys',
      title: 'Der Browser findet Ihren Passkey nicht',
      paragraphs: [
        'Ein Passkey funktioniert auf dem Gerät oder in dem Passwortmanager, in dem er gespeichert ist, und nur unter der Adresse dieser Website. Wenn er auf Ihrem Telefon gespeichert ist, wählen Sie im Dialog des Browsers ein anderes Gerät und scannen Sie den angezeigten Code.',
        'Verwenden Sie andernfalls eine andere Methode oder einen Wiederherstellungscode.',
      ],
    },
    {
      id: 'cli',
      title: 'Die Befehlszeile fragt nach der falschen Methode',
      paragraphs: [
        'Die Befehlszeile verwendet Ihre bevorzugte Methode. Ändern Sie diese in den Kontoeinstellungen: Klappen Sie MFA auf und klicken Sie neben der gewünschten Methode auf „Bevorzugen“.',
        'Die Änderung gilt ab der nächsten Anmeldung.',
        'Wenn Sie nur Passkeys haben, öffnen Sie /account/cli unter der Adresse dieser Website: Dort wird ein Code für das Terminal angezeigt.',
      ],
    },
    {
      id: 'stranger',
      title: 'Sie haben einen Code oder eine E-Mail erhalten, ohne danach gefragt zu haben',
      paragraphs: [
        'Ein Code, den Sie nicht angefordert haben, bedeutet, dass jemand Ihr Passwort kennt. Geben Sie den Code nicht weiter. Setzen Sie jetzt Ihr Passwort zurück.',
        'Wenn eine E-Mail meldet, dass die Multi-Faktor-Authentifizierung aktiviert wurde, und Sie das nicht waren, machen Sie es mit dem Link in dieser E-Mail rückgängig. Er funktioniert sieben Tage lang.',
      ],
    },
  ],
  settingsLink: 'Kontoeinstellungen',
  resetLink: 'Passwort zurücksetzen',
  signInLink: 'Anmelden',
};
