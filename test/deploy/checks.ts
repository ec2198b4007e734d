/** Runs checks one after the other, says how each went, and counts them. */
export class Checks {
  passed = 0;
  failed = 0;

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

  /** Counts what another runner counted. */
  add(passed: number, failed: number): void {
    this.passed += passed;
    this.failed += failed;
  }

  abort(why: unknown): void {
    this.failed += 1;
    console.log(`${seconds()} FAIL`);
    console.log(why);
  }

  summarize(): void {
    console.log(`${this.passed} passed, ${this.failed} failed`);
  }
}

const seconds = () => `${(performance.now() / 1000).toFixed(0).padStart(4)} s`;
