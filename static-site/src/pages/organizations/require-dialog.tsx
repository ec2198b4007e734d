import { useState } from 'preact/hooks';
import type { FactorType, Organization, RequirementPreview } from '../../../../contract/api.ts';
import { previewMfa, requireMfa } from '../../api/organizations.ts';
import { fieldProblem, Problem } from '../../api/problem.ts';
import { serverNowMs } from '../../api/server-clock.ts';
import { acceptedWords } from '../../components/activate-link.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Link } from '../../components/link.tsx';
import { MethodIcon } from '../../components/method-icon.tsx';
import { FormProblem } from '../../components/problem-message.tsx';
import { methodTypes } from '../../method-types.ts';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatMoment, texts } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import { addDays, fromLocalDate, toLocalDate } from './dates.ts';
import { type Loaded, LoadState, useLoaded } from './loaded.tsx';
import type { OrganizationView } from './organization-view.ts';
import { StoppedMembers } from './stopped-members.tsx';

const words = organizationTexts.require;

const named = (types: readonly FactorType[]): string => acceptedWords({ accept: types });

/** The deadline of an upcoming requirement. */
function upcomingDeadline({ mfa }: Organization): string | undefined {
  return mfa.inForce ? undefined : (mfa.deadline ?? undefined);
}

/** Asks what to require, shows who would be locked out, and only then has the button. */
export function RequireDialog({ view, onClose }: { view: OrganizationView; onClose: () => void }) {
  const { organization } = view;
  const { mfa } = organization;
  const present = upcomingDeadline(organization);
  const { maximumDeadlineDays = 0 } = mfa;
  const submission = useSubmission();
  const [accept, setAccept] = useState<readonly FactorType[]>(mfa.required ? mfa.accept : methodTypes);
  const [later, setLater] = useState(present !== undefined);
  const { problem } = submission;
  const previewed = useLoaded(
    async () => (accept.length > 0 ? previewMfa(organization.id, accept) : undefined),
    [organization.id, accept.join()],
  );
  // Until this is known the button is shown. If it is refused, the answer says what is missing.
  const canRequire = previewed.value?.canRequire ?? true;

  /** A day begins at midnight in the time zone of the owner. A date that was not changed keeps its time of day. */
  function deadlineOf(date: string): string | null {
    if (!later) return null;
    if (present && date === toLocalDate(new Date(present))) return present;
    return fromLocalDate(date)?.toISOString() ?? '';
  }

  async function onSubmit(value: (name: string) => string): Promise<void> {
    const deadline = deadlineOf(value('date'));
    const atMs = deadline === null ? undefined : Date.parse(deadline);
    const inRange =
      atMs === undefined ||
      (atMs > serverNowMs() && atMs <= serverNowMs() + maximumDeadlineDays * 86_400_000);
    const slip = fieldProblem([
      accept.length === 0 && { pointer: '/accept', detail: words.acceptMissing },
      !inRange && { pointer: '/deadline', detail: words.dateWrong },
    ]);
    if (slip) throw slip;
    const ask = () => requireMfa(organization.id, { accept, deadline, trustedDevices: mfa.trustedDevices });
    try {
      await withStepUp(ask);
    } catch (error) {
      // It was confirmed, but with a method that will not be accepted.
      if (error instanceof Problem && error.is('accepted-factor-needed'))
        throw new Problem('conflict', { detail: words.proveAccepted(named(accept)) });
      throw error;
    }
    onClose();
    const text = deadline === null ? words.done : words.doneLater(formatMoment(deadline));
    showBanner({ tone: 'success', text });
    await accountChanged();
  }

  return (
    <Dialog title={mfa.required ? words.changeTitle : words.title} onClose={onClose}>
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem problem={problem} fields={['/accept', '/deadline']} />
        <AcceptChoice accept={accept} onAccept={setAccept} error={problem?.at('/accept')} />
        <fieldset class="choices">
          <legend>{words.when}</legend>
          <WhenChoice label={words.atOnce} checked={!later} onChoose={() => setLater(false)} />
          <WhenChoice
            label={words.later}
            hint={words.laterHint}
            checked={later}
            onChoose={() => setLater(true)}
          />
        </fieldset>
        {later && (
          <Field
            name="date"
            type="date"
            label={words.date}
            autocomplete="off"
            initial={toLocalDate(present ? new Date(present) : addDays(new Date(serverNowMs()), 14))}
            min={toLocalDate(addDays(new Date(serverNowMs()), 1))}
            max={toLocalDate(addDays(new Date(serverNowMs()), maximumDeadlineDays))}
            error={problem?.at('/deadline')}
          />
        )}
        {accept.length > 0 && <PreviewNotice loaded={previewed} later={later} />}
        {canRequire || accept.length === 0 ? (
          <div class="actions">
            <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.working}>
              {mfa.required ? words.confirmChange : words.confirm}
            </Button>
            <Button onClick={onClose}>{texts.common.cancel}</Button>
          </div>
        ) : (
          <OwnFirst
            accept={accept}
            later={later}
            goOn={`/organizations/${encodeURIComponent(organization.id)}`}
            onClose={onClose}
          />
        )}
      </Form>
    </Dialog>
  );
}

