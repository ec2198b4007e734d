import { isoOrNull } from '../../../core/kernel/iso-or-null.ts';
import { coverageOf } from '../../../core/organizations/mfa-coverage.ts';
import { roleOf } from '../../../core/organizations/organization.ts';
import { store } from '../../adapters/store.ts';
import { listMembers } from '../../flows/organizations/members.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { toCsv } from '../../http/csv.ts';
import { toLambda } from '../../http/lambda.ts';
import { coverage } from '../../http/organization-answers.ts';
import { memberPageQuery, readMemberPage } from '../../http/pages.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

const columns = ['name', 'email', 'role', 'mfa', 'methods', 'accepted', 'lastSignedInAt'] as const;

export const step = defineStep({
  name: 'orgs/coverage',
  query: {
    ...memberPageQuery,
    format: {
      description: '`csv` for a file',
      schema: { type: 'string', enum: ['json', 'csv'], default: 'json' },
    },
  },
  answers: { 200: coverage },
  fileType: 'text/csv',
  uses: { store },
  async run({ parameters, query, caller, circumstances }, { store, host }) {
    const organization = requireOwnership(caller, parameters);
    const format = query['format'] ?? 'json';
    if (format !== 'json' && format !== 'csv') refuseField('format', 'format-unknown');
    const listed = await listMembers(
      { store, host },
      { user: caller.user, organization },
      readMemberPage(query),
      circumstances.at,
    );
    const members = listed.map(({ user }) => ({
      id: user.userID,
      name: user.name,
      email: user.email,
      role: roleOf(organization, user.userID),
      ...coverageOf(organization, user),
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
