import { useState } from 'preact/hooks';
import { deleteOrganization, keepOrganization } from '../../api/organizations.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { navigate, showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatMoment } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import type { OrganizationView } from './organization-view.ts';
import { Section } from './section.tsx';

const words = organizationTexts.ends;

/** Deletes the organization: at once if the owner is alone in it, otherwise in a week in which every owner can keep it. */
export function DeleteOrganization({ view: { organization } }: { view: OrganizationView }) {
  const { id, name, deletionDueAt } = organization;
  const submission = useSubmission();
  const [asking, setAsking] = useState(false);
  const isAlone = organization.mfa.members.total === 1;
  const remove = async () => {
    setAsking(false);
    const planned = await withStepUp(() => deleteOrganization(id));
    if (planned)
      showBanner({ tone: 'success', text: words.planned(name, formatMoment(planned.deletionDueAt)) });
    else
      navigate('/organizations', { replace: true, banner: { tone: 'success', text: words.deleted(name) } });
    await accountChanged();
  };
  const keep = async () => {
    await withStepUp(() => keepOrganization(id));
    showBanner({ tone: 'success', text: words.kept(name) });
    await accountChanged();
  };
  return (
    <Section id="delete" title={words.title}>
      <div class="body">
        <p class={deletionDueAt ? '' : 'muted'}>
          {deletionDueAt
            ? words.waiting(formatMoment(deletionDueAt))
            : isAlone
              ? words.textAlone
              : words.text}
        </p>
        <ProblemMessage problem={submission.problem} />
        <div class="actions">
          {deletionDueAt ? (
            <Button
              look="primary"
              busy={submission.busy}
              busyLabel={words.keeping}
              onClick={() => void submission.run(keep)}
            >
              {words.keep(name)}
            </Button>
          ) : (
            <Button
              look="danger"
              busy={submission.busy}
              busyLabel={words.deleting}
              onClick={() => setAsking(true)}
            >
              {words.delete(name)}
            </Button>
          )}
        </div>
      </div>
      {asking && (
        <ConfirmDialog
          title={words.deleteTitle(name)}
          confirm={words.confirm}
          danger
          onConfirm={() => void submission.run(remove)}
          onClose={() => setAsking(false)}
        >
          <p>{isAlone ? words.textAlone : words.text}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
