import { useRef, useState } from 'preact/hooks';
import { useSecondsUntil, useSecondsUntilServerTime } from '../countdown.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { ProblemMessage } from './problem-message.tsx';

interface Sending {
  sentTo?: string;
  resendsLeft?: number;
  resendableAt?: string;
  resendableUntil?: string;
  expiresAt: string;
}

/** A button to have a code sent again once the wait is over. */
export function Resend({ sending, onResend }: { sending: Sending; onResend: () => Promise<void> }) {
  const submission = useSubmission();
  const [resent, setResent] = useState(false);
  const toldToWait = useSecondsUntil(submission.problem?.retryAtMs);
  const seconds = Math.max(useSecondsUntilServerTime(sending.resendableAt), toldToWait);
  const secondsLeft = useSecondsUntilServerTime(sending.resendableUntil ?? sending.expiresAt);
  const expired = submission.problem?.is('challenge-over') || secondsLeft <= 0;
  const words = texts.code;
  const place = useRef<HTMLDivElement>(null);
  const resend = async () => {
    setResent(false);
    await onResend();
    setResent(true);
    // The button disappears for a while, and the code comes next.
    place.current?.closest('dialog, .body')?.querySelector<HTMLElement>('input.code')?.focus();
  };
  return (
    <div class="resend" ref={place}>
      <p role="status">{resent && sending.sentTo ? words.resent(sending.sentTo) : ''}</p>
      {expired ? (
        <p>{words.tooLateToResend}</p>
      ) : sending.resendsLeft === 0 ? (
        <p>{words.noResends}</p>
      ) : seconds > 0 ? (
        <p>{words.resendIn(seconds)}</p>
      ) : (
        <p>
          <Button
            look="link"
            busy={submission.busy}
            busyLabel={words.resending}
            onClick={() => void submission.run(resend)}
          >
            {words.resend}
          </Button>
          {sending.resendsLeft !== undefined && (
            <span class="muted"> ({words.resendsLeft(sending.resendsLeft)})</span>
          )}
        </p>
      )}
      {!expired && toldToWait === 0 && <ProblemMessage problem={submission.problem} />}
    </div>
  );
}
