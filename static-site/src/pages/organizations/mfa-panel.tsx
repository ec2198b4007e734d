import { useState } from 'preact/hooks';
import { stopRequiringMfa } from '../../api/organizations.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { LockIcon } from '../../components/icons.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatList, formatMoment, texts } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import type { OrganizationView } from './organization-view.ts';
import { RequireDialog } from './require-dialog.tsx';

const words = organizationTexts.mfa;

/** Whether the organization requires a factor, which ones, and when. Owners can change it. */
export function MfaPanel({ view }: { view: OrganizationView }) {
  const [requiring, setRequiring] = useState(false);
  const { mfa, role } = view.organization;
  const isOwner = role === 'owner';
  return (
    <section class="panel" aria-labelledby="organization-mfa">
      <header>
        <LockIcon />
        <h2 id="organization-mfa">{words.title}</h2>
      </header>
      <div class="body">
        <div class="state-row">
          <strong class={mfa.required ? 'state on' : 'state off'}>
            {mfa.required ? words.required : words.notRequired}
          </strong>
          {isOwner && (
            <Button look={mfa.required ? 'plain' : 'primary'} onClick={() => setRequiring(true)}>
              {mfa.required ? words.change : words.require}
            </Button>
          )}
          {isOwner && mfa.required && <StopButton view={view} />}
        </div>
        <Facts view={view} />
      </div>
      {requiring && <RequireDialog view={view} onClose={() => setRequiring(false)} />}
    </section>
  );
}

function Facts({ view: { organization } }: { view: OrganizationView }) {
  const { required, inForce, since, deadline, accept, members } = organization.mfa;
  const methods = formatList(accept.map((type) => texts.methods[type]));
  if (organization.role !== 'owner' && !required) return <p class="muted">{words.memberNotRequired}</p>;
  return (
    <div class="muted">
      {!required && <p>{words.whatFor}</p>}
      {required && !inForce && deadline !== null && <p>{words.from(formatMoment(deadline))}</p>}
      {inForce && since && <p>{words.since(formatMoment(deadline ?? since))}</p>}
      {required && <p>{words.accepted(methods)}</p>}
      {members.withMfa !== undefined && <p>{words.coverage(members.withMfa, members.total)}</p>}
    </div>
  );
}

function StopButton({ view }: { view: OrganizationView }) {
  const submission = useSubmission();
  const [asking, setAsking] = useState(false);
  const stop = async () => {
    setAsking(false);
    await withStepUp(() => stopRequiringMfa(view.organization.id));
    showBanner({ tone: 'success', text: words.stopped });
    await accountChanged();
  };
  return (
    <>
      <Button look="danger" busy={submission.busy} busyLabel={words.stopping} onClick={() => setAsking(true)}>
        {words.stop}
      </Button>
      <ProblemMessage problem={submission.problem} />
      {asking && (
        <ConfirmDialog
          title={words.stopTitle}
          confirm={words.stopConfirm}
          danger
          onConfirm={() => void submission.run(stop)}
          onClose={() => setAsking(false)}
        >
          <p>{words.stopText}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
