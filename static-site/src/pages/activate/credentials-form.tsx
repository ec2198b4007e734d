import { useState } from 'preact/hooks';
import type { Account, FactorType } from '../../../../contract/api.ts';
import { fieldProblem } from '../../api/problem.ts';
import { acceptedBy } from '../../components/activate-link.tsx';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { ShieldIcon } from '../../components/icons.tsx';
import { MethodIcon } from '../../components/method-icon.tsx';
import { Card } from '../../components/page.tsx';
import {
  credentialsError,
  EmailField,
  emailSlip,
  passwordSlip,
  wrongCredentials,
} from '../../components/password-fields.tsx';
import { FormProblem } from '../../components/problem-message.tsx';
import { methodFacts, methodTypes } from '../../method-types.ts';
import type { TypedPassword } from '../../session/typed-password.ts';
import type { Submission } from '../../submission.ts';
import { formatList, texts } from '../../texts/index.ts';
import type { WantedActivation } from './wanted-activation.ts';

const words = texts.activate;

interface CredentialsFormProps {
  account: Account | undefined;
  /** The credentials of a sign-in that an organization stopped: they are not asked for again. */
  known: TypedPassword | undefined;
  wantedType: string | null;
  submission: Submission;
  begin: (wanted: WantedActivation) => Promise<void>;
}

/** What can be activated in this browser. */
const offeredTypes = methodTypes.filter((type) => methodFacts[type].canActivate());

/** The method that is selected first: that of the URL, one that the account does not have, or the strongest one. */
function initialType(wanted: string | null, account: Account | undefined): FactorType {
  const open = offeredTypes.filter((type) => canAdd(account, type));
  const missing = open.find((type) => !account?.mfa.factors.some((factor) => factor.type === type));
  return open.find((type) => type === wanted) ?? missing ?? open[0] ?? (offeredTypes[0] as FactorType);
}

/** Without a session it is not known, and the service decides. */
const canAdd = (account: Account | undefined, type: FactorType): boolean =>
  account?.mfa.types.find((offered) => offered.type === type)?.canAdd ?? true;

export function CredentialsForm({ account, known, wantedType, submission, begin }: CredentialsFormProps) {
  const [chosen, setChosen] = useState<FactorType>();
  const type = chosen ?? initialType(wantedType, account);
  const { problem } = submission;
  const isAccepted = (method: FactorType) => !known || acceptedBy(known.requirements).includes(method);
  // Only the second factor of a kind needs a name.
  const isAnother = account?.mfa.factors.some((factor) => factor.type === type) ?? false;

  const hasPassword = account?.hasPassword ?? true;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const { email, password } = known ?? {
      email: value('email'),
      password: hasPassword ? value('password') : undefined,
    };
    const wanted = { type, email, password, name: value('name') };
    const slip = fieldProblem([emailSlip(email), password !== undefined && passwordSlip(password)]);
    if (slip) throw slip;
    await begin(wanted);
  }
  return (
    <Card title={words.title} icon={<ShieldIcon />}>
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem
          problem={problem}
          fields={['/email', '/identifier', '/password', '/name']}
          atField={[wrongCredentials]}
        />
        {known && (
          <>
            <p>{requirementText(known)}</p>
            <p class="muted">{texts.signIn.signingInAs(known.email)}</p>
          </>
        )}
        <fieldset class="choices">
          <legend>{words.type}</legend>
          {offeredTypes.map((method) => (
            <MethodChoice
              key={method}
              method={method}
              chosen={method === type}
              isOpen={canAdd(account, method) && isAccepted(method)}
              notOpenText={known ? words.notAccepted : words.alreadyEnabled}
              onChoose={setChosen}
            />
          ))}
        </fieldset>
        {!known && (
          <>
            <EmailField
              fixed={account?.email}
              error={problem?.at('/email') ?? problem?.at('/identifier')}
              first={!account}
            />
            {hasPassword && (
              <Field
                name="password"
                type="password"
                label={texts.common.password}
                autocomplete="current-password"
                error={credentialsError(problem)}
                first={account !== undefined}
              />
            )}
          </>
        )}
        {isAnother && canAdd(account, type) && methodFacts[type].asksForName && (
          <Field
            name="name"
            label={words.factorName}
            hint={words.factorNameHint}
            autocomplete="off"
            error={problem?.at('/name')}
          />
        )}
        <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.submitting}>
          {words.submit}
        </Button>
      </Form>
    </Card>
  );
}

/** What the organizations require that stopped the sign-in. */
const requirementText = ({ requirements }: TypedPassword): string =>
  texts.heldBack.nextStep(
    formatList(requirements.map(({ name }) => name)) || texts.anOrganization,
    requirements.length > 1,
  );

interface MethodChoiceProps {
  method: FactorType;
  chosen: boolean;
  /** Whether the account can have one more of it. */
  isOpen: boolean;
  notOpenText: string;
  onChoose: (method: FactorType) => void;
}

function MethodChoice({ method, chosen, isOpen, notOpenText, onChoose }: MethodChoiceProps) {
  return (
    <label class="choice">
      <input
        type="radio"
        name="type"
        value={method}
        checked={chosen && isOpen}
        disabled={!isOpen}
        aria-describedby={`type-${method}`}
        onChange={() => onChoose(method)}
      />
      <MethodIcon type={method} />
      <span>{texts.methods[method]}</span>
      <span class="hint" id={`type-${method}`} aria-hidden="true">
        {isOpen ? words.typeHints[method] : notOpenText}
      </span>
    </label>
  );
}
