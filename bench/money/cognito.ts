import { type Act, monthlyCost, type Use } from './model.ts';
import { cognitoPrices } from './prices.ts';

export type CognitoTier = keyof typeof cognitoPrices;

/** What Amazon Cognito charges for the users of a month. Mails cost extra there too. */
export function cognitoCost(tier: CognitoTier, users: number): number {
  let counted = 0;
  let cost = 0;
  for (const { users: upTo, dollars } of cognitoPrices[tier]) {
    const here = Math.max(0, Math.min(users, upTo) - counted);
    cost += here * dollars;
    counted += here;
  }
  return cost;
}

/** The users from which on `prod` costs less than Cognito, to a hundred; undefined if there is no such number. */
export function breakEven(tier: CognitoTier, signIn: Act, verify: Act, use: Use): number | undefined {
  const isCheaper = (users: number) => monthlyCost(signIn, verify, use, users) < cognitoCost(tier, users);
  for (let users = 100; users <= 10_000_000; users = Math.ceil((users * 1.01) / 100) * 100)
    if (isCheaper(users)) return users;
  return undefined;
}
