import { Button } from '../components/button.tsx';
import { Card } from '../components/page.tsx';
import { refreshAccount } from '../session/session.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';

/** Shown instead of a page if the dashboard could not find out who is signed in. */
export function Unreachable() {
  const submission = useSubmission();
  return (
    <Card title={texts.unreachable.title}>
      <p role="alert">{texts.unreachable.text}</p>
      <Button
        look="primary"
        busy={submission.busy}
        busyLabel={texts.common.working}
        onClick={() =>
          void submission.run(async () => {
            await refreshAccount({ loud: true });
          })
        }
      >
        {texts.common.tryAgain}
      </Button>
    </Card>
  );
}
