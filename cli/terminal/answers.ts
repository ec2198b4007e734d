import { usageFailure } from '../failure.ts';

/** Where answers come from: the lines of stdin where an option says so, else the terminal. */
export class Answers {
  private readonly passwordFromStdin: boolean;
  private readonly otpFromStdin: boolean;
  private lines: AsyncIterator<string> | undefined;

  constructor(options: { readonly passwordStdin?: boolean; readonly otpStdin?: boolean }) {
    this.passwordFromStdin = options.passwordStdin === true;
    this.otpFromStdin = options.otpStdin === true;
  }

  /** Whether a wrong code can be asked for again. */
  get canAskAgain(): boolean {
    return !this.otpFromStdin;
  }

  address(message: string): Promise<string> {
    return this.ask(message, false, 'Say it with --email.');
  }

  password(message: string): Promise<string> {
    if (this.passwordFromStdin) return this.nextLine('password');
    return this.ask(message, true, 'Give it as a line of stdin with --password-stdin.');
  }

  otp(message: string): Promise<string> {
    if (this.otpFromStdin) return this.nextLine('one-time password');
    return this.ask(message, false, 'Give it as a line of stdin with --otp-stdin.');
  }

  /** Whether the answer is yes. Anything but `y` and `yes` is no. */
  async agreement(question: string): Promise<boolean> {
    this.requireTerminal('A yes', 'Say it with --yes.');
    const { askOnTerminal } = await import('./prompt.ts');
    const answer = await askOnTerminal({ message: `${question} [y/N] `, isHidden: false });
    return ['y', 'yes'].includes(answer.trim().toLowerCase());
  }

  /** @throws Failure of usage where nobody can be asked */
  requireTerminal(what: string, advice: string): void {
    if (process.stdin.isTTY !== true || this.lines)
      throw usageFailure(`${what} is needed, and there is no terminal to ask on. ${advice}`);
  }

  private async ask(message: string, isHidden: boolean, advice: string): Promise<string> {
    this.requireTerminal(message.replace(/:\s*$/, ''), advice);
    const { askOnTerminal } = await import('./prompt.ts');
    return askOnTerminal({ message, isHidden });
  }

  private async nextLine(what: string): Promise<string> {
    this.lines ??= linesOf(process.stdin);
    const { value, done } = await this.lines.next();
    if (done) throw usageFailure(`stdin ended before the line with the ${what}.`);
    return value;
  }

  /** Lets the process end while stdin is still open. */
  close(): void {
    if (this.lines) process.stdin.destroy();
  }
}

/** The lines as they come: the one with a mailed code is written long after the one with the password. */
async function* linesOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input) {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield part.replace(/\r$/, '');
  }
  if (rest !== '') yield rest;
}
