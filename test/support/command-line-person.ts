import { baseUrl, call, type LivePerson, mailsTo, nextAuthenticatorCode, register } from './live-client.ts';
import { type Home, newHome, type Ran, removeHome, run, Terminal } from './terminal.ts';

/** Somebody with an account, a home of their own for the command line, and perhaps an authenticator app. */
export class CommandLinePerson implements LivePerson {
  secret = '';
  readonly home: Home = newHome(baseUrl());
  readonly email: string;
  readonly password: string;
  private readonly terminals: Terminal[] = [];

  private constructor({ email, password }: LivePerson) {
    this.email = email;
    this.password = password;
  }

  static async register(name: string): Promise<CommandLinePerson> {
    return new CommandLinePerson(await register(name));
  }

  /** With an authenticator, and a session made with it. */
  static async withApp(name: string): Promise<CommandLinePerson> {
    const person = await CommandLinePerson.register(name);
    await person.activateApp();
    await person.signIn(await person.code());
    return person;
  }

  async activateApp(): Promise<void> {
    const { email: identifier, password } = this;
    const type = 'authenticator';
    const begun = await call('POST', '/mfa/activations', { body: { type, identifier, password } });
    this.secret = begun.body.secret;
    await call('POST', `/mfa/activations/${begun.body.activationID}`, { body: { otp: await this.code() } });
  }

  /** A code that was not used yet. */
  code(): Promise<string> {
    return nextAuthenticatorCode(this.secret);
  }

  /** As a script does, with the code, if there is one, on stdin. */
  async signIn(code?: string): Promise<Ran> {
    const words = ['signin', '--email', this.email, '--password-stdin', ...(code ? ['--otp-stdin'] : [])];
    const input = `${this.password}\n${code ? `${code}\n` : ''}`;
    return run(this.home, [...words, '--json'], { input });
  }

  run(...words: readonly string[]): Promise<Ran> {
    return run(this.home, words);
  }

  /** What the command answers as JSON. @throws Error if it refuses */
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field in tests
  async json(...words: readonly string[]): Promise<any> {
    const { code, out, err } = await this.run(...words, '--json');
    if (code !== 0) throw new Error(`mfa ${words.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out);
  }

  terminal(...words: readonly string[]): Terminal {
    const terminal = Terminal.mfa(this.home, words);
    this.terminals.push(terminal);
    return terminal;
  }

  /** The link of the last invitation. */
  async invitationLink(): Promise<string> {
    const texts = (await mailsTo(this.email)).map(({ body }) => body.text ?? '');
    const links = texts.flatMap(
      (text) => text.match(/https?:\S+\/account\/accept-invite\?code=[\w-]+/g) ?? [],
    );
    return links.at(-1) ?? '';
  }

  close(): void {
    for (const terminal of this.terminals) terminal.close();
    removeHome(this.home);
  }
}
