import { useState } from 'preact/hooks';
import { createEnvironment, listEnvironments } from '../../api/organizations.ts';
import { fieldProblem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { FormProblem } from '../../components/problem-message.tsx';
import { showBanner } from '../../router.ts';
import { useSubmission } from '../../submission.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import { LoadState, useLoaded } from './loaded.tsx';
import type { OrganizationView } from './organization-view.ts';
import { Section } from './section.tsx';

const words = organizationTexts.environments;

/** The environments of the organization; owners create them. */
export function EnvironmentsSection({ view }: { view: OrganizationView }) {
  const { organization, revision } = view;
  const loaded = useLoaded(listEnvironments, [organization.id, revision]);
  const own = loaded.value?.filter(({ organizationId }) => organizationId === organization.id);
  return (
    <Section id="environments" title={words.title}>
      {(organization.role === 'owner' || !own?.length) && (
        <div class="body">
          {organization.role === 'owner' && <CreateForm view={view} onCreated={loaded.reload} />}
          <LoadState loaded={loaded} />
          {own?.length === 0 && <p class="muted">{words.none}</p>}
        </div>
      )}
      {own && own.length > 0 && (
        <ul class="rows">
          {own.map(({ id, name, namespace }) => (
            <li key={id}>
              <strong>{name}</strong>
              <code class="muted">{namespace}</code>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function CreateForm({ view, onCreated }: { view: OrganizationView; onCreated: () => Promise<void> }) {
  const submission = useSubmission();
  const [created, setCreated] = useState(0);
  const { problem } = submission;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([value('name') === '' && { pointer: '/name', detail: words.nameMissing }]);
    if (slip) throw slip;
    const { name } = await createEnvironment(view.organization.id, value('name'));
    showBanner({ tone: 'success', text: words.done(name) });
    setCreated((count) => count + 1);
    view.logged();
    await onCreated();
  }
  return (
    <Form submission={submission} onSubmit={onSubmit} labelledBy="environments">
      <FormProblem problem={problem} fields={['/name']} />
      <Field key={created} name="name" label={words.name} autocomplete="off" error={problem?.at('/name')} />
      <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.submitting}>
        {words.submit}
      </Button>
    </Form>
  );
}
