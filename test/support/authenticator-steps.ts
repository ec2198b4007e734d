import { stepAt, stepSeconds } from '../../core/factors/authenticator.ts';

/** How long a code still has to be accepted when it is read from the app, for a person or a program to enter it. */
const marginSeconds = 15;

/** The time steps of an authenticator app in real time, each once: what was accepted is refused the second time. */
export class AuthenticatorSteps {
  #last = 0;

  /**
   * The first step that was not taken yet and whose code is accepted now and for a while: that of the step before, the
   * present or the next. Whoever needs more of them waits for the next step.
   * @returns when the step begins, in epoch seconds.
   */
  async next(): Promise<number> {
    const step = Math.max(this.#last + 1, stepAt(Date.now() + marginSeconds * 1000) - 1);
    this.#last = step;
    const acceptedFrom = (step - 1) * stepSeconds * 1000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, acceptedFrom - Date.now())));
    return step * stepSeconds;
  }
}
