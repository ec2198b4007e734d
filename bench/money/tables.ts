import { readFileSync } from 'node:fs';
import { cognitoCost, monthlyCost, quotas, type UnitCosts, type Units, unitCosts, uses } from './model.ts';

const heading = '## Computed from measured units';
const nextHeading = '## What to watch';

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const dollars = (amount: number) =>
  amount.toLocaleString('en-US', {
    maximumFractionDigits: amount < 100 ? 2 : 0,
    minimumFractionDigits: amount < 100 ? 2 : 0,
  });

/** The text of docs/cost.md with the tables of the model in their place. */
export function costTables(page: string): string {
  const recorded = JSON.parse(readFileSync(new URL('../recorded.json', import.meta.url), 'utf8')) as {
    walk: Units;
  };
  const begin = page.indexOf(heading);
  const end = page.indexOf(nextHeading);
  const before = page.slice(0, begin < 0 ? end : begin);
  return `${before}${section(recorded.walk)}\n${page.slice(end)}`;
}

function section(units: Units): string {
  const costs = unitCosts(units);
  const million = (amount: number) => dollars(amount * 1e6);
  return `${heading}

\`npm run docs:cost\` writes this part from the units that \`npm run check\` holds (\`bench/recorded.json\`) and the prices in
\`bench/money/prices.ts\`. The time in Lambda is an assumption: 0.15 s for a sign-in with its hash, 0.05 s for a code, 0.02 s for a
verification.

${table(
  ['what', 'dollars per million'],
  [
    ['sign-ins with a code by email', million(costs.email)],
    ['the same without the mail', million(costs.emailWithoutMail)],
    ['sign-ins with an authenticator', million(costs.authenticator)],
    ['`auth/verify`', million(costs.verify)],
  ],
)}

Per month, beside Amazon Cognito at its list prices, without free tiers (of Cognito's users, the first 10,000 of a month). Codes by email are sent through your own SES there too, so the mail is left out
on both sides. A product that verifies every request here pays for each; one that verifies tokens offline does not.

${comparison(costs)}

The limits that sign-ins with a code by email meet, the lowest first:

${table(
  ['limit', 'sign-ins a second', 'what to raise'],
  quotas(units).map(({ what, perSecond, raise }) => [what, String(Math.floor(perSecond)), raise]),
)}
`;
}

function comparison({ emailWithoutMail, authenticator, verify }: UnitCosts): string {
  const rows = [1000, 100_000, 10_000_000].flatMap((users) =>
    uses.map((use) => [
      `${users.toLocaleString('en-US')} users, ${use.name}`,
      dollars(users * monthlyCost(emailWithoutMail, verify, use)),
      dollars(users * monthlyCost(authenticator, verify, use)),
      dollars(cognitoCost('lite', users)),
      dollars(cognitoCost('essentials', users)),
    ]),
  );
  return table(['per month', 'email', 'authenticator', 'Cognito Lite', 'Cognito Essentials'], rows);
}
