import type { ComponentChildren } from 'preact';
import type { Account } from '../../../contract/api.ts';
import { ActivateLink, acceptedWords } from '../components/activate-link.tsx';
import { BuildingIcon, ShieldIcon } from '../components/icons.tsx';
import { KeepAccount } from '../components/keep-account.tsx';
import { Link } from '../components/link.tsx';
import { OwnInvitations } from '../components/own-invitations.tsx';
import { Heading } from '../components/page.tsx';
import { PasskeyOffer } from '../components/passkey-offer.tsx';
import { factorTitle } from '../factor-title.ts';
import { methodTypes } from '../method-types.ts';
import { formatList, formatMoment, texts } from '../texts/index.ts';

const words = texts.home;

/** The home page: the user, the protection of the account, and its organizations. */
export function Home({ account }: { account: Account }) {
  return (
    <div class="wide">
      <div class="page-heading">
        <Heading>{words.title(account.name || account.email)}</Heading>
        <p class="muted">
          {words.signedInAs} {account.email}
        </p>
      </div>
      {account.deletionDueAt && (
        <Nudge id="deletion" tone="warning" title={texts.ends.waitingTitle}>
          <KeepAccount dueAt={account.deletionDueAt} />
        </Nudge>
      )}
      <OwnInvitations account={account} />
      <Protection account={account} />
      <PasskeyOffer account={account} />
      <section class="card" aria-labelledby="organizations">
        <header>
          <BuildingIcon />
          <h2 id="organizations">{words.organizations}</h2>
          <Link href="/organizations/new" class="button small">
            {texts.topBar.createOrganization}
          </Link>
        </header>
        {account.organizations.length === 0 ? (
          <div class="body">
            <p class="muted">{words.noOrganizations}</p>
          </div>
        ) : (
          <ul class="rows">
            {account.organizations.map(({ id, name, role }) => (
              <li key={id}>
                <Link href={`/organizations/${encodeURIComponent(id)}`}>{name}</Link>
                <span class="muted">{texts.roles[role]}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Protection({ account }: { account: Account }) {
  const { enabled, factors, recoveryCodesLeft, requiredBy, due = [] } = account.mfa;
  const duties = due.map((requirement) => (
    <p key={requirement.id}>
      {words.due(requirement.name, formatMoment(requirement.deadline), acceptedWords(requirement))}
    </p>
  ));
  const requirements = due.length > 0 ? due : requiredBy;
  if (!enabled) {
    return (
      <Nudge tone="warning" title={words.mfaOff}>
        {requiredBy.length > 0 && due.length === 0 && (
          <p>{words.required(formatList(requiredBy.map(({ name }) => name)), requiredBy.length > 1)}</p>
        )}
        {duties}
        <p>{words.mfaOffDetail}</p>
        <p>
          <ActivateLink requirements={requirements} goOn="/account" label={words.activate} />
        </p>
      </Nudge>
    );
  }
  if (due.length > 0) {
    return (
      <Nudge tone="warning" title={words.dueTitle}>
        {duties}
        <p>
          <ActivateLink requirements={due} goOn="/account" label={words.activate} />
        </p>
      </Nudge>
    );
  }
  const preferredFactor = factors.find((factor) => factor.preferred);
  return (
    <Nudge tone="good" title={words.mfaOn}>
      <p>
        {preferredFactor && `${words.mfaOnDetail(factorTitle(preferredFactor))} `}
        <Link href="/account/view">{words.manage}</Link>
      </p>
      {factors.length === 1 && (
        <p>
          {words.oneFactor}{' '}
          <Link href={`/account/mfa/activate?type=${missingType(account)}`}>{words.addFactor}</Link>
        </p>
      )}
      {recoveryCodesLeft < 4 && (
        <p>
          {words.fewRecoveryCodes(recoveryCodesLeft)}{' '}
          <Link href="/account/view">{words.makeRecoveryCodes}</Link>
        </p>
      )}
    </Nudge>
  );
}

const missingType = ({ mfa }: Account): string =>
  methodTypes.find((type) => !mfa.factors.some((factor) => factor.type === type)) ?? '';

interface NudgeProps {
  id?: string;
  tone: string;
  title: string;
  children: ComponentChildren;
}

function Nudge({ id = 'protection', tone, title, children }: NudgeProps) {
  return (
    <section class={`card nudge ${tone}`} aria-labelledby={id}>
      <header>
        <ShieldIcon />
        <h2 id={id}>{title}</h2>
      </header>
      <div class="body">{children}</div>
    </section>
  );
}
