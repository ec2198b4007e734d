import { CrossStackReferences, ReferenceStrength } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { StageNames } from '../names.ts';

/** Requests of one address to the guessing routes, in five minutes; a whole office may share an address. */
const guessesPerFiveMinutes = 1000;
const guessingPaths = ['/api/auth/', '/api/account/', '/api/mfa/'];

/**
 * Bodies are passwords, names and codes, and may look like anything: a password with `<script>` in it is a good password. API
 * Gateway bounds their size, the functions check their shape.
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

function startsWith(path: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'STARTS_WITH',
      searchString: path,
      textTransformations: [{ priority: 0, type: 'NORMALIZE_PATH' }],
    },
  };
}

function guessingRate(priority: number): CfnWebACL.RuleProperty {
  return {
    name: 'GuessingRate',
    priority,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        limit: guessesPerFiveMinutes,
        evaluationWindowSec: 300,
        scopeDownStatement: { orStatement: { statements: guessingPaths.map(startsWith) } },
      },
    },
    visibilityConfig: visible('GuessingRate'),
  };
}

/** The firewall before the distribution; it lives in us-east-1, as all of CloudFront's do. */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { names }: { readonly names: StageNames }) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      name: names.prefix,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible(names.prefix),
      rules: [
        managedRules(0, 'AWSManagedRulesAmazonIpReputationList'),
        managedRules(1, 'AWSManagedRulesKnownBadInputsRuleSet'),
        managedRules(2, 'AWSManagedRulesCommonRuleSet', bodyRules),
        guessingRate(3),
      ],
    });
    // Read weakly: an export ends at the border of its region.
    CrossStackReferences.of(acl).produce(ReferenceStrength.WEAK);
    this.arn = acl.attrArn;
  }
}
