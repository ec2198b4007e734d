import { useEffect, useState } from 'preact/hooks';
import type { Account, SessionList } from '../../../../contract/api.ts';
import { endOtherSessions, endSession, listSessions } from '../../api/operations.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Loading } from '../../components/page.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { programTitle } from '../../program-title.ts';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatList, formatMoment, texts } from '../../texts/index.ts';

type ListedSession = SessionList['sessions'][number];

const words = texts.settings;

/** Where the account is signed in. Sessions can be ended. */
export function SessionsSection({ account }: { account: Account }) {
  const [sessions, setSessions] = useState<readonly ListedSession[]>();
  const loading = useSubmission();
  const endingOthers = useSubmission();
  const [asking, setAsking] = useState(false);
  const load = () => loading.run(async () => setSessions((await listSessions()).sessions));
  // Changes of the account can end sessions.
  useEffect(() => void load(), [account]);

  async function endOthers(): Promise<void> {
    setAsking(false);
    await withStepUp(endOtherSessions);
    showBanner({ tone: 'success', text: words.othersEnded });
    await accountChanged();
  }
  return (
    <section class="card" aria-labelledby="sessions">
      <header>
        <h2 id="sessions">{words.sessions}</h2>
      </header>
      <div class="body">
        <p class="muted">{words.sessionsIntro}</p>
        <ProblemMessage problem={loading.problem} />
        {loading.problem && <Button onClick={() => void load()}>{texts.common.tryAgain}</Button>}
        {!sessions && loading.busy && <Loading />}
      </div>
      {sessions && (
        <ul class="rows">
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      {sessions && sessions.length > 1 && (
        <div class="body">
          <Button
            look="danger"
            busy={endingOthers.busy}
            busyLabel={words.ending}
            onClick={() => setAsking(true)}
          >
            {words.endOthers}
          </Button>
          <ProblemMessage problem={endingOthers.problem} />
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={words.endOthersTitle}
          confirm={words.endOthersConfirm}
          danger
          onConfirm={() => void endingOthers.run(endOthers)}
          onClose={() => setAsking(false)}
        >
          <p>{words.endOthersText}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function SessionRow({ session }: { session: ListedSession }) {
  const submission = useSubmission();
  const name = programTitle(session.browser) || words.unknownBrowser;
  const methods = formatList(session.methods.map((method) => texts.sessionMethods[method] ?? method));
  const end = async () => {
    await withStepUp(() => endSession(session.id));
    showBanner({ tone: 'success', text: words.sessionEnded });
    await accountChanged();
  };
  return (
    <li>
      <div class="facts">
        <p>
          <strong>{name}</strong> <span class="muted">{words.kinds[session.kind]}</span>{' '}
          {session.current && <span class="badge">{words.thisSession}</span>}
        </p>
        <p class="muted">
          {words.sessionFacts(
            formatMoment(session.authenticatedAt),
            methods,
            formatMoment(session.lastSeenAt),
          )}{' '}
          · {session.address}
        </p>
        <ProblemMessage problem={submission.problem} />
      </div>
      {!session.current && (
        <Button busy={submission.busy} busyLabel={words.ending} onClick={() => void submission.run(end)}>
          {words.endSession}
          <span class="visually-hidden">{words.of(name)}</span>
        </Button>
      )}
    </li>
  );
}
