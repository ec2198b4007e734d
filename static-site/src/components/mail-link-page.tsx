import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { currentToken, forgetToken, navigate } from '../router.ts';
import { useSubmission } from '../submission.ts';
import { Button } from './button.tsx';
import { ShieldIcon } from './icons.tsx';
import { Link } from './link.tsx';
import { Card } from './page.tsx';
import { ProblemMessage } from './problem-message.tsx';

interface MailLinkPageProps {
  readonly words: {
    readonly title: string;
    readonly intro: string;
    readonly submit: string;
    readonly submitting: string;
    readonly itWasMe: string;
    readonly doneTitle: string;
    readonly done: string;
    readonly noTokenTitle: string;
    readonly noToken: string;
    readonly linkDead: string;
  };
  /** What the link does. Its token is forgotten as soon as it is used. */
  readonly act: (token: string) => Promise<void>;
  /** What to do after it, before the page says that it is done. */
  readonly follow?: () => Promise<unknown>;
  readonly look: 'primary' | 'danger';
  /** Where to go once it is done, and where to go if the link no longer works. */
  readonly afterwards: PlaceTo;
  readonly instead: PlaceTo;
  /** Shown below the intro. */
  readonly children?: ComponentChildren;
}

interface PlaceTo {
  readonly href: string;
  readonly label: string;
}

/** The page of a link in a mail that does one thing, for users who did not cause what the mail is about. */
export function MailLinkPage(props: MailLinkPageProps) {
  const { words, act, follow, look, afterwards, instead, children } = props;
  const submission = useSubmission();
  const [done, setDone] = useState(false);
  const token = currentToken();
  const { problem } = submission;
  if (done)
    return (
      <Card key="done" title={words.doneTitle} icon={<ShieldIcon />}>
        <p role="status">{words.done}</p>
        <Onward place={afterwards} />
      </Card>
    );
  // A token that is cut off is invalid input.
  const dead = problem !== undefined && (problem.is('link-over') || problem.slug === 'validation');
  if (!token || dead)
    return (
      <Card key="dead" title={dead ? words.title : words.noTokenTitle} icon={<ShieldIcon />}>
        <p role={dead ? 'alert' : undefined}>{dead ? words.linkDead : words.noToken}</p>
        <Onward place={instead} />
      </Card>
    );
  const submit = async () => {
    await act(token);
    forgetToken();
    await follow?.();
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
      {children}
      <div class="actions">
        <Button
          look={look}
          busy={submission.busy}
          busyLabel={words.submitting}
          onClick={() => void submission.run(submit)}
        >
          {words.submit}
        </Button>
        <Button onClick={leave}>{words.itWasMe}</Button>
      </div>
    </Card>
  );
}

function Onward({ place }: { place: PlaceTo }) {
  return (
    <Link href={place.href} class="button">
      {place.label}
    </Link>
  );
}
