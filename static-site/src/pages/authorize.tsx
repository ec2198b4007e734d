import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../contract/api.ts';
import { answerAuthorization, readAuthorization } from '../api/operations.ts';
import { Problem } from '../api/problem.ts';
import { Button } from '../components/button.tsx';
import { Link } from '../components/link.tsx';
import { Card, Loading } from '../components/page.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import type { Entry } from '../router.ts';
import type { SessionState } from '../session/session.ts';
import { prove } from '../session/step-up.ts';
import { type Submission, useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { SignIn } from './sign-in.tsx';

const words = texts.authorize;

/** The id of the request in the address of the page; undefined if it is another page. */
export const authorizationID = (path: string): string | undefined =>
  /^\/authorize\/([\w-]{20,})$/.exec(path)?.[1];

type Request = Awaited<ReturnType<typeof readAuthorization>>;

interface AuthorizeProps {
  entry: Entry;
  id: string;
  session: Extract<SessionState, { status: 'signed-out' | 'signed-in' }>;
}

/**
 * Where an app sends its users to sign in. Whoever is signed in goes on to the app at once, if the sign-in is as strong and as
 * recent as the app requires.
 */
export function Authorize({ entry, id, session }: AuthorizeProps) {
  const submission = useSubmission();
  const [request, setRequest] = useState<Request>();
  useEffect(() => void submission.run(async () => setRequest(await readAuthorization(id))), [id]);
  if (submission.problem?.is('authorization-over')) return <Over />;
  if (submission.problem) return <ProblemMessage problem={submission.problem} />;
  if (!request) return <Loading />;
  const { app } = request;
  if (session.status === 'signed-out')
    return (
      <>
        <div class="notice aside">
          <p>{words.signInFor(app.name)}</p>
        </div>
        <SignIn entry={entry} ended={false} />
      </>
    );
  return <GoOn id={id} app={app.name} account={session.account} />;
}

function GoOn({ id, app, account }: { id: string; app: string; account: Account }) {
  const submission = useSubmission();
  const goOn = () => submission.run(() => approve(id));
  // Once: what the user cancels is not asked again by itself.
  useEffect(() => void goOn(), []);
  if (submission.problem?.is('authorization-over')) return <Over />;
  if (submission.problem?.is('stronger-factor-needed'))
    return <FactorNeeded id={id} app={app} submission={submission} />;
  if (submission.busy) return <Loading label={words.goingOn(app)} />;
  return (
    <Card title={words.title(app)}>
      <ProblemMessage problem={submission.problem} />
      <p>{words.asWhom(account.email)}</p>
      <div class="actions">
        <Button look="primary" onClick={() => void goOn()}>
          {words.submit(app)}
        </Button>
        <Cancel id={id} submission={submission} />
      </div>
    </Card>
  );
}

/** The app requires a factor that the account does not have. */
function FactorNeeded({ id, app, submission }: { id: string; app: string; submission: Submission }) {
  const isPhishingResistant = submission.problem?.fields.acr === 'phr';
  return (
    <Card title={words.factorTitle(app)}>
      <p>{isPhishingResistant ? words.passkeyNeeded(app) : words.factorNeeded(app)}</p>
      <p class="links">
        <Link href="/account/mfa/activate">{words.activate}</Link>
      </p>
      <div class="actions">
        <Cancel id={id} submission={submission} />
      </div>
    </Card>
  );
}

function Cancel({ id, submission }: { id: string; submission: Submission }) {
  return (
    <Button onClick={() => void submission.run(() => leave(answerAuthorization(id, false)))}>
      {texts.common.cancel}
    </Button>
  );
}

/** Approves the request; if the app requires more than the session has, the user proves it in a dialog first. */
async function approve(id: string): Promise<void> {
  try {
    await leave(answerAuthorization(id, true));
  } catch (error) {
    if (!(error instanceof Problem) || !error.is('stronger-sign-in-needed')) throw error;
    await prove();
    await leave(answerAuthorization(id, true));
  }
}

/** Sends the browser on. The page stays as it is until the app answers. */
async function leave(answer: Promise<{ continueAt: string }>): Promise<void> {
  window.location.assign((await answer).continueAt);
  await new Promise(() => {});
}

function Over() {
  return (
    <Card title={words.overTitle}>
      <p role="alert">{words.over}</p>
    </Card>
  );
}

/** Where the browser goes if there is no app to send it back to. */
export function AuthorizationFailed({ entry }: { entry: Entry }) {
  const error = entry.search.get('error') ?? '';
  const known = words.failed;
  const text = Object.hasOwn(known, error) ? known[error as keyof typeof known] : known.invalid_request;
  return (
    <Card title={words.failedTitle}>
      <p role="alert">{text}</p>
      <p>{words.tellTheApp}</p>
    </Card>
  );
}
