import { exitCodes, Failure, usageFailure } from '../failure.ts';
import { texts } from '../texts/index.ts';
import { inputLines } from './input-lines.ts';

interface AnswerOptions {
  readonly passwordStdin?: boolean;
  readonly otpStdin?: boolean;
  readonly otpCommand?: string;
}

/** Where answers come from: the lines of stdin or a command if an option says so, otherwise the terminal. */
export class Answers {
  private readonly options: AnswerOptions;
  private lines: AsyncIterator<string> | undefined;
  private passwordLine: Promise<string> | undefined;

  constructor(options: AnswerOptions) {
    this.options = options;
  }

  /** Whether the command can ask again after a wrong code. */
  get canAskAgain(): boolean {
    return !this.options.otpStdin && this.options.otpCommand === undefined;
  }

  /** @param remembered what an empty answer means */
  async email(remembered?: string): Promise<string> {
    this.requireTerminal(texts.noTerminal.email, exitCodes.signedOut);
    if (remembered !== undefined) process.stderr.write(`${texts.ask.enterMeans(remembered)}\n`);
    const typed = (await this.ask(texts.ask.email, false, texts.noTerminal.email)).trim();
    return typed === '' && remembered !== undefined ? remembered : typed;
  }

  /** An address that nothing is known about yet. */
  async newEmail(): Promise<string> {
    return (await this.ask(texts.ask.newEmail, false, texts.noTerminal.email)).trim();
  }

  /** The password of the account. From stdin it is one line, however often a command needs it. */
  password(): Promise<string> {
    if (!this.options.passwordStdin) return this.ask(texts.ask.password, true, texts.noTerminal.password);
    this.passwordLine ??= this.nextLine(texts.stdinEnded.password);
    return this.passwordLine;
  }

  /** A password that the account does not have yet: asked twice on a terminal, the next line of stdin otherwise. */
  async newPassword(): Promise<string> {
    if (this.options.passwordStdin) return this.nextLine(texts.stdinEnded.newPassword);
    for (;;) {
      const typed = await this.ask(texts.ask.newPassword, true, texts.noTerminal.password);
      if (typed === (await this.ask(texts.ask.samePassword, true, texts.noTerminal.password))) return typed;
      process.stderr.write(`${texts.ask.passwordsDiffer}\n`);
    }
  }

  async otp(question: string): Promise<string> {
    if (this.options.otpStdin) return this.nextLine(texts.stdinEnded.otp);
    const { otpCommand } = this.options;
    if (otpCommand !== undefined) return (await import('./otp-command.ts')).runOtpCommand(otpCommand);
    return this.ask(question, false, texts.noTerminal.otp);
  }

  /** Whether the answer is yes. */
  async agreement(question: string): Promise<boolean> {
    this.requireTerminal(texts.noTerminal.confirmation);
    const answer = await this.ask(texts.ask.yesOrNo(question), false, texts.noTerminal.confirmation);
    return texts.ask.affirmative.includes(answer.trim().toLowerCase());
  }

  /** Whether there is somebody to ask. */
  get hasTerminal(): boolean {
    return process.stdin.isTTY === true && !this.lines;
  }

  /** @throws Failure with this message if there is no terminal to ask on */
  requireTerminal(otherwise: string, exitCode: 2 | 5 = exitCodes.usage): void {
    if (!this.hasTerminal) throw new Failure(otherwise, exitCode);
  }

  private async ask(message: string, isHidden: boolean, otherwise: string): Promise<string> {
    this.requireTerminal(otherwise, exitCodes.signedOut);
    const { askOnTerminal } = await import('./prompt.ts');
    return askOnTerminal({ message, isHidden });
  }

  private async nextLine(otherwise: string): Promise<string> {
    this.lines ??= inputLines(process.stdin);
    const { value, done } = await this.lines.next();
    if (done) throw usageFailure(otherwise);
    return value;
  }

  /** Lets the process end while stdin is still open. */
  close(): void {
    if (this.lines) process.stdin.destroy();
  }
}
