import { useState } from 'preact/hooks';
import { undoActivation } from '../api/operations.ts';
import { Button } from '../components/button.tsx';
import { ShieldIcon } from '../components/icons.tsx';
import { Link } from '../components/link.tsx';
import { Card } from '../components/page.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { currentToken, forgetToken, navigate } from '../router.ts';
import { accountChanged } from '../session/session.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';

const words = texts.undo;

/** From the mail about a first factor: undoes its activation, for whoever did not ask for it. */
export function Undo() {
  const submission = useSubmission();
  const [done, setDone] = useState(false);
  const token = currentToken();
  const { problem } = submission;
  if (done) {
    return (
      <Card key="done" title={words.doneTitle} icon={<ShieldIcon />}>
        <p role="status">{words.done}</p>
        <Link href="/account" class="button">
          {texts.common.backToSignIn}
        </Link>
      </Card>
    );
  }
  const dead =
    problem !== undefined && ['challenge-expired', 'not-found', 'validation'].includes(problem.slug);
  if (!token || dead) {
    return (
      <Card key="dead" title={dead ? words.title : words.noTokenTitle} icon={<ShieldIcon />}>
        <p role={dead ? 'alert' : undefined}>{dead ? words.linkDead : words.noToken}</p>
        <Link href="/account/reset" class="button">
          {words.toReset}
        </Link>
      </Card>
    );
  }
  const undo = async () => {
    await undoActivation(token);
    forgetToken();
    await accountChanged();
    setDone(true);
  };
  const leave = () => {
    forgetToken();
    navigate('/account', { replace: true });
  };
  return (
    <Card key="ask" title={words.title} icon={<ShieldIcon />}>
      <ProblemMessage problem={problem} />
      <p>{words.intro}</p>
      <ul>
        {words.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <div class="actions">
        <Button
          look="danger"
          busy={submission.busy}
          busyLabel={words.submitting}
          onClick={() => void submission.run(undo)}
        >
          {words.submit}
        </Button>
        <Button onClick={leave}>{words.itWasMe}</Button>
      </div>
    </Card>
  );
}
