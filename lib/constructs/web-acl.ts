import { ArnFormat, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { type Step, steps } from '../../functions/steps.ts';
import type { StageNames } from '../names.ts';
import { logGroup } from './log-group.ts';

/**
 * How many requests one network address may send to the routes where guessing pays off, and to all others that send mail;
 * a whole office may share an address. What is only read there does not count.
 */
const limitedPerFiveMinutes = 1000;
const windowSeconds = 300;
const guessingPaths = ['/api/auth/', '/api/account/', '/api/mfa/'];

/** What the other paths of operations that send mail begin with. */
function mailingPaths(rows: readonly Pick<Step, 'path' | 'mail'>[]): readonly string[] {
  const paths = rows.filter(({ mail }) => mail).map(({ path }) => `/api${path}`);
  const rooms = new Set(paths.map((path) => /^\/api\/[^/]+/.exec(path)?.[0] ?? path));
  return [...rooms]
    .map((room) => (paths.includes(room) ? room : `${room}/`))
    .filter((path) => !guessingPaths.includes(path));
}

/** Programs of integrators may send none. */
const headerRules = ['NoUserAgent_HEADER'];

/**
 * These rules only count. Bodies contain passwords, names and codes, and may look like anything: a password that contains `<script>`
 * is a good password. API Gateway limits their size, and the functions check their form.
 */
const bodyRules = [
  'CrossSiteScripting_BODY',
  'EC2MetaDataSSRF_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'SizeRestrictions_BODY',
];

const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

function managedRules(
  priority: number,
  name: string,
  onlyCounted: readonly string[] = [],
): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: onlyCounted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visible(name),
  };
}

/**
 * Servers of other products call them, for many users from one address, and a guess there has no chance: a session token has 256
 * bits. API Gateway limits them for all.
 */
const unlimitedPaths: readonly `/api${Step['path']}`[] = ['/api/auth/verify', '/api/auth/signout'];

/** The answer to requests over the limit, as much like the service's own as AWS WAF can: it sets the content type itself. */
const tooMany = {
  contentType: 'APPLICATION_JSON',
  content: JSON.stringify({
    title: 'Too many attempts',
    status: 429,
    detail: 'There were too many requests from your network. Wait five minutes, then try again.',
    description: 'There were too many requests from your network. Wait five minutes, then try again.',
    code: 429,
  }),
};

function pathMatches(
  positionalConstraint: 'STARTS_WITH' | 'EXACTLY',
  path: string,
): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint,
      searchString: path,
      textTransformations: [{ priority: 0, type: 'NORMALIZE_PATH' }],
    },
  };
}

const startsWith = (path: string) => pathMatches('STARTS_WITH', path);

const isUnlimited: CfnWebACL.StatementProperty = {
  orStatement: { statements: unlimitedPaths.map((path) => pathMatches('EXACTLY', path)) },
};

const isRead: CfnWebACL.StatementProperty = {
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: 'EXACTLY',
    searchString: 'GET',
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
};

function requestRate(priority: number): CfnWebACL.RuleProperty {
  const mailing = mailingPaths(steps).map((path) => ({
    andStatement: { statements: [startsWith(path), { notStatement: { statement: isRead } }] },
  }));
  return {
    name: 'GuessingRate',
    priority,
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          customResponseBodyKey: 'TooMany',
          responseHeaders: [{ name: 'Retry-After', value: String(windowSeconds) }],
        },
      },
    },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        limit: limitedPerFiveMinutes,
        evaluationWindowSec: windowSeconds,
        scopeDownStatement: {
          andStatement: {
            statements: [
              { orStatement: { statements: [...guessingPaths.map(startsWith), ...mailing] } },
              { notStatement: { statement: isUnlimited } },
            ],
          },
        },
      },
    },
    visibilityConfig: visible('GuessingRate'),
  };
}

export interface WebAclProps {
  readonly names: StageNames;
  readonly retentionDays: RetentionDays;
}

/** The firewall of the distribution. Firewalls of CloudFront must be in us-east-1. */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { names, retentionDays }: WebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      name: names.prefix,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible(names.prefix),
      customResponseBodies: { TooMany: tooMany },
      rules: [
        managedRules(0, 'AWSManagedRulesAmazonIpReputationList'),
        managedRules(1, 'AWSManagedRulesKnownBadInputsRuleSet'),
        managedRules(2, 'AWSManagedRulesCommonRuleSet', [...bodyRules, ...headerRules]),
        requestRate(3),
      ],
    });
    this.#log(acl, names, retentionDays);
    // A weak reference: CloudFormation cannot export values to another region.
    CrossStackReferences.of(acl).produce(ReferenceStrength.WEAK);
    this.arn = acl.attrArn;
  }

  /** Logs what was blocked or counted, without the fields that show who requested what. */
  #log(acl: CfnWebACL, names: StageNames, retentionDays: RetentionDays): void {
    const { logGroupName } = logGroup(this, 'Log', names.firewallLogGroup, { retentionDays, key: undefined });
    const destination = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [destination],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
        { uriPath: {} },
        { queryString: {} },
      ],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT'].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
  }
}
