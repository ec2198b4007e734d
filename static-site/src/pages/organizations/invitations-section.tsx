import { useState } from 'preact/hooks';
import type { Invitation, Role } from '../../../../contract/api.ts';
import { invite, listInvitations, resendInvitation, revokeInvitation } from '../../api/organizations.ts';
import { fieldProblem, Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { emailSlip } from '../../components/password-fields.tsx';
import { FormProblem, ProblemMessage } from '../../components/problem-message.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { showBanner } from '../../router.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatMoment, texts } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import { LoadState, useLoaded } from './loaded.tsx';
import type { OrganizationView } from './organization-view.ts';
import { Section } from './section.tsx';
import { ShowMore, useFirst } from './show-more.tsx';

const words = organizationTexts.invitations;

/** The invitations, and a form to invite somebody. */
export function InvitationsSection({ view }: { view: OrganizationView }) {
  const { organization, revision, logged } = view;
  const changed = async () => {
    logged();
    await loaded.reload();
  };
  const loaded = useLoaded(() => listInvitations(organization.id), [organization.id, revision]);
  const { value } = loaded;
  const { shown, more } = useFirst(value ?? [], 20);
  return (
    <Section id="invitations" title={words.title}>
      <div class="body">
        <p class="muted">{words.intro}</p>
        <InviteForm orgID={organization.id} onInvited={changed} />
        <LoadState loaded={loaded} />
        {value?.length === 0 && <p>{words.none}</p>}
      </div>
      {shown.length > 0 && (
        <ul class="rows">
          {shown.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              orgID={organization.id}
              invitation={invitation}
              onChanged={changed}
            />
          ))}
        </ul>
      )}
      {more && (
        <div class="body">
          <ShowMore more={more} />
        </div>
      )}
    </Section>
  );
}

function InviteForm({ orgID, onInvited }: { orgID: string; onInvited: () => Promise<void> }) {
  const submission = useSubmission();
  const [sent, setSent] = useState(0);
  const { problem } = submission;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([emailSlip(value('invited'))]);
    if (slip) throw slip;
    const { email } = await withStepUp(() => invite(orgID, value('invited'), value('role') as Role)).catch(
      async (error: unknown) => {
        // If only the mail failed, the invitation is in the list, marked as not mailed.
        if (error instanceof Problem && error.is('invitation-not-mailed')) await onInvited();
        throw error;
      },
    );
    showBanner({ tone: 'success', text: words.sent(email) });
    // The form is empty again for the next invitation.
    setSent((count) => count + 1);
    await onInvited();
  }
  return (
    <Form submission={submission} onSubmit={onSubmit} labelledBy="invitations">
      <FormProblem problem={problem} fields={['/email', '/role']} />
      <div class="side-by-side" key={sent}>
        <Field
          name="invited"
          type="email"
          inputmode="email"
          label={words.email}
          autocomplete="off"
          placeholder={texts.common.emailExample}
          error={problem?.at('/email')}
        />
        <SelectField
          name="role"
          label={words.role}
          options={{ member: texts.roles.member, owner: texts.roles.owner }}
          error={problem?.at('/role')}
        />
      </div>
      <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.sending}>
        {words.send}
      </Button>
    </Form>
  );
}

function stateOf({ consumed, revoked, expired, mailedAt }: Invitation): keyof typeof words.states {
  if (consumed) return 'accepted';
  if (revoked) return 'revoked';
  if (expired) return 'expired';
  return mailedAt === null ? 'notMailed' : 'open';
}

interface InvitationRowProps {
  orgID: string;
  invitation: Invitation;
  onChanged: () => Promise<void>;
}

function InvitationRow({ orgID, invitation, onChanged }: InvitationRowProps) {
  const resending = useSubmission();
  const revoking = useSubmission();
  const [asking, setAsking] = useState(false);
  const { id, email, role, createdAt, expiresAt, resendableAt } = invitation;
  const state = stateOf(invitation);
  const resend = async () => {
    await withStepUp(() => resendInvitation(orgID, id));
    showBanner({ tone: 'success', text: words.resent(email) });
    await onChanged();
  };
  const revoke = async () => {
    setAsking(false);
    await withStepUp(() => revokeInvitation(orgID, id));
    showBanner({ tone: 'success', text: words.revoked });
    await onChanged();
  };
  return (
    <li>
      <div class="facts">
        <p>
          <strong>{email}</strong> <span class="muted">{words.as(texts.roles[role])}</span>{' '}
          <span class={state === 'open' || state === 'accepted' ? 'badge' : 'badge spent'}>
            {words.states[state]}
          </span>
        </p>
        <p class="muted">
          {(state === 'notMailed' ? words.createdAt : words.sentAt)(formatMoment(createdAt))}
          {state === 'open' && `, ${words.until(formatMoment(expiresAt))}`}
        </p>
        <ProblemMessage problem={resending.problem ?? revoking.problem} />
      </div>
      {resendableAt !== undefined && (
        <div class="actions">
          <Button busy={resending.busy} busyLabel={words.working} onClick={() => void resending.run(resend)}>
            {words.resend}
            <span class="visually-hidden">{words.of(email)}</span>
          </Button>
          {(state === 'open' || state === 'notMailed') && (
            <Button
              look="danger"
              busy={revoking.busy}
              busyLabel={words.working}
              onClick={() => setAsking(true)}
            >
              {words.revoke}
              <span class="visually-hidden">{words.of(email)}</span>
            </Button>
          )}
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={words.revokeTitle(email)}
          confirm={words.revokeConfirm}
          danger
          onConfirm={() => void revoking.run(revoke)}
          onClose={() => setAsking(false)}
        >
          <p>{words.revokeText}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
