import type { FactorType } from '../../../core/factors/factor.ts';
import { recoveryCodePrefix } from '../../../core/factors/recovery-code.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import { requestOperatorReset } from '../../../core/operator/operator-reset.ts';
import type { JobName } from '../../../functions/jobs.ts';
import type { StepName } from '../../../functions/steps.ts';
import { linkToken } from '../../support/accounts.ts';
import { bounceOf } from '../../support/mail-events.ts';
import type { Seeded } from '../../support/organizations.ts';
import { appWith, lastCode, otherCode } from '../../support/people.ts';
import { type PasskeySteps, passkeyBegun, passkeyEnabled } from './passkeys.ts';
import { begun, entriesOf, jobAnswer, requestOf, someone, userOf } from './people.ts';
import type { Scenario, Stage } from './trial.ts';

const activate = (stage: Stage, { email, password, token }: Seeded, type: FactorType, isSignedIn: boolean) =>
  stage.service.call('mfa/activate', {
    body: { type, identifier: email, password },
    ...(isSignedIn && { token }),
  });

const activation = (type: FactorType, isSignedIn: boolean): Scenario => ({
  what: `${type}, ${isSignedIn ? 'in a session' : 'signed out'}`,
  status: 201,
  prepare: async (stage) => {
    const person = await someone(stage, ...(isSignedIn ? (['email'] as const) : []));
    const before = (await stage.service.mailsTo(person.email)).length;
    return {
      call: () => activate(stage, person, type, isSignedIn),
      ...(type === 'email' && {
        isDone: async () => (await stage.service.mailsTo(person.email)).length > before,
      }),
    };
  },
});

interface Begun {
  readonly id: string;
  readonly code: string;
}

async function beginActivation(stage: Stage, person: Seeded, type: FactorType): Promise<Begun> {
  const { body } = await activate(stage, person, type, true);
  const code =
    type === 'email'
      ? await lastCode(stage.service, person.email)
      : appWith(body.secret).codeAt(stage.service.clock.now);
  return { id: body.activationID, code };
}

const completion = (type: FactorType, isRight: boolean): Scenario => ({
  what: `${isRight ? 'the right' : 'a wrong'} code, ${type}`,
  status: isRight ? 200 : 422,
  prepare: async (stage) => {
    const { service } = stage;
    const person = await someone(stage);
    const { token } = person;
    const submit = ({ id, code }: Begun) =>
      service.call('mfa/complete-activation', {
        parameters: { activationID: id },
        body: { otp: code },
        token,
      });
    const first = await beginActivation(stage, person, type);
    const given = isRight ? first : { ...first, code: otherCode(first.code) };
    const row = { table: 'challenges', key: { id: first.id } } as const;
    return {
      call: () => submit(given),
      account: person.id,
      isSingleUse: true,
      ...(isRight && {
        isDone: async () => (await userOf(stage, person.id)).factors.length === 1,
        redo: async () => {
          if ((await submit(first)).status !== 200) await submit(await beginActivation(stage, person, type));
        },
      }),
      ...(!isRight && {
        charged: async () => (await stage.kept.read<[{ attempts: number }]>(row))[0]?.attempts ?? 0,
      }),
    };
  },
});

const resent: Scenario = {
  what: 'a code by mail',
  status: 200,
  prepare: async (stage) => {
    const { service } = stage;
    const person = await someone(stage);
    const { id } = await beginActivation(stage, person, 'email');
    service.clock.now += 31_000;
    const before = (await service.mailsTo(person.email)).length;
    const parameters = { activationID: id };
    const call = () => service.call('mfa/resend-activation', { parameters, token: person.token });
    return {
      call,
      isDone: async () => (await service.mailsTo(person.email)).length > before,
      redo: async () => {
        service.clock.now += 31_000;
        await call();
      },
    };
  },
};

const disabled: Scenario = {
  what: 'one of two factors',
  status: 204,
  prepare: async (stage) => {
    const person = await someone(stage, 'email', 'authenticator');
    const { factors } = await userOf(stage, person.id);
    const factorID = factors[1]?.id ?? '';
    return {
      call: () => stage.service.call('mfa/disable-factor', { parameters: { factorID }, token: person.token }),
      isDone: async () => (await userOf(stage, person.id)).factors.length === 1,
      account: person.id,
    };
  },
};

const disabledLast: Scenario = {
  what: 'the last factor',
  status: 204,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const { factors } = await userOf(stage, person.id);
    const factorID = factors[0]?.id ?? '';
    return {
      call: () => stage.service.call('mfa/disable-factor', { parameters: { factorID }, token: person.token }),
      isDone: async () => (await userOf(stage, person.id)).factors.length === 0,
    };
  },
};

const renamed: Scenario = {
  what: 'a factor',
  status: 200,
  prepare: async (stage) => {
    const person = await someone(stage, 'authenticator');
    const [factor] = (await userOf(stage, person.id)).factors;
    const request = requestOf({ factorID: factor?.id ?? '' }, { name: 'Phone' }, person.token);
    const names = async () =>
      (await stage.kept.listAll<{ name?: string }>('factors', { userID: person.id })).map(({ name }) => name);
    return {
      call: () => stage.service.call('mfa/rename-factor', request),
      isDone: async () => (await names()).includes('Phone'),
      account: person.id,
    };
  },
};

