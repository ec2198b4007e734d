import { readSettings, type Settings, SettingsError } from '../../lib/settings.ts';
import { requireSender, withStageFile } from '../../lib/stage-file.ts';
import { type Judgement, ok, problem, unknown, warning } from './finding.ts';

/** What a stage is deployed with, as far as the doctor can know it. */
export interface Plan {
  /** Undefined if they are not known, or not valid. */
  readonly settings: Settings | undefined;
  readonly judgement: Judgement;
}

const exampleSender = 'no-reply@example.com';

/**
 * Reads the settings of a stage as a deployment would: its file in stages/, and those given with `-c`.
 * @param isBefore Whether it is about to be deployed: then a stage without any setting has the defaults.
 */
export function readPlan(stage: string, given: readonly string[], isBefore: boolean, folder?: string): Plan {
  try {
    const pairs = given.map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]);
    const found = withStageFile({ stage, ...Object.fromEntries(pairs) }, folder);
    if (!isBefore && Object.keys(found).every((name) => name === 'stage'))
      return { settings: undefined, judgement: unknownSettings(stage) };
    requireSender(found);
    const settings = readSettings(found);
    return { settings, judgement: judgeSender(settings) };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const judgement = problem(
      error.message,
      `Correct stages/${stage}.json, or what is given with -c: docs/settings.md has every setting.`,
    );
    return { settings: undefined, judgement };
  }
}

const unknownSettings = (stage: string) =>
  unknown(
    `There is no stages/${stage}.json, so it is not known which stacks the stage should have.`,
    'Write the settings into it (docs/settings.md), or add them with -c as for the deployment.',
  );

function judgeSender({ stage, sender }: Settings): Judgement {
  if (sender !== exampleSender) return ok(`valid; mail comes from ${sender}`);
  return warning(
    `No setting says where mail comes from. A deployment would use ${exampleSender}, which is not yours.`,
    `Write {"sender": "no-reply@your-domain.example"} into stages/${stage}.json, or add -c sender=… here as for the deployment.`,
  );
}

/** Whether a deployment needs a certificate or a firewall, which are in us-east-1. */
export const needsEdge = ({ domain, firewall }: Settings): boolean => domain !== undefined || firewall;
