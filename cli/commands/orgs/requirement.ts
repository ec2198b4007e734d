import type { FactorType, Organization, RequirementPreview } from '../../../contract/api.ts';
import type { Service } from '../../api/client.ts';
import { anyOf } from '../../api/requirements.ts';
import { type Confirmable, confirmation } from '../../confirmation.ts';
import { type Context, request } from '../../context.ts';
import { localTime, printable } from '../../terminal/printable.ts';
import { withSession } from '../../with-session.ts';
import { chooseOrganization, pathOf } from './choose.ts';
import { demandSentence } from './organizations.ts';

interface Demanded {
  readonly accept?: readonly FactorType[];
  /** An instant; without one it bites at once. */
  readonly deadline?: string;
}

/** How many stopped members a question names; `mfa orgs preview` names all. */
const namedBeforeQuestion = 20;

/** `mfa orgs require ORG`: shows whom it would stop, and asks before it does. */
export async function demand(
  context: Context,
  wanted: string,
  options: Demanded & Confirmable,
): Promise<void> {
  const { output } = context;
  const confirm = confirmation(context, options);
  let proofMethod: FactorType | undefined;
  const changed = await withSession(
    context,
    async (service) => {
      const chosen = await chooseOrganization(service, wanted);
      const present = await request(service, 'GET /orgs/{orgID}', { path: pathOf(chosen) });
      const accept = options.accept ?? present.mfa.accept;
      const deadline = options.deadline ?? null;
      const previewed = await readPreview(context, service, chosen, accept);
      await confirm(
        [...announcement(present, accept, deadline), ...stoppedLines(previewed, deadline)],
        'Require it?',
      );
      proofMethod = await methodToProve(service, accept);
      const policy = { required: true, accept, deadline };
      return request(service, 'PUT /orgs/{orgID}/mfa', { path: pathOf(chosen), body: policy });
    },
    () => proofMethod,
  );
  tell(output, changed);
}

/** `mfa orgs stop-requiring ORG`. */
export async function stopDemanding(context: Context, wanted: string, options: Confirmable): Promise<void> {
  const confirm = confirmation(context, options);
  const changed = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    await confirm(
      ['Members can sign in without a factor then, and disable theirs.', 'All owners are told by mail.'],
      `Require multi-factor authentication of ${printable(chosen.name)} no longer?`,
    );
    return request(service, 'PUT /orgs/{orgID}/mfa', { path: pathOf(chosen), body: { required: false } });
  });
  tell(context.output, changed);
}

/** `mfa orgs preview ORG`: whom a demand would stop today. */
export async function preview(context: Context, wanted: string, options: Demanded): Promise<void> {
  const { output } = context;
  const shown = await withSession(context, async (service) =>
    readPreview(context, service, await chooseOrganization(service, wanted), options.accept),
  );
  if (output.isJson) return output.json(shown);
  const rows = shown.stopped.map(({ name, email, role, methods, id }) => [
    name,
    email,
    role,
    methods.join(' and ') || 'none',
    id,
  ]);
  if (rows.length > 0) await output.table(['NAME', 'EMAIL', 'ROLE', 'HAS', 'ID'], rows);
  output.note(
    `${countOf(shown)} would be stopped today, if ${printable(anyOf(shown.accept))} were required.`,
  );
}

function readPreview(
  { output }: Context,
  service: Service,
  organization: { readonly id: string },
  accept: readonly FactorType[] | undefined,
): Promise<RequirementPreview> {
  const given = { path: pathOf(organization), ...(accept && { query: { accept } }) };
  const read = request(service, 'GET /orgs/{orgID}/mfa/preview', given);
  return output.waiting('Looking whom it would stop', read);
}

const countOf = ({ members: { stopped, total } }: RequirementPreview) =>
  `${stopped} of ${total} ${total === 1 ? 'member' : 'members'}`;

function announcement(
  { name, mfa }: Organization,
  accept: readonly string[],
  deadline: string | null,
): readonly string[] {
  const from = deadline === null ? 'at once' : `from ${localTime(deadline)} on`;
  const methods = printable(anyOf(accept));
  return [
    ...(mfa.required ? [`At present it is ${demandSentence(mfa)}.`] : []),
    `${printable(name)} will require multi-factor authentication by ${methods}, ${from}.`,
  ];
}

function stoppedLines(previewed: RequirementPreview, deadline: string | null): readonly string[] {
  const { stopped } = previewed;
  const verb = deadline === null ? 'would be stopped today' : 'would be stopped if it were today';
  const named = stopped.slice(0, namedBeforeQuestion);
  const unnamed = stopped.length - named.length;
  return [
    `${countOf(previewed)} ${verb}${stopped.length > 0 ? ':' : '.'}`,
    ...named.map(({ name, email }) => `  ${printable(name)} <${printable(email)}>`),
    ...(unnamed > 0 ? [`  and ${unnamed} more: \`mfa orgs preview\` names them all`] : []),
  ];
}

/** Whoever requires it proves a method that will be accepted: another than the preferred one, where that is not. */
async function methodToProve(
  service: Service,
  accept: readonly FactorType[],
): Promise<FactorType | undefined> {
  const { mfa } = await request(service, 'GET /account');
  if (mfa.preferred === null || accept.includes(mfa.preferred)) return undefined;
  return mfa.factors.find(({ type }) => accept.includes(type))?.type;
}

function tell(output: Context['output'], changed: Organization): void {
  if (output.isJson) output.json(changed);
  else output.line(`${printable(changed.name)}: ${demandSentence(changed.mfa)}.`);
}
