import { useEffect, useState } from 'preact/hooks';
import type { Account, FactorType, OfferedFactor } from '../../../../contract/api.ts';
import { makeRecoveryCodes } from '../../api/operations.ts';
import { acceptedWords } from '../../components/activate-link.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Link } from '../../components/link.tsx';
import { MethodIcon } from '../../components/method-icon.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { methodFacts, methodTypes } from '../../method-types.ts';
import { navigate, useEntry } from '../../router.ts';
import { newRecoveryCodes } from '../../session/new-recovery-codes.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatList, formatMoment, texts } from '../../texts/index.ts';
import { ExpandableRow } from './expandable-row.tsx';
import { FactorActions } from './factor-actions.tsx';
import { OnlyPasskeys } from './only-passkeys.tsx';

const words = texts.settings;

/** The row "MFA: ENABLED" and, when expanded, the actions for each method. */
export function MfaSection({ account }: { account: Account }) {
  const entry = useEntry();
  const [open, setOpen] = useState(isNamedInAddress);
  useEffect(() => setOpen((now) => now || isNamedInAddress()), [entry]);
  const { enabled, requiredBy, due = [] } = account.mfa;
  return (
    <ExpandableRow
      label="MFA"
      anchor="mfa"
      title={
        <>
          {words.mfa}{' '}
          <strong class={enabled ? 'state on' : 'state off'}>
            {enabled ? words.enabled : words.disabled}
          </strong>
        </>
      }
      value={requiredBy.length + due.length > 0 ? <Requirements account={account} /> : undefined}
      open={open}
      openLabel={words.expand}
      onToggle={(next) => {
        // So that a reload, and Back from an activation, show it as it is now.
        const { pathname, search } = window.location;
        window.history.replaceState(window.history.state, '', pathname + search + (next ? '#mfa' : ''));
        setOpen(next);
      }}
    >
      {methodTypes.map((type) => (
        <MethodRow
          key={type}
          type={type}
          offered={account.mfa.types.find((offered) => offered.type === type)}
          account={account}
        />
      ))}
      {enabled && <RecoveryCodesRow account={account} />}
      <OnlyPasskeys account={account} />
      {onlyPasskeys(account) && (
        <p class="method-row">
          <Link href="/account/cli">{texts.terminalCode.link}</Link>
        </p>
      )}
    </ExpandableRow>
  );
}

/** Whether no method of the account has a code to type in a terminal. */
const onlyPasskeys = ({ mfa }: Account): boolean =>
  mfa.factors.length > 0 && mfa.factors.every(({ type }) => !methodFacts[type].isTyped);

/** The organizations that require a factor now, and those that will, with their deadlines. */
function Requirements({ account }: { account: Account }) {
  const { requiredBy, due = [] } = account.mfa;
  const now = requiredBy.filter(({ id }) => !due.some((requirement) => requirement.id === id));
  return (
    <>
      {now.length > 0 && (
        <span class="requirement">{words.requiredBy(formatList(now.map(({ name }) => name)))}</span>
      )}
      {due.map((requirement) => (
        <span key={requirement.id} class="requirement low">
          {words.due(requirement.name, formatMoment(requirement.deadline), acceptedWords(requirement))}
        </span>
      ))}
    </>
  );
}

const isNamedInAddress = (): boolean => window.location.hash === '#mfa';

interface MethodRowProps {
  type: FactorType;
  offered: OfferedFactor | undefined;
  account: Account;
}

function MethodRow({ type, offered, account }: MethodRowProps) {
  const factors = account.mfa.factors.filter((factor) => factor.type === type);
  return (
    <div class="method-row">
      <h3>
        <MethodIcon type={type} />
        {texts.methods[type]}
      </h3>
      {factors.map((factor) => (
        <FactorActions key={factor.id} factor={factor} account={account} />
      ))}
      {offered?.canAdd && methodFacts[type].canActivate() && (
        <EnableButton type={type} isFirst={factors.length === 0} hasPassword={account.hasPassword} />
      )}
      {offered && !offered.canAdd && offered.maximum > 1 && (
        <p class="muted">{words.factorLimit(offered.maximum)}</p>
      )}
    </div>
  );
}

const enablingText = (type: FactorType): string =>
  methodFacts[type].isTyped ? words.enableText : words.enablePasskeyText;

interface EnableButtonProps {
  type: FactorType;
  isFirst: boolean;
  hasPassword: boolean;
}

function EnableButton({ type, isFirst, hasPassword }: EnableButtonProps) {
  const [asking, setAsking] = useState(false);
  const method = texts.methods[type];
  return (
    <div class="factor">
      {isFirst && <p class="factor-facts muted">{words.notEnabled}</p>}
      <div class="factor-buttons">
        <Button look="primary" onClick={() => setAsking(true)}>
          {isFirst ? words.enable : words.enableAnother}
          <span class="visually-hidden">{words.of(method)}</span>
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={words.enableTitle(method)}
          confirm={words.enableConfirm}
          onConfirm={() => navigate(`/account/mfa/activate?type=${type}`)}
          onClose={() => setAsking(false)}
        >
          <p>{hasPassword ? enablingText(type) : words.enableWithoutPasswordText}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

function RecoveryCodesRow({ account }: { account: Account }) {
  const left = account.mfa.recoveryCodesLeft;
  const submission = useSubmission();
  const [asking, setAsking] = useState(false);
  const make = async () => {
    setAsking(false);
    const { recoveryCodes: codes } = await withStepUp(makeRecoveryCodes);
    newRecoveryCodes.set({ codes, email: account.email, goOn: () => {} });
    await accountChanged();
  };
  return (
    <div class="method-row">
      <h3>{words.recoveryCodes}</h3>
      <div class="factor">
        <p class={left < 4 ? 'factor-facts low' : 'factor-facts'}>{words.recoveryCodesLeft(left)}</p>
        <div class="factor-buttons">
          <Button busy={submission.busy} busyLabel={words.working} onClick={() => setAsking(true)}>
            {words.makeRecoveryCodes}
            <span class="visually-hidden">{words.of(words.recoveryCodes)}</span>
          </Button>
        </div>
      </div>
      <ProblemMessage problem={submission.problem} />
      {asking && (
        <ConfirmDialog
          title={words.makeRecoveryCodesTitle}
          confirm={words.makeRecoveryCodesConfirm}
          onConfirm={() => void submission.run(make)}
          onClose={() => setAsking(false)}
        >
          <p>{words.makeRecoveryCodesText}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
