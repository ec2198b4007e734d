import { useEffect } from 'preact/hooks';
import type { Account } from '../../../../contract/api.ts';
import { useNearbyFocus } from '../../components/nearby-focus.ts';
import { Heading } from '../../components/page.tsx';
import { texts } from '../../texts/index.ts';
import { AccountEnds } from './account-ends.tsx';
import { DevicesSection } from './devices-section.tsx';
import { EventsSection } from './events-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { LanguageRow } from './language-row.tsx';
import { MfaSection } from './mfa-section.tsx';
import { NameRow } from './name-row.tsx';
import { PasswordRow } from './password-row.tsx';
import { SessionsSection } from './sessions-section.tsx';

const words = texts.settings;

/** `/account/view`: everything about the account that its owner can see or change. */
export function Settings({ account }: { account: Account }) {
  useNearbyFocus(account);
  // Links in mails and on other pages name a section.
  useEffect(() => document.getElementById(window.location.hash.slice(1))?.scrollIntoView(), []);
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
        <LanguageRow account={account} />
        <PasswordRow account={account} />
        <MfaSection account={account} />
      </div>
      <SessionsSection account={account} />
      <DevicesSection account={account} />
      <KeysSection account={account} />
      <EventsSection account={account} />
      <AccountEnds account={account} />
    </div>
  );
}
