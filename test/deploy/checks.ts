import { endWithStarter, Problem } from './programs.ts';

/** Runs checks one after the other, says how each went, and counts them. */
export class Checks {
  passed = 0;
  failed = 0;
  readonly #leftOut: string[] = [];

  progress(line: string): void {
    console.log(`${seconds()} ${line}`);
  }

  async that(what: string, check: () => Promise<void>): Promise<void> {
    this.progress(what);
    try {
      await check();
      this.passed += 1;
      console.log(`${seconds()} ok   ${what}`);
    } catch (error) {
      this.failed += 1;
      console.log(`${seconds()} FAIL ${what}`);
      console.log(
        (error instanceof Error ? (error.stack ?? error.message) : `${error}`).replace(/^/gm, '     '),
      );
    }
  }

  /** What cannot be tried here, and why: said again at the end, where it is seen. */
  leftOut(what: string, why: string): void {
    this.#leftOut.push(`LEFT OUT: ${what}: ${why}`);
  }

  /** Counts what another runner counted. */
  add(passed: number, failed: number): void {
    this.passed += passed;
    this.failed += failed;
  }

  private abort(why: unknown): void {
    this.failed += 1;
    console.log(`${seconds()} FAIL`);
    console.log(why);
  }

  /** Runs everything, sums up in a last line, and ends the process. */
  async all(prove: (checks: Checks) => Promise<void>): Promise<never> {
    endWithStarter(130);
    try {
      await prove(this);
    } catch (error) {
      this.abort(error instanceof Problem ? error.message : error);
    }
    for (const line of this.#leftOut) console.log(line);
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exit(this.failed === 0 ? 0 : 1);
  }
}

const seconds = () => `${(performance.now() / 1000).toFixed(0).padStart(4)} s`;
