import { isDeviceRow } from '../../../core/accounts/device.ts';
import type { User } from '../../../core/accounts/user.ts';
import { userKey } from '../../../core/accounts/user.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import type { Store } from '../../../functions/adapters/store.ts';
import { type JobName, jobs } from '../../../functions/jobs.ts';
import type { StepName } from '../../../functions/steps.ts';
import { expectProblem } from '../../support/api-schemas.ts';
import { type AwsCall, type FaultKind, type FaultyAws, faultKinds } from '../../support/faulty-aws.ts';
import type { Seeder } from '../../support/seeded-accounts.ts';
import type { CallAnswer, Service } from '../../support/service.ts';

/** What a scenario is played with. Only the function whose operation it is can meet faults. */
export interface Stage {
  readonly service: Service;
  readonly seeder: Seeder;
  readonly kept: Store;
  readonly aws: FaultyAws;
  /** For the environment of the function that meets the faults. */
  readonly faultyEndpoints: Readonly<Record<string, string>>;
}

/** One request, or one run of a job, that can meet a fault. */
export interface Trial {
  /** The request. It can be sent several times. */
  readonly call: () => Promise<CallAnswer>;
  /** Whether what it asks for has happened; absent if it only reads. */
  readonly isDone?: () => Promise<boolean>;
  /** What its user does after the fault, if not the same again. Then it has happened. */
  readonly redo?: () => Promise<unknown>;
  /** Something is used up: of all requests, one at most succeeds. */
  readonly isSingleUse?: true;
  /** Whose sessions must have been made with a factor. */
  readonly account?: string;
  /** How many guesses have been charged. The request is a wrong guess, and each that was looked at is charged. */
  readonly charged?: () => Promise<number>;
}

export interface Scenario {
  readonly what: string;
  /** The status without a fault. */
  readonly status: number;
  readonly prepare: (stage: Stage) => Promise<Trial>;
}

/** Something that must not be, in words. */
export type Flaw = string;

/** The functions cannot know whether what they asked for was carried out. */
const losesAnswers: ReadonlySet<FaultKind> = new Set(['lost after', 'lost and retried', 'held']);

/** They say to try again, and change nothing by it. A mail that was perhaps sent is sent once more then. */
const unknowing = new Set([
  ...['internal-error', 'busy'],
  ...['mail-not-sent', 'code-not-sent', 'invitation-not-mailed'],
]);

/** They are also true of what the same request has just done: a retry met its own first attempt. */
const alreadyDone = new Set([
  ...['link-over', 'challenge-over', 'code-used', 'changed-meanwhile', 'not-found', 'signed-out'],
  ...['key-name-taken', 'environment-name-taken', 'account-changed-meanwhile', 'no-password'],
]);

/** Which kinds can happen to a call. */
export function kindsFor({ operation }: AwsCall): readonly FaultKind[] {
  return faultKinds.filter((kind) => kind !== 'unread' || operation === 'BatchGetItem');
}

/** The calls to AWS that a scenario makes without a fault. @throws Error if it does not go as it says */
export async function watch(
  stage: Stage,
  name: StepName | JobName,
  scenario: Scenario,
): Promise<readonly AwsCall[]> {
  const trial = await prepare(stage, name, scenario);
  stage.aws.begin();
  const answer = await trial.call();
  const calls = stage.aws.end();
  const flaws = [
    ...(answer.status === scenario.status ? [] : [`answers ${answer.status} ${JSON.stringify(answer.body)}`]),
    ...(answer.status < 300 && trial.isDone && !(await trial.isDone()) ? ['is not done'] : []),
  ];
  if (flaws.length > 0) throw new Error(`${name}, ${scenario.what}, without a fault: ${flaws.join(', ')}`);
  return calls;
}

async function prepare(stage: Stage, name: StepName | JobName, scenario: Scenario): Promise<Trial> {
  // Each look at the inbox fetches all of it.
  await stage.service.emulators.ses.clearInbox();
  // Limits on guesses and mails are over by then.
  stage.service.clock.now += 2 * 3_600_000;
  const trial = await scenario.prepare(stage);
  // So that it asks for its keys again, and has all its retries.
  stage.service.restart(name, stage.faultyEndpoints);
  return trial;
}

/** Plays a scenario with one fault, and everything that its user does about it. */
export async function disturb(
  stage: Stage,
  name: StepName | JobName,
  scenario: Scenario,
  fault: { readonly kind: FaultKind; readonly nth: number },
): Promise<readonly Flaw[]> {
  const trial = await prepare(stage, name, scenario);
  const before = await sessionsOf(stage, trial.account);
  const chargedBefore = (await trial.charged?.()) ?? 0;
  const answers: CallAnswer[] = [];
  // A function handles one request at a time: the second one starts another.
  const meanwhile = async () => {
    stage.service.restart(name, stage.faultyEndpoints);
    answers.push(await trial.call());
  };
  stage.aws.begin({ ...fault, ...(fault.kind === 'held' && { meanwhile }) });
  const answer = await trial.call();
  stage.aws.end();
  answers.push(answer);
  const flaws = [
    ...answerFlaws(name, scenario, answer),
    ...(isJob(name) ? [] : await outcomeFlaws(trial, scenario, fault.kind, answers)),
    ...(await chargeFlaws(trial, answers, chargedBefore)),
  ];
  await redo(stage, name, trial, answers);
  return [
    ...flaws,
    ...(await redoneFlaws(trial, scenario, answers)),
    ...(await sessionFlaws(stage, trial, before)),
  ];
}

