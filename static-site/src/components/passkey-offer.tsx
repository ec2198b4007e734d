import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../contract/api.ts';
import { methodFacts } from '../method-types.ts';
import { canKeepPasskey } from '../passkeys.ts';
import { navigate } from '../router.ts';
import { dismissOffer, useOffered } from '../session/passkey-offer.ts';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { ShieldIcon } from './icons.tsx';

const words = texts.passkeyOffer;

/** After a sign-in with a password, where this device can keep a passkey and the account has none. */
export function PasskeyOffer({ account }: { account: Account }) {
  const isOffered = useOffered();
  const [canKeep, setCanKeep] = useState(false);
  useEffect(() => void canKeepPasskey().then(setCanKeep), []);
  const hasPasskey = account.mfa.factors.some(({ type }) => !methodFacts[type].isTyped);
  if (!isOffered || !canKeep || hasPasskey) return null;
  return (
    <section class="card" aria-labelledby="passkey-offer">
      <header>
        <ShieldIcon />
        <h2 id="passkey-offer">{words.title}</h2>
      </header>
      <div class="body stack">
        <p>{words.text}</p>
        <div class="actions">
          <Button
            look="primary"
            onClick={() => navigate('/account/mfa/activate?type=passkey', { state: { goOn: '/account' } })}
          >
            {words.create}
          </Button>
          <Button onClick={dismissOffer}>{words.dismiss}</Button>
        </div>
      </div>
    </section>
  );
}