const preferred: Scenario = {
  what: 'the other factor',
  status: 200,
  prepare: async (stage) => {
    const person = await someone(stage, 'email', 'authenticator');
    const { factors, preferredFactorID } = await userOf(stage, person.id);
    const factorID = factors.find(({ id }) => id !== preferredFactorID)?.id ?? '';
    return {
      call: () => stage.service.call('mfa/prefer-factor', { body: { factorID }, token: person.token }),
      isDone: async () => (await userOf(stage, person.id)).preferredFactorID === factorID,
      account: person.id,
    };
  },
};

const regenerated: Scenario = {
  what: 'recovery codes',
  status: 200,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const codes = async () =>
      (await stage.kept.listAll('factors', { userID: person.id }, { prefix: recoveryCodePrefix }))
        .map((row) => JSON.stringify(row))
        .sort()
        .join();
    const before = await codes();
    return {
      call: () => stage.service.call('mfa/regenerate-recovery-codes', { token: person.token }),
      isDone: async () => (await codes()) !== before,
      // The new codes were not shown, so they are made once more, and shown.
      redo: async () =>
        void (await stage.service.call('mfa/regenerate-recovery-codes', { token: person.token })),
      account: person.id,
    };
  },
};

const undone: Scenario = {
  what: 'the link of a mail',
  status: 204,
  prepare: async (stage) => {
    const person = await someone(stage);
    const { token, email, id } = person;
    const { id: activationID, code } = await beginActivation(stage, person, 'email');
    await stage.service.call('mfa/complete-activation', {
      parameters: { activationID },
      body: { otp: code },
      token,
    });
    const link = await linkToken(stage.service, email, 'undo');
    return {
      call: () => stage.service.call('mfa/undo', { body: { token: link } }),
      isSingleUse: true,
      isDone: async () => (await userOf(stage, id)).factors.length === 0,
    };
  },
};

/** What the operator's command commits. @returns the token of the link that cancels the reset */
async function askForReset(stage: Stage, id: string): Promise<string> {
  const { random, now } = stage.service.host;
  const decision = requestOperatorReset(await userOf(stage, id), { who: 'test' }, now(), random);
  if (isRefused(decision) || decision.send?.notice.message.kind !== 'operator-reset-requested')
    throw new Error('the reset was refused');
  const { committed } = await stage.kept.commit(decision.commit);
  if (!committed) throw new Error('the reset was not requested');
  return decision.send.notice.message.token;
}

const cancelled: Scenario = {
  what: 'the link of a mail',
  status: 204,
  prepare: async (stage) => {
    const { id } = await someone(stage, 'email');
    const token = await askForReset(stage, id);
    return {
      call: () => stage.service.call('mfa/cancel-reset', { body: { token } }),
      isSingleUse: true,
      isDone: async () => (await entriesOf(stage, id)).includes('factors-reset-cancelled'),
    };
  },
};

const carriedOut: Scenario = {
  what: 'a reset that is due',
  status: 200,
  prepare: async (stage) => {
    const { id } = await someone(stage, 'email');
    await askForReset(stage, id);
    stage.service.clock.now += 86_400_000;
    return {
      call: () => jobAnswer(stage, 'mfa/carry-out-resets'),
      isDone: async () => (await userOf(stage, id)).factors.length === 0,
    };
  },
};

const bounced: Scenario = {
  what: 'a bounce',
  status: 200,
  prepare: async (stage) => {
    const { email, id } = await someone(stage, 'email');
    return {
      call: () => jobAnswer(stage, 'mail/record-bounce', bounceOf(email)),
      isDone: async () => (await userOf(stage, id)).mailReturned !== undefined,
    };
  },
};

const reported: Scenario = {
  what: 'a wrong code whose challenge has ended',
  status: 200,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const mfaID = await begun(stage, person);
    const otp = otherCode(await lastCode(stage.service, person.email));
    await stage.service.call('auth/submit-code', { parameters: { mfaID }, body: { otp } });
    stage.service.clock.now += 15 * 60_000;
    const before = (await stage.service.mailsTo(person.email)).length;
    return {
      call: () => jobAnswer(stage, 'mfa/report-wrong-codes'),
      isDone: async () => (await stage.service.mailsTo(person.email)).length > before,
      // A later run, when the claim of the one that was cut short is over.
      redo: async () => {
        stage.service.clock.now += 20 * 60_000;
        await jobAnswer(stage, 'mfa/report-wrong-codes');
      },
    };
  },
};

export type FactorSteps =
  | Exclude<Extract<StepName, `mfa/${string}`>, PasskeySteps>
  | Extract<JobName, `${'mfa' | 'mail'}/${string}`>;

/** What activations, factors, undo links and resets ask of AWS, and the jobs about them. */
export const ofFactors: Readonly<Record<FactorSteps, readonly Scenario[]>> = {
  'mfa/activate': [activation('email', false), activation('authenticator', true), passkeyBegun],
  'mfa/complete-activation': [
    completion('email', true),
    completion('authenticator', true),
    completion('email', false),
    completion('authenticator', false),
    passkeyEnabled,
  ],
  'mfa/resend-activation': [resent],
  'mfa/disable-factor': [disabled, disabledLast],
  'mfa/rename-factor': [renamed],
  'mfa/prefer-factor': [preferred],
  'mfa/regenerate-recovery-codes': [regenerated],
  'mfa/undo': [undone],
  'mfa/cancel-reset': [cancelled],
  'mfa/carry-out-resets': [carriedOut],
  'mail/record-bounce': [bounced],
  'mfa/report-wrong-codes': [reported],
};