/** A job has nobody to answer: it fails, and runs again. */
const isJob = (name: string): boolean => jobs.some((job) => job.name === name);

function answerFlaws(name: string, { status }: Scenario, answer: CallAnswer): readonly Flaw[] {
  if (answer.status < 400) return answer.status === status ? [] : [`answers ${answer.status}`];
  if (isJob(name) || isProtocolError(name, answer)) return [];
  try {
    expectProblem(answer, name);
    return [];
  } catch (error) {
    return [`is no problem document: ${(error as Error).message}`];
  }
}

/** OpenID Connect has refusals of its own form. A failure of the service is a problem document there, too. */
const isProtocolError = (name: string, { status, body }: CallAnswer): boolean =>
  name === 'oidc/provider' && status < 500 && typeof body?.error === 'string';

/** A success is one, and a refusal that gives a reason of its own has changed nothing. */
async function outcomeFlaws(
  { isDone }: Trial,
  { status }: Scenario,
  kind: FaultKind,
  answers: readonly CallAnswer[],
): Promise<readonly Flaw[]> {
  if (!isDone || status >= 400) return [];
  const isReached = await isDone();
  const succeeded = answers.some((answer) => answer.status < 300 && !saysUnsent(answer));
  if (succeeded) return isReached ? [] : ['says that it succeeded, and it did not'];
  const reasons = answers.map(({ body }) => String(body?.reason ?? body?.noticeReason));
  const claims = reasons.filter((reason) => !unknowing.has(reason) && !alreadyDone.has(reason));
  // Without a lost answer, the functions know what they have done. What comes afterwards cannot make it fail.
  if (isReached && !losesAnswers.has(kind)) return [`says ${reasons.join(', ')}, and it was done`];
  return isReached && claims.length > 0 ? [`says ${claims.join(', ')}, and it was done`] : [];
}

/** A challenge is begun although its mail could not be sent, and says so. */
const saysUnsent = ({ body }: CallAnswer): boolean => body?.noticeReason === 'code-not-sent';

async function chargeFlaws(
  { charged }: Trial,
  answers: readonly CallAnswer[],
  before: number,
): Promise<readonly Flaw[]> {
  if (!charged) return [];
  const looked = answers.filter(({ status }) => status === 401 || status === 422).length;
  const now = (await charged()) - before;
  return now < looked ? [`${looked} wrong guesses were looked at, and ${now} are charged`] : [];
}

async function redo(
  stage: Stage,
  name: StepName | JobName,
  trial: Trial,
  answers: CallAnswer[],
): Promise<void> {
  stage.service.restart(name, stage.faultyEndpoints);
  stage.service.clock.now += 1000;
  if (!trial.redo) answers.push(await trial.call());
  else if (!(await trial.isDone?.())) await trial.redo();
}

async function redoneFlaws(
  { isDone, isSingleUse, charged, redo }: Trial,
  { status }: Scenario,
  answers: readonly CallAnswer[],
): Promise<readonly Flaw[]> {
  const successes = answers.filter((answer) => answer.status < 300).length;
  const last = answers.at(-1);
  const said = JSON.stringify(last?.body);
  return [
    ...(isSingleUse && successes > 1 ? [`succeeded ${successes} times`] : []),
    ...(isDone && status < 300 && !(await isDone())
      ? [`cannot be done afterwards: ${last?.status} ${said}`]
      : []),
    ...(!isDone && !redo && !charged && last?.status !== status
      ? [`answers ${last?.status} ${said} afterwards`]
      : []),
  ];
}

export const sessionsOf = async ({ kept }: Stage, userID: string | undefined): Promise<readonly Session[]> =>
  userID === undefined
    ? []
    : (await kept.listAll<Session>('sessions', { userID })).filter((row) => !isDeviceRow(row));

/** Every session that was made was made with a factor, if the account has one. */
async function sessionFlaws(
  stage: Stage,
  { account }: Trial,
  before: readonly Session[],
): Promise<readonly Flaw[]> {
  if (account === undefined) return [];
  const [user] = await stage.kept.read<[User]>({ table: 'users', key: userKey(account) });
  if (!user || user.factors.length === 0) return [];
  const standIns = ['recovery-code', 'browser-code'];
  const types: readonly string[] = [...user.factors.map(({ type }) => type), ...standIns];
  const made = (await sessionsOf(stage, account)).filter(
    ({ id }) => !before.some((known) => known.id === id),
  );
  return made
    .filter(({ methods }) => !methods.some((method) => types.includes(method)))
    .map(({ methods }) => `made a session by ${methods.join(' and ')} alone`);
}
