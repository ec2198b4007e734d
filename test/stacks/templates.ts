import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stepStacks } from '../../functions/steps.ts';
import { synthesize } from '../../lib/app.ts';
import { constructId } from '../../lib/names.ts';

/** A part of a template: what it holds is checked by the tests that read it. */
// biome-ignore lint/suspicious/noExplicitAny: a template is as deep and as loose as CloudFormation.
export type Json = any;

export interface Resource {
  readonly logicalID: string;
  readonly Type: string;
  readonly Properties: Json;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

export interface Stack {
  readonly template: Json;
  readonly terminationProtection: boolean;
  /** All resources of a type, or all there are. */
  resources(type?: string): Resource[];
  /** The only resource of a type. */
  only(type: string): Resource;
}

export interface Stacks {
  readonly data: Stack;
  readonly service: Stack;
  /** The resources of all stacks that have steps, as if they were one. */
  readonly rows: Stack;
  readonly edge: Stack | undefined;
  readonly monitoring: Stack | undefined;
  /** All that are not empty. */
  readonly all: readonly Stack[];
}

function stackOf(template: Json, terminationProtection: boolean): Stack {
  const entries = Object.entries(template.Resources) as [string, Omit<Resource, 'logicalID'>][];
  const all = entries.map(([logicalID, resource]) => ({
    ...resource,
    logicalID,
    Properties: resource.Properties ?? {},
  }));
  const resources = (type?: string) => all.filter((resource) => !type || resource.Type === type);
  return {
    template,
    terminationProtection,
    resources,
    only: (type) => {
      const [first, ...others] = resources(type);
      if (!first || others.length > 0) throw new Error(`The stack has not exactly one ${type}.`);
      return first;
    },
  };
}

/** The settings of the stages that the tests look at. */
export const variants = {
  default: {},
  production: {
    stage: 'prod',
    domain: 'accounts.example.com',
    hostedZoneId: 'Z0123456789ABC',
    hostedZoneName: 'example.com',
    region: 'eu-central-1',
  },
  /** A domain whose DNS is not in Route 53. */
  ownDns: { stage: 'test', domain: 'accounts.example.org', sender: 'no-reply@example.org' },
} as const;

/** All that a template can become: what AWS's rules and quotas are checked against. */
export const everyVariant = {
  ...variants,
  everythingOn: {
    ...variants.production,
    replicas: ['eu-west-1', 'eu-north-1'],
    alarmAddress: 'operators@example.com',
    monthlyBudget: 20,
    brandColor: '#2253b0',
    supportAddress: 'support@example.com',
    termsUrl: 'https://www.example.com/terms',
    privacyUrl: 'https://www.example.com/privacy',
    edgeSecretVersion: 2,
    edgeSecretNext: true,
  },
  everythingOff: {
    stage: 'prod',
    alarms: false,
    dashboard: false,
    firewall: false,
    customerStorageKey: false,
    reservedConcurrency: false,
  },
  longestStage: { stage: 'abcdefghijkl' },
};

async function synthesizeOnce(settings: GivenSettings, table?: Rows): Promise<Stacks> {
  const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-assembly-'));
  try {
    const assembly = await synthesize(settings, folder, table);
    const find = (id: string) => {
      const artifact = assembly.stacks.find((stack) => stack.id === id);
      if (!artifact?.template.Resources) return undefined;
      return stackOf(artifact.template, artifact.terminationProtection ?? false);
    };
    const [data, service, edge, monitoring] = ['Data', 'Service', 'Edge', 'Monitoring'].map(find);
    if (!data || !service) throw new Error('The app has no data or no service stack.');
    const withSteps = stepStacks.flatMap((stack) => find(constructId(stack)) ?? []);
    const Resources = Object.assign({}, ...withSteps.map(({ template }) => template.Resources));
    const rows = stackOf({ Resources }, service.terminationProtection);
    return {
      data,
      service,
      rows,
      edge,
      monitoring,
      all: assembly.stacks.flatMap(({ id }) => find(id) ?? []),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type GivenSettings = Parameters<typeof synthesize>[0];
type Rows = NonNullable<Parameters<typeof synthesize>[2]>;
const known = new Map<string, Promise<Stacks>>();

/** The synthesized stacks of a stage, as they would be deployed, also from a variant of the table of steps. */
export function synthesized(settings: GivenSettings, rows?: Rows): Promise<Stacks> {
  const key = JSON.stringify([settings, rows]);
  const stacks = known.get(key) ?? synthesizeOnce(settings, rows);
  known.set(key, stacks);
  return stacks;
}

/** A value of a template as text: `arn:<AWS::Partition>:s3:::<Bucket>/*`, so that it can be compared. */
export function render(value: Json): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (value.Ref) return `<${value.Ref}>`;
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  if (value['Fn::ImportValue']) return `<import ${render(value['Fn::ImportValue'])}>`;
  if (value['Fn::GetStackOutput']) {
    const { StackName, OutputName } = value['Fn::GetStackOutput'];
    return `<${render(StackName)} ${OutputName}>`;
  }
  if (value['Fn::Sub']) return String(value['Fn::Sub']).replaceAll('${', '<').replaceAll('}', '>');
  if (value['Fn::Join']) {
    const [separator, parts] = value['Fn::Join'];
    return parts.map(render).join(separator);
  }
  return JSON.stringify(value);
}

export const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** What a policy allows: `dynamodb:PutItem on arn:… if {…}`, one line for each action on each resource. */
export function allowances(policies: readonly Json[]): string[] {
  const statements = policies.flatMap((policy) => list<Json>(policy.PolicyDocument.Statement));
  const lines = statements.flatMap((statement) =>
    list<string>(statement.Action).flatMap((action) =>
      list<Json>(statement.Resource).map((resource) => {
        const condition = statement.Condition ? ` if ${JSON.stringify(statement.Condition)}` : '';
        return `${statement.Effect} ${action} on ${render(resource)}${condition}`;
      }),
    ),
  );
  return lines.sort();
}
