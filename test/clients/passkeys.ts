/**
 * Registers passkeys and signs in with them over HTTP against `npm start`, with two libraries in Python that nobody here wrote.
 * passkeys.py says what is tried.
 */
import { join } from 'node:path';
import { demoAccounts } from '../../local/seed.ts';
import { Checks } from '../deploy/checks.ts';
import { npmStart } from '../deploy/npm-start.ts';
import { Problem, run } from '../deploy/programs.ts';
import { virtualEnvironment } from '../deploy/python.ts';

/** As many as passkeys.py prints when everything holds. */
const checksOfScript = 8;

async function tryPasskeys(checks: Checks): Promise<void> {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const binFolder = await virtualEnvironment('clients-venv', requirements, (line) => checks.progress(line));
  const [person] = demoAccounts.slice(2);
  const environment = {
    ...process.env,
    CLIENT_ORIGIN: await npmStart(),
    CLIENT_IDENTIFIER: person?.email,
    CLIENT_PASSWORD: person?.password,
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const script = join(import.meta.dirname, 'passkeys.py');
  const { code, output } = await run(join(binFolder, 'python'), [script], { environment, show: true });
  const passed = output.match(/^ok /gm)?.length ?? 0;
  checks.add(passed, 0);
  if (code !== 0 || passed !== checksOfScript)
    throw new Problem(`${passed} of ${checksOfScript} checks passed; the script ended with ${code}.`);
}

await new Checks().all(tryPasskeys);