interface AcceptChoiceProps {
  accept: readonly FactorType[];
  onAccept: (accept: readonly FactorType[]) => void;
  error: string | undefined;
}

function AcceptChoice({ accept, onAccept, error }: AcceptChoiceProps) {
  return (
    <fieldset class="choices methods" aria-describedby={error ? 'accept-error' : undefined}>
      <legend>{words.accept}</legend>
      {methodTypes.map((type) => (
        <label key={type} class="choice">
          <input
            type="checkbox"
            checked={accept.includes(type)}
            aria-invalid={error ? 'true' : undefined}
            data-first={type === methodTypes[0] ? '' : undefined}
            onChange={({ currentTarget }) =>
              onAccept(
                methodTypes.filter((each) => (each === type ? currentTarget.checked : accept.includes(each))),
              )
            }
          />
          <MethodIcon type={type} />
          <span>{texts.methods[type]}</span>
        </label>
      ))}
      <div role="alert">
        {error && (
          <p class="error" id="accept-error">
            {error}
          </p>
        )}
      </div>
    </fieldset>
  );
}

interface WhenChoiceProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChoose: () => void;
}

function WhenChoice({ label, hint, checked, onChoose }: WhenChoiceProps) {
  return (
    <label class="choice plain">
      <input type="radio" name="when" checked={checked} onChange={onChoose} />
      <span>{label}</span>
      {hint && <span class="hint">{hint}</span>}
    </label>
  );
}

interface PreviewNoticeProps {
  loaded: Loaded<RequirementPreview | undefined>;
  later: boolean;
}

/** Who would be locked out if it were required now. */
function PreviewNotice({ loaded, later }: PreviewNoticeProps) {
  const { value } = loaded;
  if (!value || loaded.problem) return <LoadState loaded={loaded} />;
  const { stopped, total } = value.members;
  const text = later ? words.stoppedLater(stopped, total) : words.stopped(stopped, total);
  return (
    <div class={stopped > 0 ? 'notice' : 'notice good'}>
      <p role="status">{stopped === 0 ? words.nobody(total) : text}</p>
      {stopped > 0 && <StoppedMembers members={value.stopped} />}
    </div>
  );
}

interface OwnFirstProps {
  accept: readonly FactorType[];
  later: boolean;
  goOn: string;
  onClose: () => void;
}

/** Owners must meet the requirement themselves. */
function OwnFirst({ accept, later, goOn, onClose }: OwnFirstProps) {
  // If there is a choice, it is made on the next page.
  const type = accept.length === 1 ? `?type=${accept[0]}` : '';
  return (
    <>
      <p class="notice error">{(later ? words.ownFirstLater : words.ownFirst)(named(accept))}</p>
      <div class="actions">
        <Link href={`/account/mfa/activate${type}`} class="button primary" state={{ goOn }}>
          {words.activateOwn}
        </Link>
        <Button onClick={onClose}>{texts.common.cancel}</Button>
      </div>
    </>
  );
}
