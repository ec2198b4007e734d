import { renameOrganization } from '../../api/organizations.ts';
import { fieldProblem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { FormProblem } from '../../components/problem-message.tsx';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { useSubmission } from '../../submission.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import type { OrganizationView } from './organization-view.ts';

const words = organizationTexts.edit;

export function NameForm({ view: { organization } }: { view: OrganizationView }) {
  const submission = useSubmission();
  const { problem } = submission;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([value('name') === '' && { pointer: '/name', detail: words.nameMissing }]);
    if (slip) throw slip;
    await renameOrganization(organization.id, value('name'));
    showBanner({ tone: 'success', text: words.nameUpdated });
    // The menu shows the name as well. When the account changes, this page is read again.
    await accountChanged();
  }
  return (
    <Form submission={submission} onSubmit={onSubmit}>
      <FormProblem problem={problem} fields={['/name']} />
      <Field
        key={organization.name}
        name="name"
        label={words.name}
        autocomplete="organization"
        initial={organization.name}
        error={problem?.at('/name')}
      />
      <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.updating}>
        {words.updateName}
      </Button>
    </Form>
  );
}
