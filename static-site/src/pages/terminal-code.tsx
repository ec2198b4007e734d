import { useState } from 'preact/hooks';
import type { Account } from '../../../contract/api.ts';
import { makeBrowserCode } from '../api/operations.ts';
import { Button } from '../components/button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { Link } from '../components/link.tsx';
import { Card } from '../components/page.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { useSecondsUntilServerTime } from '../countdown.ts';
import { methodFacts } from '../method-types.ts';
import { withStepUp } from '../session/step-up.ts';
import { useSubmission } from '../submission.ts';
import { formatChoice, texts } from '../texts/index.ts';

const words = texts.terminalCode;

/** Shows a code to type in a terminal, which cannot use a passkey. An account with another method needs none. */
export function TerminalCode({ account }: { account: Account }) {
  const types = [...new Set(account.mfa.factors.map(({ type }) => type))];
  const typed = types.filter((type) => methodFacts[type].isTyped);
  return (
    <Card title={words.title}>
      {types.length > 0 && typed.length === 0 ? (
        <NewCode />
      ) : (
        <>
          <p>
            {types.length === 0
              ? words.passwordOnly
              : words.otherMethods(formatChoice(typed.map((type) => texts.methods[type])))}
          </p>
          <p class="links">
            <Link href="/account/view#mfa">{texts.home.manage}</Link>
          </p>
        </>
      )}
    </Card>
  );
}

function NewCode() {
  const submission = useSubmission();
  const [made, setMade] = useState<{ readonly code: string; readonly expiresAt: string }>();
  const secondsLeft = useSecondsUntilServerTime(made?.expiresAt);
  const make = () => submission.run(async () => setMade(await withStepUp(makeBrowserCode)));
  const isShown = made !== undefined && secondsLeft > 0;
  return (
    <div class="stack">
      <p>{words.why}</p>
      <ProblemMessage problem={submission.problem} />
      {isShown && (
        <>
          <p class="terminal-code" role="status">
            <span class="visually-hidden">{words.codeLabel}: </span>
            <code>{made.code}</code>
          </p>
          <p class="muted">{words.goodFor(secondsLeft)}</p>
          <CopyButton text={made.code} />
        </>
      )}
      {made && !isShown && <p role="status">{words.over}</p>}
      <p>{words.warning}</p>
      <div class="actions">
        <Button
          look={isShown ? 'plain' : 'primary'}
          busy={submission.busy}
          busyLabel={texts.common.working}
          onClick={() => void make()}
        >
          {made ? words.another : words.show}
        </Button>
      </div>
    </div>
  );
}
