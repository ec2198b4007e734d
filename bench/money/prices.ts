/**
 * List prices in US dollars for us-east-1, without free tiers, as the pricing pages of AWS had them in November 2026
 * (https://aws.amazon.com/pricing/). They are the only prices of the model: change them here, and run `npm run docs:cost`.
 */
export const prices = {
  httpApiRequest: 1.0 / 1e6,
  cloudFrontRequest: 1.0 / 1e6,
  cloudFrontGigabyte: 0.085,
  firewallRequest: 0.6 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  lambdaArmGigabyteSecond: 0.0000133334,
  dynamodbReadUnit: 0.125 / 1e6,
  dynamodbWriteUnit: 0.625 / 1e6,
  mail: 0.1 / 1e3,
  logGigabyte: 0.5 + 0.12,
  trace: 5.0 / 1e6,
  cognito: {
    /** Per monthly active user; each tier up to its number of users. */
    lite: [
      { users: 100_000, price: 0.0055 },
      { users: 1_000_000, price: 0.0046 },
      { users: 10_000_000, price: 0.00325 },
      { users: Number.POSITIVE_INFINITY, price: 0.0025 },
    ],
    essentials: [{ users: Number.POSITIVE_INFINITY, price: 0.015 }],
  },
} as const;
