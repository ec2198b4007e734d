import { methodsOf } from '../../../core/accounts/user.ts';
import { isoOrNull } from '../../../core/kernel/iso-or-null.ts';
import { roleOf } from '../../../core/organizations/organization.ts';
import { acceptedFactors, hasAcceptedFactor } from '../../../core/sign-in/requirement.ts';
import { store } from '../../adapters/store.ts';
import { readMembers } from '../../flows/organizations/members.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { toCsv } from '../../http/csv.ts';
import { toLambda } from '../../http/lambda.ts';
import { coverage } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

const columns = ['name', 'email', 'role', 'mfa', 'methods', 'accepted', 'lastSignedInAt'] as const;

/** Owners see that a member has a factor and of which kind, and nothing more of it. */
export const step = defineStep({
  name: 'orgs/coverage',
  query: {
    format: {
      description: 'csv answers with a file',
      schema: { type: 'string', enum: ['json', 'csv'], default: 'json' },
    },
  },
  answers: { 200: coverage },
  fileType: 'text/csv',
  uses: { store },
  async run({ parameters, query, caller }, { store }) {
    const found = requireOwnership(caller, parameters);
    const format = query['format'] ?? 'json';
    if (format !== 'json' && format !== 'csv') refuseField('format', 'format-unknown');
    const accepted = acceptedFactors(found);
    const members = (await readMembers(store, found)).map(({ user }) => ({
      id: user.userID,
      name: user.name,
      email: user.email,
      role: roleOf(found, user.userID),
      mfa: user.factors.length > 0,
      methods: methodsOf(user),
      accepted: hasAcceptedFactor(user, accepted),
      lastSignedInAt: isoOrNull(user.lastSignedInAt),
    }));
    if (format === 'json') return { status: 200, body: { members } };
    const rows = members.map((member) => columns.map((column) => [member[column] ?? ''].flat().join(' ')));
    const file = {
      name: 'mfa-coverage.csv',
      type: 'text/csv; charset=utf-8',
      text: toCsv([columns, ...rows]),
    };
    return { status: 200, file };
  },
});

export const handler = toLambda(step);
