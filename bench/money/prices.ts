/**
 * The prices that docs/cost.md is computed from: list prices in US dollars, without free tiers. No other file has a price. Change one
 * here, with the date when you read it, and run `npm run docs:cost`.
 */
export interface Price {
  readonly dollars: number;
  /** How many units that is for; default: 1. */
  readonly for?: number;
  readonly unit: string;
  /** The page of AWS that has it. */
  readonly page: keyof typeof pages;
}

export const region = 'us-east-1';

/** The pages of AWS, and the month in which the prices of this file were read there. */
export const pages = {
  'API Gateway': { url: 'https://aws.amazon.com/api-gateway/pricing/', readIn: '2026-11' },
  CloudFront: { url: 'https://aws.amazon.com/cloudfront/pricing/', readIn: '2026-11' },
  CloudWatch: { url: 'https://aws.amazon.com/cloudwatch/pricing/', readIn: '2026-11' },
  Cognito: { url: 'https://aws.amazon.com/cognito/pricing/', readIn: '2026-11' },
  DynamoDB: { url: 'https://aws.amazon.com/dynamodb/pricing/on-demand/', readIn: '2026-11' },
  KMS: { url: 'https://aws.amazon.com/kms/pricing/', readIn: '2026-11' },
  Lambda: { url: 'https://aws.amazon.com/lambda/pricing/', readIn: '2026-11' },
  'Route 53': { url: 'https://aws.amazon.com/route53/pricing/', readIn: '2026-11' },
  'Secrets Manager': { url: 'https://aws.amazon.com/secrets-manager/pricing/', readIn: '2026-11' },
  SES: { url: 'https://aws.amazon.com/ses/pricing/', readIn: '2026-11' },
  WAF: { url: 'https://aws.amazon.com/waf/pricing/', readIn: '2026-11' },
  'X-Ray': { url: 'https://aws.amazon.com/xray/pricing/', readIn: '2026-11' },
} as const;

const million = 1_000_000;

export const prices = {
  kmsKeyMonth: { dollars: 1, unit: 'key and month', page: 'KMS' },
  /** The first and the second rotation; later ones are free. */
  kmsRotationMonth: { dollars: 1, unit: 'each of the first two rotations of a key, and month', page: 'KMS' },
  kmsRequest: { dollars: 0.03, for: 10_000, unit: 'requests', page: 'KMS' },
  secretMonth: { dollars: 0.4, unit: 'secret and month', page: 'Secrets Manager' },
  webAclMonth: { dollars: 5, unit: 'web ACL and month', page: 'WAF' },
  webAclRuleMonth: { dollars: 1, unit: 'rule and month', page: 'WAF' },
  webAclRequest: { dollars: 0.6, for: million, unit: 'requests', page: 'WAF' },
  alarmMetricMonth: { dollars: 0.1, unit: 'metric of an alarm and month', page: 'CloudWatch' },
  dashboardMonth: { dollars: 3, unit: 'dashboard and month', page: 'CloudWatch' },
  customMetricMonth: { dollars: 0.3, unit: 'custom metric and month', page: 'CloudWatch' },
  logGigabyte: { dollars: 0.5, unit: 'GB of logs', page: 'CloudWatch' },
  maskedGigabyte: { dollars: 0.12, unit: 'GB of logs scanned for what must be masked', page: 'CloudWatch' },
  httpApiRequest: { dollars: 1, for: million, unit: 'requests', page: 'API Gateway' },
  cloudFrontRequest: { dollars: 0.01, for: 10_000, unit: 'HTTPS requests', page: 'CloudFront' },
  cloudFrontGigabyte: { dollars: 0.085, unit: 'GB sent to viewers', page: 'CloudFront' },
  lambdaRequest: { dollars: 0.2, for: million, unit: 'requests', page: 'Lambda' },
  lambdaArmGigabyteSecond: { dollars: 0.0000133334, unit: 'GB-second on arm64', page: 'Lambda' },
  dynamodbReadUnit: { dollars: 0.125, for: million, unit: 'read units', page: 'DynamoDB' },
  dynamodbWriteUnit: { dollars: 0.625, for: million, unit: 'write units', page: 'DynamoDB' },
  dynamodbGigabyteMonth: { dollars: 0.25, unit: 'GB of tables and month', page: 'DynamoDB' },
  dynamodbBackupGigabyteMonth: {
    dollars: 0.2,
    unit: 'GB of tables with point-in-time recovery and month',
    page: 'DynamoDB',
  },
  mail: { dollars: 0.1, for: 1000, unit: 'mails', page: 'SES' },
  trace: { dollars: 5, for: million, unit: 'traces', page: 'X-Ray' },
  hostedZoneMonth: { dollars: 0.5, unit: 'hosted zone and month', page: 'Route 53' },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;

/** Dollars for one unit. */
export function priceOf(name: PriceName): number {
  const price: Price = prices[name];
  return price.dollars / (price.for ?? 1);
}

/** Of Amazon Cognito, for each user that is active in a month. Each price is up to that number of users; the first ones are free. */
export const cognitoPrices = {
  lite: [
    { users: 10_000, dollars: 0 },
    { users: 100_000, dollars: 0.0055 },
    { users: 1_000_000, dollars: 0.0046 },
    { users: 10_000_000, dollars: 0.00325 },
    { users: Number.POSITIVE_INFINITY, dollars: 0.0025 },
  ],
  essentials: [
    { users: 10_000, dollars: 0 },
    { users: Number.POSITIVE_INFINITY, dollars: 0.015 },
  ],
} as const;
