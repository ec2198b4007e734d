import { useId, useState } from 'preact/hooks';
import { formatList, formatMoment, texts } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import { MemberActions } from './member-actions.tsx';
import type { CoveredMember, OrganizationView } from './organization-view.ts';
import { ResetRequest } from './reset-request.tsx';

const words = organizationTexts.members;

/** A member with the state of the factors and, for owners, the actions. */
export function MemberRow({ member, view }: { member: CoveredMember; view: OrganizationView }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { organization, account } = view;
  const isOwner = organization.role === 'owner';
  const isSelf = member.id === account.id;
  const title = member.name || member.email;
  return (
    <li class="member">
      <div class="facts">
        <p>
          <strong>{title}</strong> {isSelf && <span class="muted">({words.you}) </span>}
          {member.role === 'owner' && <span class="badge">{texts.roles.owner}</span>}
        </p>
        {member.name && <p class="muted">{member.email}</p>}
        {isOwner && <MfaState member={member} required={organization.mfa.required} />}
        {member.awaitsConfirmation && <p>{words.awaitsConfirmation}</p>}
      </div>
      {isOwner && (
        <button
          type="button"
          class="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? words.close : words.manage}
          <span class="visually-hidden">{words.of(title)}</span>
        </button>
      )}
      {member.resetRequest && (
        <ResetRequest request={member.resetRequest} {...{ member, view, title, isSelf }} />
      )}
      {isOwner && (
        <div id={id} class="whole" hidden={!open}>
          {open && <MemberActions {...{ member, view, title, isSelf }} onDone={() => setOpen(false)} />}
        </div>
      )}
    </li>
  );
}

function MfaState({ member, required }: { member: CoveredMember; required: boolean }) {
  const { mfa, methods = [], accepted, lastSignedInAt } = member;
  const names = formatList(methods.map((type) => texts.methods[type]));
  const isShort = !mfa || (required && accepted === false);
  const state = !mfa
    ? words.noMfa
    : isShort
      ? words.notAccepted(names)
      : names
        ? words.mfa(names)
        : words.hasMfa;
  return (
    <p class="muted">
      <span class={isShort ? 'badge short' : 'badge'}>{state}</span>{' '}
      {lastSignedInAt !== undefined &&
        (lastSignedInAt ? words.lastSignedIn(formatMoment(lastSignedInAt)) : words.neverSignedIn)}
    </p>
  );
}
