import { useState } from 'preact/hooks';
import type { Account } from '../../../../contract/api.ts';
import { rename } from '../../api/operations.ts';
import { fieldProblem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { FormProblem } from '../../components/problem-message.tsx';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { texts } from '../../texts/index.ts';
import { typed } from '../../typed.ts';
import { ExpandableRow } from './expandable-row.tsx';

const words = texts.settings;

export function NameRow({ account }: { account: Account }) {
  // The row opens again if the session ended while a name was being typed.
  const [open, setOpen] = useState(typed.name !== undefined && typed.name !== account.name);
  const submission = useSubmission();
  const { problem } = submission;
  const toggle = (next: boolean) => {
    typed.name = undefined;
    submission.show(undefined);
    setOpen(next);
  };
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([
      value('name') === '' && { pointer: '/name', detail: texts.fields.nameMissing },
    ]);
    if (slip) throw slip;
    await withStepUp(() => rename(value('name')));
    toggle(false);
    showBanner({ tone: 'success', text: words.nameSaved });
    await accountChanged();
  }
  return (
    <ExpandableRow
      label={words.name}
      title={words.name}
      value={account.name || <span class="muted">{words.noName}</span>}
      open={open}
      onToggle={toggle}
    >
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem problem={problem} fields={['/name']} />
        <Field
          name="name"
          label={words.name}
          autocomplete="name"
          initial={typed.name ?? account.name}
          error={problem?.at('/name')}
          first
          onInput={(input) => {
            typed.name = input.value;
          }}
        />
        <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.saving}>
          {words.save}
        </Button>
      </Form>
    </ExpandableRow>
  );
}
