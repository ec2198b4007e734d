import { useState } from 'preact/hooks';
import { cancelReset } from '../api/operations.ts';
import { Button } from '../components/button.tsx';
import { ShieldIcon } from '../components/icons.tsx';
import { Link } from '../components/link.tsx';
import { Card } from '../components/page.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { currentToken, forgetToken, navigate } from '../router.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';

const words = texts.cancelReset;

/** From the mail about a reset that the operator was asked for: cancels it, for whoever did not ask for it. */
export function CancelReset() {
  const submission = useSubmission();
  const [done, setDone] = useState(false);
  const token = currentToken();
  const { problem } = submission;
  if (done) {
    return (
      <Card key="done" title={words.doneTitle} icon={<ShieldIcon />}>
        <p role="status">{words.done}</p>
        <Link href="/account/reset" class="button">
          {words.toReset}
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
        <Link href="/account" class="button">
          {texts.common.backToSignIn}
        </Link>
      </Card>
    );
  }
  const cancel = async () => {
    await cancelReset(token);
    forgetToken();
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
      <div class="actions">
        <Button
          look="primary"
          busy={submission.busy}
          busyLabel={words.submitting}
          onClick={() => void submission.run(cancel)}
        >
          {words.submit}
        </Button>
        <Button onClick={leave}>{words.itWasMe}</Button>
      </div>
    </Card>
  );
}
