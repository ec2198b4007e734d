import { useEffect, useRef, useState } from 'preact/hooks';
import type { Account } from '../../../../contract/api.ts';
import { Heading } from '../../components/page.tsx';
import { RecoveryCodes } from '../../components/recovery-codes.tsx';
import { texts } from '../../texts/index.ts';
import { AccountEnds } from './account-ends.tsx';
import { EventsSection } from './events-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { MfaSection } from './mfa-section.tsx';
import { NameRow } from './name-row.tsx';
import { PasswordRow } from './password-row.tsx';
import { SessionsSection } from './sessions-section.tsx';

const words = texts.settings;

/** `/account/view`: everything about the account that its owner can see or change. */
export function Settings({ account }: { account: Account }) {
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[]>();
  const seen = useRef(account);
  useEffect(() => {
    // The action has removed the button that had the focus.
    if (seen.current !== account && document.activeElement === document.body)
      document.querySelector<HTMLElement>('main h1')?.focus();
    seen.current = account;
  }, [account]);
  if (recoveryCodes) {
    return (
      <RecoveryCodes codes={recoveryCodes} email={account.email} onKept={() => setRecoveryCodes(undefined)} />
    );
  }
  return (
    <div class="wide">
      <div class="page-heading">
        <Heading>{words.title}</Heading>
      </div>
      <div class="card settings">
        <NameRow account={account} />
        <div class="row">
          <h2>{words.email}</h2>
          <p class="value">{account.email}</p>
        </div>
        <PasswordRow account={account} />
        <MfaSection account={account} onRecoveryCodes={setRecoveryCodes} />
      </div>
      <SessionsSection account={account} />
      <KeysSection account={account} />
      <EventsSection account={account} />
      <AccountEnds account={account} />
    </div>
  );
}
