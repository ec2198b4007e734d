import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FactorType } from '../../core/factors/factor.ts';
import { factorTypes } from '../../core/factors/factor.ts';
import type { Organization } from '../../core/organizations/organization.ts';
import { hasAcceptedFactor } from '../../core/sign-in/requirement.ts';
import { type StepName, steps } from '../../functions/steps.ts';
import { type MemoryService, memoryServices } from '../support/memory-service.ts';
import { type Service, startService } from '../support/service.ts';
import { newSshKey } from '../support/ssh-keys.ts';
import {
  type Action,
  activates,
  calls,
  races,
  replays,
  resetsPassword,
  signsIn,
  signsInAsMallory,
  signsInAtDevice,
  signsInByKey,
  signsInByPasskey,
  stepsUp,
  undoes,
  victimChangesPassword,
  waits,
} from './closure/actions.ts';
import {
  carriesOut,
  deletionsOf,
  expectAllowed,
  keepOrganization,
  operatorDeletesMallory,
  settleDeletions,
} from './closure/deletions.ts';
import { fills, ofAccount, ofOrganization } from './closure/operations.ts';
import { recover } from './closure/recovery.ts';
import { mayActAsVictim, mayChangeFactors, maySeeOrganization } from './closure/rights.ts';
import {
  type Beginning,
  begin,
  find,
  type LastCall,
  possessions,
  user,
  type World,
} from './closure/world.ts';

/**
 * What an attacker gets to, by any number of requests. The attacker begins with some of what an account is made of, and
 * calls every operation of the API in any order, also two at once, while time passes. Whatever they began with:
 * - what an organization requires is neither seen nor changed in the victim's name without the proofs that it names;
 * - the account is changed only by whoever can prove one of its factors;
 * - the victim's factors change only by their own proofs, an owner's reset, or the undo link;
 * - a code, a challenge and a link make at most one success;
 * - an account and an organization are only deleted by who may act for them, and the honest can keep them until then;
 * - the victim always has a way back in.
 */

let service: Service;
let make: (pause: () => Promise<unknown>) => MemoryService;
const victimsKey = newSshKey();
beforeAll(async () => {
  service = await startService({ trustedBrowserDays: 30 });
  make = memoryServices(service);
});
afterAll(() => service.close());

/** `CLOSURE_RUNS=10000` for a thorough search: see .ci/run. */
const runs = Number(process.env['CLOSURE_RUNS'] ?? 400);
const timeLimitMilliseconds = 1_800_000;

const factor = fc.constantFrom<FactorType>(...factorTypes);
const index = fc.nat({ max: 5 });
const ways = fc.oneof(
  { weight: 5, arbitrary: factor.map((method) => ({ method })) },
  { weight: 1, arbitrary: fc.constant({ method: 'email' as const, isRecovery: true }) },
);
const called = (Object.keys(fills) as StepName[]).filter((name) => fills[name] !== 'modelled');
const seconds = fc.constantFrom(1, 31, 601, 3601, 3 * 86_400 + 1, 7 * 86_400 + 1);

const single: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(resetsPassword) },
  { weight: 5, arbitrary: ways.map(signsIn) },
  { weight: 1, arbitrary: factor.map((method) => signsInByKey({ method })) },
  { weight: 2, arbitrary: fc.constant(signsInByPasskey) },
  { weight: 2, arbitrary: fc.constant(signsInAtDevice) },
  { weight: 3, arbitrary: fc.tuple(index, ways).map(([at, way]) => stepsUp(at, way)) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(factor, fc.option(index, { nil: undefined }))
      .map(([type, at]) => activates(type, at)),
  },
  { weight: 2, arbitrary: fc.constant(undoes) },
  { weight: 2, arbitrary: fc.constant(signsInAsMallory) },
  { weight: 1, arbitrary: fc.constant(victimChangesPassword) },
  { weight: 1, arbitrary: index.map((at) => calls('mfa/make-browser-code', at, 0)) },
  { weight: 1, arbitrary: index.map((at) => calls('account/remove-password', at, 0)) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom('account/delete', 'account/keep', 'orgs/delete', 'orgs/keep'), index)
      .map(([name, at]) => calls(name, at, 0)),
  },
  { weight: 4, arbitrary: fc.constant(carriesOut) },
  { weight: 1, arbitrary: fc.constant(operatorDeletesMallory) },
  { weight: 1, arbitrary: index.map(replays) },
  { weight: 1, arbitrary: seconds.map((count) => waits(count * 1000)) },
  {
    weight: 10,
    arbitrary: fc
      .tuple(fc.constantFrom(...called), index, index)
      .map(([name, at, variant]) => calls(name, at, variant)),
  },
);
const action = fc.oneof(
  { weight: 9, arbitrary: single },
  { weight: 1, arbitrary: fc.tuple(single, single).map(([one, other]) => races(one, other)) },
);

