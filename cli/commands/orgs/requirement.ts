import type { FactorType, Organization, RequirementPreview } from '../../../contract/api.ts';
import type { Service } from '../../api/client.ts';
import { type Confirmable, confirmation } from '../../confirmation.ts';
import { type Context, request } from '../../context.ts';
import { localTime, printable } from '../../terminal/printable.ts';
import { texts } from '../../texts/index.ts';
import { withSession } from '../../with-session.ts';
import { chooseOrganization, pathOf } from './choose.ts';
import { byName, pageOfMembers } from './member-pages.ts';
import { requirementSentence } from './organizations.ts';

const words = () => texts.organizations.requirement;

interface Wanted {
  readonly accept?: readonly FactorType[];
  /** An instant. Without one, the requirement takes effect at once. */
  readonly deadline?: string;
}

/** How many locked-out members a question lists; `mfa orgs preview` lists all. */
const namedBeforeQuestion = 20;

/** `mfa orgs require ORG`: shows who would be locked out, and asks before it does it. */
export async function requireMfa(
  context: Context,
  wanted: string,
  options: Wanted & Confirmable,
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
        words().ask,
      );
      proofMethod = await methodToProve(service, accept);
      const { trustedDevices } = present.mfa;
      const policy = { required: true, accept, deadline, trustedDevices };
      return request(service, 'PUT /orgs/{orgID}/mfa', { path: pathOf(chosen), body: policy });
    },
    () => proofMethod,
  );
  report(output, changed);
}

/** `mfa orgs stop-requiring ORG`. */
export async function stopRequiring(context: Context, wanted: string, options: Confirmable): Promise<void> {
  const confirm = confirmation(context, options);
  const changed = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    await confirm(words().stopEffects, words().askToStop(printable(chosen.name)));
    return request(service, 'PUT /orgs/{orgID}/mfa', { path: pathOf(chosen), body: { required: false } });
  });
  report(context.output, changed);
}

/** `mfa orgs preview ORG`: who would be locked out if it were required today. */
export async function preview(context: Context, wanted: string, options: Wanted): Promise<void> {
  const { output } = context;
  const shown = await withSession(context, async (service) =>
    readPreview(context, service, await chooseOrganization(service, wanted), options.accept),
  );
  if (output.isJson) return output.json(shown);
  const rows = shown.stopped.map(({ name, email, role, methods, id }) => [
    name,
    email,
    role,
    texts.sessions.methods(methods) || texts.words.none,
    id,
  ]);
  if (rows.length > 0) await output.table(Object.values(texts.organizations.stoppedColumns), rows);
  const { stopped, total } = shown.members;
  output.note(words().preview(stopped, total, shown.accept.map(printable)));
}

function readPreview(
  { output }: Context,
  service: Service,
  organization: { readonly id: string },
  accept: readonly FactorType[] | undefined,
): Promise<RequirementPreview> {
  return output.waiting(words().previewing, previewOfAll(service, organization, accept));
}

/** Page by page, as the service lists members. */
async function previewOfAll(
  service: Service,
  organization: { readonly id: string },
  accept: readonly FactorType[] | undefined,
): Promise<RequirementPreview> {
  const read = (cursor?: string) => {
    const page = { limit: pageOfMembers, ...(cursor !== undefined && { cursor }) };
    const query = { ...page, ...(accept && { accept }) };
    return request(service, 'GET /orgs/{orgID}/mfa/preview', { path: pathOf(organization), query });
  };
  const first = await read();
  const pages = [first];
  for (let { next } = first; next !== undefined; next = pages.at(-1)?.next) pages.push(await read(next));
  const sum = (of: 'total' | 'stopped') => pages.reduce((total, { members }) => total + members[of], 0);
  const { next: _, ...shown } = first;
  return {
    ...shown,
    members: { total: sum('total'), stopped: sum('stopped') },
    stopped: byName(pages.flatMap(({ stopped }) => stopped)),
  };
}

function announcement(
  { name, mfa }: Organization,
  accept: readonly string[],
  deadline: string | null,
): readonly string[] {
  const { atOnce, later, now } = words();
  const methods = accept.map(printable);
  const [who, when] = [printable(name), localTime(deadline)];
  return [
    ...(mfa.required ? [now(requirementSentence(mfa))] : []),
    deadline === null ? atOnce(who, methods) : later(who, methods, when),
  ];
}

function stoppedLines(previewed: RequirementPreview, deadline: string | null): readonly string[] {
  const { stopped, members } = previewed;
  const count = deadline === null ? words().stopped : words().stoppedLater;
  const named = stopped.slice(0, namedBeforeQuestion);
  const unnamed = stopped.length - named.length;
  return [
    count(members.stopped, members.total),
    ...named.map(({ name, email }) => `  ${printable(name)} <${printable(email)}>`),
    ...(unnamed > 0 ? [`  ${words().more(unnamed)}`] : []),
  ];
}

/** Owners must prove an accepted method: another one than the preferred one if that is not accepted. */
async function methodToProve(
  service: Service,
  accept: readonly FactorType[],
): Promise<FactorType | undefined> {
  const { mfa } = await request(service, 'GET /account');
  if (mfa.preferred === null || accept.includes(mfa.preferred)) return undefined;
  return mfa.factors.find(({ type }) => accept.includes(type))?.type;
}

function report(output: Context['output'], changed: Organization): void {
  if (output.isJson) output.json(changed);
  else output.line(words().changed(printable(changed.name), requirementSentence(changed.mfa)));
}
