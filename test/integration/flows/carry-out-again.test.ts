import { afterAll, beforeAll, expect, it } from 'vitest';
import { type User, userKey } from '../../../core/accounts/user.ts';
import { Busy } from '../../../core/kernel/busy.ts';
import { equal, update } from '../../../core/kernel/change.ts';
import { type Decision, type FailedChange, notLogged } from '../../../core/kernel/decision.ts';
import { type Problem, problem } from '../../../core/kernel/problem.ts';
import { type Store, store } from '../../../functions/adapters/store.ts';
import { carryOutAgain } from '../../../functions/flows/carry-out-again.ts';
import { userRow } from '../../support/accounts.ts';
import { type Person, register } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { circumstances } from '../../support/users.ts';

/** A decision about the name of an account, while another write is always faster. */

let service: Service;
let person: Person;
let kept: Store;
beforeAll(async () => {
  service = await startService();
  person = await register(service);
  kept = store(service.host);
});
afterAll(() => service.close());

const rename = (from: string, to: string) =>
  update('users', userKey(person.id), { name: to }, [equal('name', from)]);

/** Renames the account, after somebody else did it this often. */
async function renameAgainst(rivals: number, renew = latest): Promise<string> {
  let left = rivals;
  const decide = async ({ name }: Pick<User, 'name'>): Promise<Decision<string>> => {
    if (left > 0) {
      left -= 1;
      await kept.commit([rename(name, `${name}'`)]);
    }
    return { commit: [rename(name, 'Mine')], log: notLogged('a test'), notify: [], answer: name };
  };
  const rows = { name: String((await userRow(service, person.id))['name']) };
  return carryOutAgain(rows, decide, renew, { store: kept, host: service.host }, circumstances);
}

function latest(_rows: Pick<User, 'name'>, [failed]: readonly FailedChange[]): Pick<User, 'name'> | Problem {
  return { name: String(failed?.old?.['name']) };
}

it('is made again on what the other write left, up to three times', async () => {
  expect(await renameAgainst(0)).toBe('Test Person');
  expect(await renameAgainst(3)).toBe("Mine'''");
  expect((await userRow(service, person.id))['name']).toBe('Mine');
});

it('gives up after that, and changes nothing', async () => {
  await expect(renameAgainst(4)).rejects.toThrow(Busy);
  expect((await userRow(service, person.id))['name']).toBe("Mine''''");
});

it('is refused if it cannot be made again', async () => {
  await expect(renameAgainst(1, () => problem('challenge-over'))).rejects.toMatchObject({
    problem: { reason: 'challenge-over' },
  });
});
