import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, Stack, Tags, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { projectFolder } from './build/fingerprint.ts';
import { BuildError, buildFunctions, functionsBuild } from './build/functions.ts';
import { buildSite, siteFolder } from './build/site.ts';
import { stageNames } from './names.ts';
import { readSettings, type Settings, SettingsError, settingsInContext } from './settings.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { KeysStack, type KeysStackProps, ReplicaKeysStack } from './stacks/keys-stack.ts';
import { MonitoringStack } from './stacks/monitoring-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';

const edgeRegion = 'us-east-1';

/** The CDK's feature flags are part of what the template says, whoever synthesizes it. */
function featureFlags(): Record<string, unknown> {
  const { context } = JSON.parse(readFileSync(join(projectFolder, 'cdk.json'), 'utf8')) as {
    context: Record<string, unknown>;
  };
  const own = settingsInContext(context);
  return Object.fromEntries(Object.entries(context).filter(([name]) => !(name in own)));
}

/**
 * Only what spans two regions must know its own at synth; all else is the same template for every account and region.
 */
function environment({ domain, firewall, region, replicas, customerStorageKey }: Settings) {
  const account = process.env['CDK_DEFAULT_ACCOUNT'];
  // The key of a table's replica stands in the template beside the name of its region.
  const isNeeded = domain || firewall || replicas || customerStorageKey;
  const known = region ?? (isNeeded ? (process.env['CDK_DEFAULT_REGION'] ?? edgeRegion) : undefined);
  if (!known) return undefined;
  return { region: known, ...(account ? { account } : {}) };
}

/** What would not work once deployed, though nothing is wrong with the settings. */
function warn(scope: ServiceStack, { sender, alarms, alarmAddress }: Settings): void {
  const warning = (id: string, text: string) =>
    Validations.of(scope).addWarning(`serverless-mfa:${id}`, text);
  if (sender.endsWith('@example.com'))
    warning(
      'sender',
      `No mail can be sent from ${sender}. Give an address of yours: -c sender=no-reply@your-domain`,
    );
  if (alarms && !alarmAddress)
    warning('alarmAddress', 'The alarms tell nobody yet. Give an address: -c alarmAddress=you@your-domain');
}

export interface AppOptions {
  /** Where the cloud assembly goes. */
  readonly outdir?: string;
  /**
   * Checks the templates against CloudFormation's own rules, which takes more than a second, and warns of what would
   * not work once deployed.
   */
  readonly forDeployment: boolean;
}

/** Keys for tables with replicas, in each of their regions. */
function replicatedKeys(app: App, common: KeysStackProps) {
  const { settings, names, env } = common;
  const replicas = settings.replicas ?? [];
  if (env?.region && replicas.includes(env.region))
    throw new SettingsError(
      `The setting "replicas" names ${env.region}, the region that is deployed to; it must name others.`,
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

/** cfn-lint (`sam validate --lint`) warns of dependencies that the CDK writes out beside a reference to the same. */
function settleLint(app: App): void {
  for (const stack of app.node.children.filter(Stack.isStack))
    stack.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
}

/** All stacks of a stage, from bundles and a site that are already built. */
export function defineApp(settings: Settings, { outdir, forDeployment }: AppOptions): App {
  const app = new App({
    // How near the stacks are to CloudFormation's limits is a test's to watch, not an operator's.
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
    functionsFolder: join(functionsBuild.buildFolder, 'functions'),
    siteFolder,
  });
  service.addStackDependency(data);
  if (edge) service.addStackDependency(edge);
  const { apiId, failedJobs, redactions } = service;
  if (settings.alarms || settings.dashboard)
    new MonitoringStack(app, 'Monitoring', {
      ...common,
      ...(env ? { env } : {}),
      apiId,
      failedJobs,
      redactions,
    });
  settleLint(app);
  if (forDeployment) warn(service, settings);
  Tags.of(app).add('application', 'serverless-mfa');
  Tags.of(app).add('stage', settings.stage);
  return app;
}

/**
 * Builds the bundles and the site, as far as they have changed, and synthesizes the stacks of a stage.
 * @param given settings; those left out have their defaults.
 * @param outdir where the cloud assembly goes.
 * @throws SettingsError, BuildError: the message has one sentence for each thing that is wrong.
 */
export async function synthesize(
  given: { readonly [name in keyof Settings]?: Settings[name] | undefined } = {},
  outdir: string = join(projectFolder, 'build/assembly'),
): Promise<CloudAssembly> {
  const settings = readSettings(given);
  await Promise.all([buildFunctions(), buildSite(settings)]);
  return defineApp(settings, { outdir, forDeployment: false }).synth();
}

/** As the CDK CLI runs it: the settings stand in the context, the CLI says where the assembly goes. */
async function main(): Promise<void> {
  try {
    const context = new App({ autoSynth: false }).node.getAllContext();
    const settings = readSettings(settingsInContext(context));
    await Promise.all([buildFunctions(), buildSite(settings)]);
    defineApp(settings, { forDeployment: true }).synth();
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
