import { localTime, printable } from '../../cli/terminal/printable.ts';
import { type AccountLogEntry, userSubject } from '../../core/accounts/security-log.ts';
import { keysOf, type User, voidPassword } from '../../core/accounts/user.ts';
import type { Factor } from '../../core/factors/factor.ts';
import { isFactor, type StoredRecoveryCode } from '../../core/factors/recovery-code.ts';
import { shownClientProgram } from '../../core/kernel/client-program.ts';
import { isoOrNull } from '../../core/kernel/iso-or-null.ts';
import type { OperatorLogEntry } from '../../core/operator/operator-log.ts';
import { failedMethods } from '../../core/operator/operator-unlock.ts';
import { type Organization, organizationRows, roleOf } from '../../core/organizations/organization.ts';
import { undoneAt } from '../../core/sign-in/confirmation.ts';
import { isLive, type Session } from '../../core/sign-in/session.ts';
import { factorBody } from '../../functions/http/factor-body.ts';
import { type Account, findAccount } from '../account.ts';
import type { Context } from '../context.ts';
import type { Stage } from '../stage.ts';

const shownEntries = 10;

/** Shows an account, without anything that could be used to get into it: hashes, secrets, tokens. */
export async function run(context: Context, email: string): Promise<void> {
  const account = await findAccount(context.stage, email);
  const shown = await accountBody(context.stage, account);
  if (context.output.isJson) context.output.json(shown);
  else await print(context, shown);
}

type Shown = Awaited<ReturnType<typeof accountBody>>;

async function accountBody(stage: Stage, { user, waiting }: Account) {
  const { store } = stage;
  const { userID } = user;
  const now = stage.host.now();
  const rows = await store.listAll<Factor | StoredRecoveryCode>('factors', { userID });
  const factors = rows.filter(isFactor);
  const sessions = await store.listAll<Session>('sessions', { userID });
  const page = { newestFirst: true, limit: shownEntries };
  const entries = await store.list<AccountLogEntry & Partial<OperatorLogEntry>>(
    'events',
    { subject: userSubject(userID) },
    page,
  );
  const { reason } = waiting?.operator ?? {};
  return {
    stage: stage.name,
    id: userID,
    name: user.name,
    email: user.email,
    createdAt: isoOrNull(user.createdAt),
    lastSignedInAt: isoOrNull(user.lastSignedInAt),
    password: user.passwordHash === voidPassword ? 'none' : 'set',
    factors: factors.map((factor) => factorBody(factor, user)),
    recoveryCodesLeft: rows.length - factors.length,
    methods: failedMethods(user, now).map(({ method, failures, isLocked, waitSeconds }) => ({
      type: method,
      failures,
      locked: isLocked,
      waitSeconds,
    })),
    keys: keysOf(user).map(({ name, fingerprint }) => ({ name, fingerprint })),
    mailReturned: mailReturned(user),
    awaitsConfirmation: awaitedConfirmation(user),
    waitingReset: waiting
      ? {
          dueAt: isoOrNull(waiting.dueAt),
          requestedAt: isoOrNull(waiting.requestedAt),
          by: waiting.operator.who,
          ...(reason !== undefined && { reason }),
        }
      : null,
    organizations: await organizationsOf(stage, user),
    sessions: sessions.filter((session) => isLive(session, user, now)).length,
    events: entries.rows.map(entryBody),
  };
}

function mailReturned({ mailReturned: returned }: User) {
  return returned ? { reason: returned.reason, at: isoOrNull(returned.at) } : null;
}

function awaitedConfirmation(user: User) {
  const by = user.awaitingConfirmation ?? [];
  return by.length > 0 ? { undoneAt: isoOrNull(undoneAt(user)), organizations: by } : null;
}

async function organizationsOf({ store }: Stage, user: User) {
  const organizations = await store.readMany<Organization>(organizationRows(user));
  return organizations.map((organization) => {
    const { organizationID: id, name, mfaRequired, mfaAccept, mfaDeadline } = organization;
    const mfa = { required: mfaRequired, accept: mfaAccept, deadline: isoOrNull(mfaDeadline) };
    return { id, name, role: roleOf(organization, user.userID), mfa };
  });
}

