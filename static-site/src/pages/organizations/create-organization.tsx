import { createOrganization } from '../../api/organizations.ts';
import { fieldProblem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { BuildingIcon } from '../../components/icons.tsx';
import { Card } from '../../components/page.tsx';
import { FormProblem } from '../../components/problem-message.tsx';
import { navigate } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { useSubmission } from '../../submission.ts';
import { organizationTexts } from '../../texts/organizations.ts';

const words = organizationTexts.create;

/** `/organizations/new` */
export function CreateOrganization() {
  const submission = useSubmission();
  const { problem } = submission;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const detail = organizationTexts.edit.nameMissing;
    const slip = fieldProblem([value('name') === '' && { pointer: '/name', detail }]);
    if (slip) throw slip;
    const { id, name } = await createOrganization(value('name'));
    await accountChanged();
    navigate(`/organizations/${encodeURIComponent(id)}`, {
      replace: true,
      banner: { tone: 'success', text: words.done(name) },
    });
  }
  return (
    <Card title={words.title} icon={<BuildingIcon />}>
      <p>{words.intro}</p>
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem problem={problem} fields={['/name']} />
        <Field
          name="name"
          label={organizationTexts.edit.name}
          autocomplete="organization"
          error={problem?.at('/name')}
          first
        />
        <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.submitting}>
          {words.submit}
        </Button>
      </Form>
    </Card>
  );
}
