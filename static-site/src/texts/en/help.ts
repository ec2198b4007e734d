/** The page of help. */
export const help = {
  title: 'Multi-factor authentication: troubleshooting',
  contents: 'On this page',
  sections: [
    {
      id: 'mail',
      title: 'The code by mail does not arrive',
      paragraphs: [
        'It can take a minute or two. Look in the spam folder, and check that you are looking at the mailbox of the address that the form partly shows.',
        'After 30 seconds you can have it sent again. It is the same code, so it does not matter which of the messages you use.',
        'An account gets at most 10 codes an hour. After that, use another method or wait.',
      ],
    },
    {
      id: 'clock',
      title: 'Codes of the authenticator app are refused',
      paragraphs: [
        'The codes depend on the time. Set the clock of your phone to automatic, or use your app’s time correction, and try again.',
        'Each code works once. If the form says that a code was already used, wait for the next one, which takes at most 30 seconds.',
        'Check that you use the entry for this account in your app. If you activated again, the old entry no longer works: delete it.',
      ],
    },
    {
      id: 'lost-device',
      title: 'You lost the phone, the security key or the mailbox',
      paragraphs: [
        'If you enabled another method, choose it on the form that asks for your code or passkey, under “Change Multi-factor authentication type to”. Then open your account settings, disable the lost one, and end all other sessions.',
        'If you saved your recovery codes, choose “Use a recovery code” on that form. Each works once. Then disable the lost method and enable a new one.',
        'If you have neither, ask an owner of your organization, or whoever runs this service. For your safety they cannot sign in for you. They can only remove all your methods.',
      ],
    },
    {
      id: 'passkeys',
      title: 'The browser does not find your passkey',
      paragraphs: [
        'A passkey works on the device or in the password manager that keeps it, and only at the address of this site. If your phone keeps it, choose another device in the dialog of the browser, and scan the code that it shows.',
        'Otherwise use another method or a recovery code.',
      ],
    },
    {
      id: 'cli',
      title: 'The command line asks for the wrong method',
      paragraphs: [
        'The command line uses your preferred method. Change it in your account settings: expand MFA and click “Make Preferred” next to the one you want.',
        'The change takes effect at the next sign-in.',
        'If passkeys are your only method, open /account/cli at the address of this site: it shows a code for the terminal.',
      ],
    },
    {
      id: 'stranger',
      title: 'You got a code or a message you did not ask for',
      paragraphs: [
        'A code that you did not ask for means that somebody knows your password. Do not pass the code on. Reset your password now.',
        'If a message says that multi-factor authentication was activated and it was not you, use the undo link in that message. It works for seven days.',
      ],
    },
  ],
  settingsLink: 'Account settings',
  resetLink: 'Reset your password',
  signInLink: 'Sign in',
};