function entryBody(entry: AccountLogEntry & Partial<OperatorLogEntry>) {
  const { at, kind, factor, key, organization, operator, address, browser } = entry;
  return {
    at: isoOrNull(at),
    kind,
    ...(factor && { factor: { type: factor.type, ...(factor.name !== undefined && { name: factor.name }) } }),
    ...(key && { key: { name: key.name, fingerprint: key.fingerprint } }),
    ...(organization && { organization: { id: organization.id, name: organization.name } }),
    ...(operator && { operator }),
    address,
    browser: shownClientProgram(browser),
  };
}

async function print({ output }: Context, shown: Shown): Promise<void> {
  const line = (name: string, text: string) => output.line(`${`${name}:`.padEnd(16)}${printable(text)}`);
  const section = async (title: string, columns: readonly string[], rows: readonly (readonly string[])[]) => {
    if (rows.length === 0) return;
    output.line(`\n${title}`);
    await output.table(columns, rows);
  };
  line('Account', `${shown.name} (${shown.email})`);
  line('Id', shown.id);
  line('Created', localTime(shown.createdAt));
  line('Last sign-in', localTime(shown.lastSignedInAt) || 'never');
  line('Password', shown.password === 'set' ? 'set' : 'none: the user must reset it');
  line('Recovery codes', `${shown.recoveryCodesLeft} left`);
  line('Sessions', String(shown.sessions));
  if (shown.mailReturned)
    line(
      'Mail',
      `no longer sent, since a ${shown.mailReturned.reason} at ${localTime(shown.mailReturned.at)}`,
    );
  if (shown.awaitsConfirmation)
    line(
      'Confirmation',
      `an owner must confirm the account: its factors were undone at ${localTime(shown.awaitsConfirmation.undoneAt)}`,
    );
  if (shown.waitingReset)
    line('Reset', `due at ${localTime(shown.waitingReset.dueAt)}, requested by ${shown.waitingReset.by}`);
  if (shown.factors.length === 0) line('Factors', 'none');
  await section('Factors', ['TYPE', 'NAME', 'SINCE', 'LAST USED', ''], shown.factors.map(factorRow));
  await section('Wrong codes', ['METHOD', 'IN A ROW', 'STATE'], shown.methods.map(methodRow));
  await section(
    'SSH keys',
    ['NAME', 'FINGERPRINT'],
    shown.keys.map(({ name, fingerprint }) => [name, fingerprint]),
  );
  await section(
    'Organizations',
    ['NAME', 'ROLE', 'MFA REQUIREMENT', 'ID'],
    shown.organizations.map(organizationRow),
  );
  await section('Security log', ['WHEN', 'WHAT', 'ABOUT', 'CLIENT', 'FROM'], shown.events.map(entryRow));
}

const factorRow = ({ type, name, createdAt, lastUsedAt, preferred }: Shown['factors'][number]) => [
  type,
  name,
  localTime(createdAt),
  localTime(lastUsedAt) || 'never',
  preferred ? 'preferred' : '',
];

const methodRow = ({ type, failures, locked, waitSeconds }: Shown['methods'][number]) => [
  type,
  String(failures),
  locked ? 'locked' : waitSeconds > 0 ? `next try in ${waitSeconds} s` : 'not limited',
];

function organizationRow({ id, name, role, mfa }: Shown['organizations'][number]) {
  const from = mfa.deadline ? ` from ${localTime(mfa.deadline)}` : '';
  return [name, role, mfa.required ? `${mfa.accept.join(' or ')}${from}` : 'none', id];
}

function entryRow(entry: ReturnType<typeof entryBody>): readonly string[] {
  const { at, kind, factor, key, organization, operator, address, browser } = entry;
  const about = factor?.name ?? factor?.type ?? key?.name ?? organization?.name ?? operator?.reason ?? '';
  return [localTime(at), kind, about, browser, operator?.who ?? address];
}
