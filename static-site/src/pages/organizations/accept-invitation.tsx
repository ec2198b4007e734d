import type { Account, InvitationPreview } from '../../../../contract/api.ts';
import { acceptInvitation, readInvitation } from '../../api/organizations.ts';
import type { Problem } from '../../api/problem.ts';
import { ActivateLink, acceptedBy, acceptedWords } from '../../components/activate-link.tsx';
import { Button } from '../../components/button.tsx';
import { EnvelopeIcon } from '../../components/icons.tsx';
import { Link } from '../../components/link.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { methodTypes } from '../../method-types.ts';
import { currentInvitation, type Entry, forgetInvitation, invitationPath, navigate } from '../../router.ts';
import { accountChanged, signInAgain, useSession } from '../../session/session.ts';
import { canProve, withAcceptedMethod } from '../../session/step-up.ts';
import { type Submission, useSubmission } from '../../submission.ts';
import { formatMoment, texts } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import { typed } from '../../typed.ts';
import { HeldBack } from '../held-back.tsx';
import { SignIn } from '../sign-in.tsx';
import { Unreachable } from '../unreachable.tsx';
import { LoadState, useLoaded } from './loaded.tsx';

const words = organizationTexts.invitation;

/** `/account/accept-invite?code=`: shows the invitation, and what this user has to do to accept it. */
export function AcceptInvitation({ entry }: { entry: Entry }) {
  const code = currentInvitation();
  return code ? <Invited key={code} code={code} entry={entry} /> : <NoCode />;
}

function NoCode() {
  return (
    <Card title={words.noCodeTitle} icon={<EnvelopeIcon />}>
      <p>{words.noCode}</p>
      <Home />
    </Card>
  );
}

const Home = () => (
  <div class="actions">
    <Link href="/account" class="button">
      {texts.notFound.home}
    </Link>
  </div>
);

function Invited({ code, entry }: { code: string; entry: Entry }) {
  const session = useSession();
  const accountID = session.status === 'signed-in' ? session.account.id : undefined;
  // The answer says whether the invitation is for the account of the session.
  const isKnown = session.status !== 'loading';
  const loaded = useLoaded(
    async () => (isKnown ? readInvitation(code) : undefined),
    [code, isKnown, accountID],
  );
  const { value: invitation, problem } = loaded;
  if (isDead(problem)) return <Dead />;
  if (!invitation || session.status === 'loading')
    return <Card title={organizationTexts.invitations.title}>{<LoadState loaded={loaded} />}</Card>;
  if (session.status === 'signed-out') return <SignedOut invitation={invitation} entry={entry} />;
  if (session.status === 'unreachable') return <Unreachable />;
  if (session.status === 'stopped') return <HeldBack entry={entry} requirements={session.organizations} />;
  const { account } = session;
  if (account.scope === 'enrolment')
    return (
      <HeldBack entry={entry} requirements={account.mfa.unmet ?? account.mfa.requiredBy} account={account} />
    );
  return <Offer code={code} invitation={invitation} account={account} />;
}

const isDead = (problem: Problem | undefined): boolean =>
  problem?.is('invitation-over', 'invitation-unknown') ?? false;

function Dead() {
  return (
    <Card title={words.deadTitle} icon={<EnvelopeIcon />}>
      <p role="alert">{words.dead}</p>
      <Home />
    </Card>
  );
}

function Facts({ invitation }: { invitation: InvitationPreview }) {
  const { organization, role, email, expiresAt, mfaRequired } = invitation;
  return (
    <>
      <p>
        <strong>{words.asks(organization.name, role)}</strong>
      </p>
      <p class="muted">{words.until(email, formatMoment(expiresAt))}</p>
      {mfaRequired && <p class="muted">{words.requires(organization.name, acceptedWords(invitation))}</p>}
    </>
  );
}

/** The sign-in form replaces the invitation when the user asks for it. The invitation is shown again afterwards. */
function SignedOut({ invitation, entry }: { invitation: InvitationPreview; entry: Entry }) {
  if (entry.state.signingIn || entry.state.challenge) return <SignIn entry={entry} ended={false} />;
  if (typed.email === '') typed.email = invitation.email;
  return (
    <Card title={words.title(invitation.organization.name)} icon={<EnvelopeIcon />}>
      <Facts invitation={invitation} />
      <p>{words.signInFirst}</p>
      <div class="actions">
        <Link href={invitationPath} class="button primary" state={{ signingIn: true }}>
          {words.signIn}
        </Link>
        <Link href="/account/register" class="button">
          {words.register}
        </Link>
      </div>
    </Card>
  );
}

