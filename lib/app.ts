import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, Stack, Tags, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { jobs } from '../functions/jobs.ts';
import { type StepStack, stepStacks, steps } from '../functions/steps.ts';
import { buildCustomResources } from './build/custom-resources.ts';
import { projectFolder } from './build/fingerprint.ts';
import { BuildError, buildFunctions, functionsBuild } from './build/functions.ts';
import { buildSite, siteFolder } from './build/site.ts';
import { constructId, stageNames } from './names.ts';
import { readSettings, type Settings, SettingsError, settingsInContext } from './settings.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { KeysStack, type KeysStackProps, ReplicaKeysStack } from './stacks/keys-stack.ts';
import { MonitoringStack } from './stacks/monitoring-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';
import { type JobRow, type StepRow, StepsStack, type StepsStackProps } from './stacks/steps-stack.ts';
import { requireSender, withStageFile } from './stage-file.ts';

const edgeRegion = 'us-east-1';

/** The CDK's feature flags, which change the templates: they must be the same in the CLI, in tests and in the local run. */
function featureFlags(): Record<string, unknown> {
  const { context } = JSON.parse(readFileSync(join(projectFolder, 'cdk.json'), 'utf8')) as {
    context: Record<string, unknown>;
  };
  const own = settingsInContext(context);
  return Object.fromEntries(Object.entries(context).filter(([name]) => !(name in own)));
}

/**
 * Only stacks that span two regions need to know their region at synth. Otherwise one template fits every account and region.
 */
function environment({ domain, firewall, region, replicas, customerStorageKey }: Settings) {
  const account = process.env['CDK_DEFAULT_ACCOUNT'];
  // The template names the key of each replica of a table, together with its region.
  const isRequired = domain || firewall || replicas || customerStorageKey;
  const known = region ?? (isRequired ? (process.env['CDK_DEFAULT_REGION'] ?? edgeRegion) : undefined);
  if (!known) return undefined;
  return { region: known, ...(account ? { account } : {}) };
}

/** Warns about settings that are valid, but with which something would not work once deployed. */
function addWarnings(scope: ServiceStack, { sender, alarms, alarmAddress }: Settings): void {
  const warning = (id: string, text: string) =>
    Validations.of(scope).addWarning(`serverless-mfa:${id}`, text);
  if (sender.endsWith('@example.com'))
    warning(
      'sender',
      `No mail can be sent from ${sender}. Set an email address of your own: -c sender=no-reply@your-domain`,
    );
  if (alarms && !alarmAddress)
    warning(
      'alarmAddress',
      'The alarms do not notify anyone yet. Set an email address: -c alarmAddress=you@your-domain',
    );
}

export interface AppOptions {
  /** Where to write the cloud assembly. */
  readonly outdir?: string;
  /**
   * Whether to check the templates against CloudFormation's own rules, which takes more than a second, and to warn about
   * what would not work once deployed.
   */
  readonly forDeployment: boolean;
  /** The table of steps; tests give variants of it. */
  readonly rows?: readonly StepRow[];
}

/** Keys for tables with replicas, in each of their regions. */
function replicatedKeys(app: App, common: KeysStackProps) {
  const { settings, names, env } = common;
  const replicas = settings.replicas ?? [];
  if (env?.region && replicas.includes(env.region))
    throw new SettingsError(
      `The setting "replicas" names ${env.region}, the region of the deployment itself; it must name other regions.`,
    );
  const primary = new KeysStack(app, 'Keys', common);
  const others = replicas.map((region) => {
    const id = `Keys-${region}`;
    const { terminationProtection = false } = common;
    const stack = new ReplicaKeysStack(app, id, {
      names,
      terminationProtection,
      env: { ...env, region },
      primary: primary.keys,
    });
    stack.addStackDependency(primary);
    return stack;
  });
  return { keys: primary.keys, stacks: [primary, ...others] };
}

const functionsFolder = join(functionsBuild.buildFolder, 'functions');

const rowsIn = (stack: StepStack, rows: readonly StepRow[]) => rows.filter((row) => row.stack === stack);
const jobsIn = (stack: StepStack): readonly JobRow[] =>
  (jobs as readonly JobRow[]).filter((row) => row.stack === stack);

