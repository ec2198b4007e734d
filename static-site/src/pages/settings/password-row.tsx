import { useState } from 'preact/hooks';
import type { Account } from '../../../../contract/api.ts';
import { changePassword, removePassword, setPassword } from '../../api/operations.ts';
import { fieldProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import {
  NewPasswordField,
  newPasswordSlip,
  passwordSlip,
  wrongCredentials,
} from '../../components/password-fields.tsx';
import { FormProblem, ProblemMessage } from '../../components/problem-message.tsx';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { texts } from '../../texts/index.ts';
import { ExpandableRow } from './expandable-row.tsx';
import { KeptKeys } from './kept-keys.tsx';

const words = texts.settings;

export function PasswordRow({ account }: { account: Account }) {
  const [open, setOpen] = useState(false);
  const submission = useSubmission();
  const { problem } = submission;
  const [kept, setKept] = useState<readonly string[]>([]);
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([
      account.hasPassword && passwordSlip(value('currentPassword'), '/currentPassword'),
      newPasswordSlip(value('newPassword'), '/newPassword'),
    ]);
    if (slip) throw slip;
    if (account.hasPassword) {
      const current = value('currentPassword');
      const change = () => changePassword(current, value('newPassword'), kept);
      await withStepUp(change, account.mfa.enabled ? undefined : current);
    } else await withStepUp(() => setPassword(value('newPassword'), kept));
    setOpen(false);
    showBanner({ tone: 'success', text: account.hasPassword ? words.passwordSaved : words.passwordSet });
    await accountChanged();
  }
  return (
    <ExpandableRow
      label={words.password}
      title={words.password}
      value={
        account.hasPassword ? (
          <>
            <span aria-hidden="true">••••••••</span>
            <span class="visually-hidden">{words.passwordDots}</span>
          </>
        ) : (
          words.noPassword
        )
      }
      open={open}
      onToggle={(next) => {
        submission.show(undefined);
        setOpen(next);
      }}
    >
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem
          problem={problem}
          fields={['/currentPassword', '/newPassword']}
          atField={[wrongCredentials]}
        />
        <input name="username" autocomplete="username" value={account.email} readOnly hidden />
        {account.hasPassword && (
          <Field
            name="currentPassword"
            type="password"
            label={words.currentPassword}
            autocomplete="current-password"
            error={currentPasswordError(problem)}
            first
          />
        )}
        <NewPasswordField name="newPassword" label={words.newPassword} error={problem?.at('/newPassword')} />
        <KeptKeys kept={kept} onKept={setKept} />
        <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.saving}>
          {account.hasPassword ? words.save : words.setPassword}
        </Button>
      </Form>
      {account.canRemovePassword && <RemovePassword onRemoved={() => setOpen(false)} />}
    </ExpandableRow>
  );
}

/** For an account that can sign in with passkeys alone. */
function RemovePassword({ onRemoved }: { onRemoved: () => void }) {
  const submission = useSubmission();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    setAsking(false);
    await withStepUp(removePassword);
    onRemoved();
    showBanner({ tone: 'success', text: words.passwordRemoved });
    await accountChanged();
  };
  return (
    <div class="method-row">
      <div class="factor">
        <p class="factor-facts muted">{words.removePasswordHint}</p>
        <div class="factor-buttons">
          <Button
            look="danger"
            busy={submission.busy}
            busyLabel={words.working}
            onClick={() => setAsking(true)}
          >
            {words.removePassword}
          </Button>
        </div>
      </div>
      <ProblemMessage problem={submission.problem} />
      {asking && (
        <ConfirmDialog
          title={words.removePasswordTitle}
          confirm={words.removePasswordConfirm}
          danger
          onConfirm={() => void submission.run(remove)}
          onClose={() => setAsking(false)}
        >
          <p>{words.removePasswordText}</p>
          <p>{words.removePasswordWays}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

const currentPasswordError = (problem: Problem | undefined): string | undefined =>
  problem?.is(wrongCredentials) ? words.passwordWrong : problem?.at('/currentPassword');