interface OfferProps {
  code: string;
  invitation: InvitationPreview;
  account: Account;
}

function Offer({ code, invitation, account }: OfferProps) {
  const submission = useSubmission();
  const { problem } = submission;
  const { id, name } = invitation.organization;
  const href = `/organizations/${encodeURIComponent(id)}`;

  async function accept(): Promise<void> {
    await withAcceptedMethod(account, () => acceptInvitation(code));
    forgetInvitation();
    await accountChanged();
    navigate(href, { replace: true, banner: { tone: 'success', text: words.accepted(name) } });
  }
  const isOther = invitation.isForCaller === false || problem?.is('invitation-for-another');
  const isMember = account.organizations.some((organization) => organization.id === id);
  if (isDead(problem)) return <Dead />;
  return (
    <Card title={words.title(name)} icon={<EnvelopeIcon />}>
      <Facts invitation={invitation} />
      {isMember ? (
        <p>
          {words.member} <Link href={href}>{words.toOrganization}</Link>
        </p>
      ) : isOther ? (
        <OtherAccount invitation={invitation} account={account} />
      ) : problem?.is('mfa-required') ? (
        <ProofNeeded
          submission={submission}
          account={account}
          problem={problem}
          name={name}
          accept={accept}
        />
      ) : lacksMethod(invitation, account) ? (
        <div class="stack">
          <p>{words.activateFirst(name)}</p>
          <div class="actions">
            <ActivateLink requirements={[{ id, name, accept: invitation.accept }]} goOn={invitationPath} />
            <Link href="/account" class="button">
              {words.notNow}
            </Link>
          </div>
        </div>
      ) : (
        <>
          <p class="muted">{words.signedInAs(account.email)}</p>
          <ProblemMessage problem={problem} />
          <div class="actions">
            <Button
              look="primary"
              busy={submission.busy}
              busyLabel={words.accepting}
              onClick={() => void submission.run(accept)}
            >
              {words.accept}
            </Button>
            <Link href="/account" class="button">
              {words.notNow}
            </Link>
          </div>
        </>
      )}
    </Card>
  );
}

/** Whether the organization requires a method that the account does not have, so that it cannot be accepted yet. */
const lacksMethod = ({ mfaRequired, accept = methodTypes }: InvitationPreview, { mfa }: Account): boolean =>
  mfaRequired && !mfa.factors.some(({ type }) => accept.includes(type));

interface ProofNeededProps {
  submission: Submission;
  account: Account;
  problem: Problem;
  name: string;
  accept: () => Promise<void>;
}

/** The organization only accepts a session that was made with an accepted method. */
function ProofNeeded({ submission, account, problem, name, accept }: ProofNeededProps) {
  const has = canProve(account, problem);
  const methods = acceptedWords({ accept: acceptedBy(problem.organizations) });
  return (
    <div class="stack" role="alert">
      <p>{has ? words.proveFirst(name, methods) : words.activateFirst(name)}</p>
      <div class="actions">
        {has ? (
          <Button
            look="primary"
            busy={submission.busy}
            busyLabel={words.accepting}
            onClick={() => void submission.run(accept)}
          >
            {words.accept}
          </Button>
        ) : (
          <ActivateLink requirements={problem.organizations} goOn={invitationPath} />
        )}
      </div>
    </div>
  );
}

function OtherAccount({ invitation, account }: { invitation: InvitationPreview; account: Account }) {
  const submission = useSubmission();
  const goOn = async () => {
    await signInAgain();
    typed.email = invitation.email;
  };
  return (
    <div class="stack" role="alert">
      <p>{words.wrongAccount(invitation.email, account.email)}</p>
      <ProblemMessage problem={submission.problem} />
      <div class="actions">
        <Button
          look="primary"
          busy={submission.busy}
          busyLabel={words.loggingOut}
          onClick={() => void submission.run(goOn)}
        >
          {words.logOut}
        </Button>
        <Link href="/account" class="button">
          {words.notNow}
        </Link>
      </div>
    </div>
  );
}
