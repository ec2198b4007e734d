import { usageFailure } from '../failure.ts';
import { texts } from '../texts/index.ts';

/** Where answers come from: the lines of stdin if an option says so, otherwise the terminal. */
export class Answers {
  private readonly passwordFromStdin: boolean;
  private readonly otpFromStdin: boolean;
  private lines: AsyncIterator<string> | undefined;

  constructor(options: { readonly passwordStdin?: boolean; readonly otpStdin?: boolean }) {
    this.passwordFromStdin = options.passwordStdin === true;
    this.otpFromStdin = options.otpStdin === true;
  }

  /** Whether the command can ask again after a wrong code. */
  get canAskAgain(): boolean {
    return !this.otpFromStdin;
  }

  email(): Promise<string> {
    return this.ask(texts.ask.email, false, texts.noTerminal.email);
  }

  password(): Promise<string> {
    if (this.passwordFromStdin) return this.nextLine(texts.stdinEnded.password);
    return this.ask(texts.ask.password, true, texts.noTerminal.password);
  }

  otp(question: string): Promise<string> {
    if (this.otpFromStdin) return this.nextLine(texts.stdinEnded.otp);
    return this.ask(question, false, texts.noTerminal.otp);
  }

  /** Whether the answer is yes. */
  async agreement(question: string): Promise<boolean> {
    const answer = await this.ask(texts.ask.yesOrNo(question), false, texts.noTerminal.confirmation);
    return texts.ask.affirmative.includes(answer.trim().toLowerCase());
  }

  /** @throws Failure with this message if there is no terminal to ask on */
  requireTerminal(otherwise: string): void {
    if (process.stdin.isTTY !== true || this.lines) throw usageFailure(otherwise);
  }

  private async ask(message: string, isHidden: boolean, otherwise: string): Promise<string> {
    this.requireTerminal(otherwise);
    const { askOnTerminal } = await import('./prompt.ts');
    return askOnTerminal({ message, isHidden });
  }

  private async nextLine(otherwise: string): Promise<string> {
    this.lines ??= linesOf(process.stdin);
    const { value, done } = await this.lines.next();
    if (done) throw usageFailure(otherwise);
    return value;
  }

  /** Lets the process end while stdin is still open. */
  close(): void {
    if (this.lines) process.stdin.destroy();
  }
}

/** The lines as they arrive: the line with a mailed code can come long after the one with the password. */
async function* linesOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input) {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield part.replace(/\r$/, '');
  }
  if (rest !== '') yield rest;
}
