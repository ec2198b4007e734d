import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './build/fingerprint.ts';
import { SettingsError } from './settings.ts';

const stagesFolder = join(projectFolder, 'stages');
type Given = Readonly<Record<string, unknown>>;

/** What the file of a stage contains. @throws SettingsError if that is not a JSON object */
function readFile(path: string, name: string): Given {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SettingsError(`${name} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new SettingsError(
      `${name} must be an object of settings, such as {"sender": "no-reply@example.com"}.`,
    );
  return content as Given;
}

/** As it would be written after `-c`. */
const asText = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value));

/**
 * The settings of a stage: those in its file, such as `stages/prod.json`, and those given with `-c`. With a file no deployment can
 * forget a setting. A setting that both give must be the same, or the next deployment would undo it.
 * @param given in the CDK context.
 * @throws SettingsError with one sentence for each setting that differs.
 */
export function withStageFile(given: Given, folder: string = stagesFolder): Record<string, unknown> {
  const stage = asText(given['stage'] ?? 'dev');
  const name = `stages/${stage}.json`;
  const path = join(folder, `${stage}.json`);
  // What is not the name of a stage is refused by the check of the setting.
  if (!/^[a-z\d]+$/.test(stage) || !existsSync(path)) return { ...given };
  const file: Given = { stage, ...readFile(path, name) };
  const problems = Object.entries(given)
    .filter(
      ([setting, value]) => setting !== 'stage' && setting in file && asText(value) !== asText(file[setting]),
    )
    .map(
      ([setting, value]) =>
        `The setting "${setting}" is ${JSON.stringify(file[setting])} in ${name} and ${JSON.stringify(value)} on the command line: change the file.`,
    );
  if (asText(file['stage']) !== stage)
    problems.push(
      `The setting "stage" is ${JSON.stringify(file['stage'])} in ${name}; it must be "${stage}" or absent.`,
    );
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  return { ...file, ...given };
}

/**
 * Refuses what would break a stage that people use: without sender and domain its mail would come from an example address.
 * @throws SettingsError
 */
export function requireSender({ stage, sender, domain }: Given): void {
  if (stage === 'prod' && sender === undefined && domain === undefined)
    throw new SettingsError(
      'The stage "prod" has neither the setting "domain" nor "sender". If it was deployed with them, this deployment would remove ' +
        'them and end all mail. Write the settings of the stage into stages/prod.json: see docs/settings.md.',
    );
}