const beginning: fc.Arbitrary<Beginning> = fc.record({
  factors: fc.constantFrom<readonly FactorType[]>(
    [],
    ['email'],
    ['authenticator'],
    ['authenticator', 'email'],
    ['email', 'authenticator'],
    ['passkey'],
    ['passkey', 'passkey'],
    ['passkey', 'email'],
    ['authenticator', 'passkey'],
  ),
  role: fc.constantFrom('owner', 'member'),
  requirement: fc.constantFrom('none', 'upcoming', 'in force', 'in force'),
  accept: fc.constantFrom<readonly FactorType[]>(['authenticator'], ['email'], ['passkey'], factorTypes),
  held: fc.subarray([...possessions], { maxLength: 4 }),
});

/** The organization, if the victim is in it. */
function victimsOrganization(world: World): Organization | undefined {
  if (!user(world, world.victim).organizations.includes(world.orgID)) return undefined;
  return world.service.store
    .rows('organizations')
    .find(({ item }) => item === 'organization') as unknown as Organization;
}

const factorsOf = (world: World) => {
  const { factors, preferredFactorID } = user(world, world.victim);
  return JSON.stringify([factors.map(({ id }) => id).sort(), preferredFactorID]);
};

const isFresh = (name: StepName) => steps.some((row) => row.name === name && row.freshness === 'fresh');

/** Whether the attacker may have called an operation about the organization in the victim's name. */
function mayCall(
  name: StepName,
  before: { readonly mayAct: boolean; readonly maySee: boolean; readonly lost: World['lost'] },
): boolean {
  // After an undo the account may leave the organization: it is out of reach of its mailbox from then on.
  if (name === 'orgs/leave' && before.lost !== undefined) return true;
  return isFresh(name) ? before.mayAct : before.maySee;
}

/** Runs one action, and holds the service to what it may have led to. */
function command(one: Action): fc.AsyncCommand<World, World> {
  return {
    // Once the account is gone, there is nothing left to be taken.
    check: (world) =>
      find(world, world.victim)?.address !== undefined && find(world, world.victim)?.address !== '',
    toString: () => one.name,
    async run(world) {
      const before = {
        factors: factorsOf(world),
        organization: victimsOrganization(world),
        mayChange: mayChangeFactors(world, victimsOrganization(world)),
        maySee: maySeeOrganization(world, victimsOrganization(world)),
        mayAct: mayActAsVictim(world, victimsOrganization(world)),
        lost: world.lost,
        meets: hasAcceptedFactor(user(world, world.victim), victimsOrganization(world)?.mfaAccept ?? []),
      };
      const deletions = await deletionsOf(world);
      world.lastCall = undefined;
      await one.run(world);
      expectAllowed(world, deletions, await deletionsOf(world));
      if (!find(world, world.victim)?.address) return;
      const lastCall = world.lastCall as LastCall | undefined;
      const isNewlyLost = world.lost !== before.lost;
      if (factorsOf(world) !== before.factors && !isNewlyLost)
        expect(before.mayChange, 'the factors of the victim changed').toBe(true);
      if (
        lastCall?.session.of === 'victim' &&
        lastCall.answer.status < 300 &&
        ofOrganization(lastCall.name) &&
        before.organization
      ) {
        expect(mayCall(lastCall.name, before), `${lastCall.name} in the victim's name`).toBe(true);
      }
      if (
        lastCall?.session.of === 'victim' &&
        lastCall.answer.status < 300 &&
        ofAccount.includes(lastCall.name)
      )
        expect(before.mayAct, `${lastCall.name} in the victim's name`).toBe(true);
      if (
        lastCall?.name === 'orgs/require-mfa' &&
        lastCall.session.of === 'victim' &&
        lastCall.answer.status < 300 &&
        before.organization?.mfaRequired
      )
        expect(before.meets, 'a requirement that the owner does not meet was changed').toBe(true);
      for (const [key, count] of world.redeemed) expect(count, key).toBe(1);
    },
  };
}

test(
  'no sequence of requests leads past what an attacker has, or shuts the user out',
  async () => {
    let ran = 0;
    const property = fc.asyncProperty(
      fc.scheduler(),
      beginning,
      fc.commands([action.map(command)], { maxCommands: 24, size: 'max' }),
      async (scheduler, from, list) => {
        let isScheduled = false;
        const world = await begin(
          make(() => (isScheduled ? scheduler.schedule(Promise.resolve()) : Promise.resolve())),
          from,
          victimsKey,
        );
        isScheduled = true;
        // Unlike scheduledModelRun, this waits for what is not scheduled as well, such as password hashes.
        await scheduler.waitFor(fc.asyncModelRun(() => ({ model: world, real: world }), list));
        isScheduled = false;
        await recover(world);
        await keepOrganization(world);
        await settleDeletions(world);
        ran += 1;
      },
    );
    await fc.assert(property, { numRuns: runs, interruptAfterTimeLimit: timeLimitMilliseconds });
    expect(ran).toBe(runs);
  },
  timeLimitMilliseconds,
);
