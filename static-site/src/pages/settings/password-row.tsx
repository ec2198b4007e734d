import { useState } from 'preact/hooks';
import type { Account } from '../../../../contract/api.ts';
import { changePassword } from '../../api/operations.ts';
import { fieldProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import {
  NewPasswordField,
  newPasswordSlip,
  passwordSlip,
  wrongCredentials,
} from '../../components/password-fields.tsx';
import { FormProblem } from '../../components/problem-message.tsx';
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
      passwordSlip(value('currentPassword'), '/currentPassword'),
      newPasswordSlip(value('newPassword'), '/newPassword'),
    ]);
    if (slip) throw slip;
    const current = value('currentPassword');
    const change = () => changePassword(current, value('newPassword'), kept);
    await withStepUp(change, account.mfa.enabled ? undefined : current);
    setOpen(false);
    showBanner({ tone: 'success', text: words.passwordSaved });
    await accountChanged();
  }
  return (
    <ExpandableRow
      label={words.password}
      title={words.password}
      value={
        <>
          <span aria-hidden="true">••••••••</span>
          <span class="visually-hidden">{words.passwordDots}</span>
        </>
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
        <Field
          name="currentPassword"
          type="password"
          label={words.currentPassword}
          autocomplete="current-password"
          error={currentPasswordError(problem)}
          first
        />
        <NewPasswordField name="newPassword" label={words.newPassword} error={problem?.at('/newPassword')} />
        <KeptKeys kept={kept} onKept={setKept} />
        <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.saving}>
          {words.save}
        </Button>
      </Form>
    </ExpandableRow>
  );
}

const currentPasswordError = (problem: Problem | undefined): string | undefined =>
  problem?.is(wrongCredentials) ? words.passwordWrong : problem?.at('/currentPassword');
