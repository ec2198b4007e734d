import { useState } from 'preact/hooks';
import type { Account, ListedFactor } from '../../../../contract/api.ts';
import { disableFactor, preferFactor } from '../../api/operations.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { factorTitle } from '../../factor-title.ts';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatMoment, texts } from '../../texts/index.ts';

const words = texts.settings;

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** An enabled factor with its facts, `Disable` and `Make Preferred`. */
export function FactorActions({ factor, account }: { factor: ListedFactor; account: Account }) {
  const disabling = useSubmission();
  const preferring = useSubmission();
  const [asking, setAsking] = useState(false);
  const title = factorTitle(factor);
  const isLast = account.mfa.factors.length === 1;
  const isHeld = !factor.canDisable;

  async function disable(): Promise<void> {
    setAsking(false);
    await withStepUp(() => disableFactor(factor.id));
    const text = isLast ? words.mfaOffBanner : words.disabledBanner(capitalized(title));
    showBanner({ tone: 'success', text });
    await accountChanged();
  }
  async function prefer(): Promise<void> {
    await withStepUp(() => preferFactor(factor.id));
    showBanner({ tone: 'success', text: words.preferredBanner(capitalized(title)) });
    await accountChanged();
  }
  return (
    <div class="factor">
      <div class="factor-facts">
        {(title !== texts.methods[factor.type] || factor.preferred) && (
          <p>
            {title !== texts.methods[factor.type] && <span class="factor-name">{factor.name}</span>}{' '}
            {factor.preferred && <span class="badge">{words.preferred}</span>}
          </p>
        )}
        <p class="muted">
          <span>{words.addedAt(formatMoment(factor.createdAt))}</span>
          {' · '}
          <span>
            {factor.lastUsedAt ? words.lastUsedAt(formatMoment(factor.lastUsedAt)) : words.neverUsed}
          </span>
        </p>
      </div>
      <div class="factor-buttons">
        {!isHeld && (
          <Button
            look="danger"
            busy={disabling.busy}
            busyLabel={words.working}
            onClick={() => setAsking(true)}
          >
            {words.disable}
            <span class="visually-hidden">{words.of(title)}</span>
          </Button>
        )}
        {!factor.preferred && (
          <Button
            busy={preferring.busy}
            busyLabel={words.working}
            onClick={() => void preferring.run(prefer)}
          >
            {words.makePreferred}
            <span class="visually-hidden">{words.of(title)}</span>
          </Button>
        )}
      </div>
      {isHeld && <p class="muted held">{words.lastWhileRequired}</p>}
      <ProblemMessage problem={disabling.problem ?? preferring.problem} />
      {asking && (
        <ConfirmDialog
          title={words.disableTitle(title)}
          confirm={words.disableConfirm}
          danger
          onConfirm={() => void disabling.run(disable)}
          onClose={() => setAsking(false)}
        >
          <p>{consequence(factor, isLast)}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

function consequence(factor: ListedFactor, isLast: boolean): string {
  if (isLast) return words.disableLastText;
  return factor.preferred ? `${words.disableText} ${words.disablePreferredText}` : words.disableText;
}
