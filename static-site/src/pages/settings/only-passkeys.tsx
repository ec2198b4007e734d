import { useState } from 'preact/hooks';
import type { Account } from '../../../../contract/api.ts';
import { disableFactor } from '../../api/operations.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { methodFacts } from '../../method-types.ts';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatList, texts } from '../../texts/index.ts';

const words = texts.settings;

/** Losing one of them must not lock its user out. */
const fewestPasskeys = 2;

/**
 * Offers an account with two passkeys to disable its other methods: as long as there is one whose code can be typed into a page of
 * somebody else, the account is only as strong as that one.
 */
export function OnlyPasskeys({ account }: { account: Account }) {
  const submission = useSubmission();
  const [asking, setAsking] = useState(false);
  const { factors } = account.mfa;
  const others = factors.filter(({ type }) => methodFacts[type].isTyped);
  const isOffered =
    others.length > 0 &&
    factors.length - others.length >= fewestPasskeys &&
    others.every(({ canDisable }) => canDisable);
  if (!isOffered) return null;
  const methods = formatList([...new Set(others.map(({ type }) => texts.methods[type]))]);

  async function disableOthers(): Promise<void> {
    setAsking(false);
    try {
      // Each of them is a change of its own, with its entry and its mail.
      for (const { id } of others) await withStepUp(() => disableFactor(id));
      showBanner({ tone: 'success', text: words.onlyPasskeysBanner });
    } finally {
      await accountChanged();
    }
  }
  return (
    <div class="method-row">
      <h3>{words.onlyPasskeys}</h3>
      <div class="factor">
        <p class="factor-facts muted">{words.onlyPasskeysHint(methods)}</p>
        <div class="factor-buttons">
          <Button busy={submission.busy} busyLabel={words.working} onClick={() => setAsking(true)}>
            {words.onlyPasskeys}
          </Button>
        </div>
      </div>
      <ProblemMessage problem={submission.problem} />
      {asking && (
        <ConfirmDialog
          title={words.onlyPasskeysTitle}
          confirm={words.onlyPasskeysConfirm}
          danger
          onConfirm={() => void submission.run(disableOthers)}
          onClose={() => setAsking(false)}
        >
          <p>{words.onlyPasskeysText(methods)}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