/** The stacks of the steps and jobs for which the service stack has no room. */
function addStepsStacks(
  service: ServiceStack,
  rows: readonly StepRow[],
  common: Pick<StepsStackProps, 'settings' | 'names' | 'env' | 'terminationProtection'>,
): void {
  const { apiId, shared, failedJobs } = service;
  for (const stack of stepStacks) {
    const own = rowsIn(stack, rows);
    if (stack === 'service' || own.length + jobsIn(stack).length === 0) continue;
    new StepsStack(service.node.scope as App, constructId(stack), {
      ...common,
      stack,
      rows: own,
      jobs: jobsIn(stack),
      apiId,
      failedJobs: failedJobs.queueName,
      shared,
      functionsFolder,
    }).addStackDependency(service);
  }
}

/** Disables the warning of cfn-lint (`sam validate --lint`) about dependencies that the CDK adds besides a reference. */
function configureLint(app: App): void {
  for (const stack of app.node.children.filter(Stack.isStack))
    stack.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
}

/** All stacks of a stage, from bundles and a site that are already built. */
export function defineApp(settings: Settings, { outdir, forDeployment, rows = steps }: AppOptions): App {
  const app = new App({
    // A test watches how near the stacks are to CloudFormation's limits; operators need no warning about it.
    context: { ...featureFlags(), '@aws-cdk/core:stackResourceLimit': 0 },
    builtinCloudFormationValidation: forDeployment,
    autoSynth: false,
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
    ...(outdir ? { outdir } : {}),
  });
  const names = stageNames(settings.stage);
  const env = environment(settings);
  const common = {
    settings,
    names,
    terminationProtection: settings.stage === 'prod',
  };
  const keys = settings.replicas && replicatedKeys(app, { ...common, ...(env ? { env } : {}) });
  const data = new DataStack(app, 'Data', { ...common, ...(env ? { env } : {}), keys: keys?.keys });
  for (const stack of keys?.stacks ?? []) data.addStackDependency(stack);
  const edge =
    settings.domain || settings.firewall
      ? new EdgeStack(app, 'Edge', { ...common, env: { ...env, region: edgeRegion } })
      : undefined;
  const service = new ServiceStack(app, 'Service', {
    ...common,
    ...(env ? { env } : {}),
    secretsKey: data.secretsKey,
    storageKey: data.storageKey,
    certificate: edge?.certificate,
    webAclArn: edge?.webAclArn,
    functionsFolder,
    siteFolder,
    rows: rowsIn('service', rows),
    jobs: jobsIn('service'),
  });
  service.addStackDependency(data);
  if (edge) service.addStackDependency(edge);
  addStepsStacks(service, rows, { ...common, ...(env ? { env } : {}) });
  const { apiId, failedJobs, redactions } = service;
  // Without alarms and dashboard it is empty, and the CDK deletes the stack if it exists.
  const monitoring = new MonitoringStack(app, 'Monitoring', {
    ...common,
    ...(env ? { env } : {}),
    apiId,
    failedJobs,
    redactions,
  });
  monitoring.addStackDependency(service);
  configureLint(app);
  if (forDeployment) addWarnings(service, settings);
  Tags.of(app).add('application', 'serverless-mfa');
  Tags.of(app).add('stage', settings.stage);
  return app;
}

/**
 * Builds the bundles and the site if their sources have changed, and synthesizes the stacks of a stage.
 * @param given settings that differ from the defaults.
 * @param outdir where to write the cloud assembly.
 * @param rows the table of steps, or a variant of it.
 * @throws SettingsError, BuildError: the message has one sentence per problem.
 */
export async function synthesize(
  given: { readonly [name in keyof Settings]?: Settings[name] | undefined } = {},
  outdir: string = join(projectFolder, 'build/assembly'),
  rows: readonly StepRow[] = steps,
): Promise<CloudAssembly> {
  const settings = readSettings(given);
  await Promise.all([buildFunctions(), buildCustomResources(), buildSite(settings)]);
  return defineApp(settings, { outdir, forDeployment: false, rows }).synth();
}

/** What the CDK CLI runs: the settings are in the context, and the CLI sets where to write the assembly. */
async function main(): Promise<void> {
  try {
    const context = new App({ autoSynth: false }).node.getAllContext();
    const given = withStageFile(settingsInContext(context));
    const settings = readSettings(given);
    requireSender(given);
    await Promise.all([buildFunctions(), buildCustomResources(), buildSite(settings)]);
    defineApp(settings, { forDeployment: true }).synth();
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
