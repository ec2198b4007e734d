import { useState } from 'preact/hooks';
import type { Account, ListedFactor } from '../../../../contract/api.ts';
import { disableFactor, preferFactor, renameFactor } from '../../api/operations.ts';
import { fieldProblem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog, Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { FormProblem, ProblemMessage } from '../../components/problem-message.tsx';
import { factorTitle } from '../../factor-title.ts';
import { tellPasskeys } from '../../passkeys.ts';
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
  const [renaming, setRenaming] = useState(false);
  const title = factorTitle(factor);
  const isLast = account.mfa.factors.length === 1;
  const isHeld = !factor.canDisable;
  // A name is for telling factors of one kind apart.
  const canHaveSeveral = account.mfa.types.some(({ type, maximum }) => type === factor.type && maximum > 1);

  async function disable(): Promise<void> {
    setAsking(false);
    await withStepUp(() => disableFactor(factor.id));
    const text = isLast ? words.mfaOffBanner : words.disabledBanner(capitalized(title));
    showBanner({ tone: 'success', text });
    const left = await accountChanged();
    if (left) void tellPasskeys(left, factor);
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
          {factor.synced !== undefined && (
            <>
              {' · '}
              <span>{factor.synced ? words.synced : words.notSynced}</span>
            </>
          )}
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
        {canHaveSeveral && (
          <Button onClick={() => setRenaming(true)}>
            {words.rename}
            <span class="visually-hidden">{words.of(title)}</span>
          </Button>
        )}
      </div>
      {renaming && <RenameDialog factor={factor} title={title} onClose={() => setRenaming(false)} />}
      {isHeld && (
        <p class="muted held">
          {factor.requiredBy.length > 0 ? words.lastWhileRequired : words.neededWithoutPassword}
        </p>
      )}
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

interface RenameProps {
  factor: ListedFactor;
  title: string;
  onClose: () => void;
}

function RenameDialog({ factor, title, onClose }: RenameProps) {
  const submission = useSubmission();
  const { problem } = submission;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const name = value('name');
    const slip = fieldProblem([name === '' && { pointer: '/name', detail: texts.fields.nameMissing }]);
    if (slip) throw slip;
    await withStepUp(() => renameFactor(factor.id, name));
    onClose();
    showBanner({ tone: 'success', text: words.renamedBanner(name) });
    await accountChanged();
  }
  return (
    <Dialog title={words.renameTitle(title)} onClose={onClose}>
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem problem={problem} fields={['/name']} />
        <Field
          name="name"
          label={words.newName}
          autocomplete="off"
          initial={factor.name}
          error={problem?.at('/name')}
          first
        />
        <div class="actions">
          <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.saving}>
            {words.save}
          </Button>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
