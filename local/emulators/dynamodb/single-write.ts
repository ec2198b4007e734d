import {
  action,
  type FieldTypes,
  type Operation,
  type Store,
  type Validation,
  validation,
} from './dynalite.ts';
import { dynamoError, errorName, isServiceError } from './errors.ts';
import { runAction } from './guarded.ts';
import { itemAt, targetOf, whileLocked } from './locks.ts';
import type { OngoingWrites } from './ongoing-writes.ts';
import { StagedStore } from './staged-store.ts';

export const singleWrites = ['PutItem', 'UpdateItem', 'DeleteItem'] as const;
type SingleWrite = (typeof singleWrites)[number];

export const returnOnFailureType: FieldTypes = {
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
};

export function singleWriteValidation(name: SingleWrite): Validation {
  const { types, custom } = validation(name);
  return { types: { ...types, ...returnOnFailureType }, ...(custom && { custom }) };
}

/** A write of dynalite, made in one batch so that an item and its index entries stay consistent, with ReturnValuesOnConditionCheckFailure. */
export async function singleWrite(
  name: SingleWrite,
  store: Store,
  ongoing: OngoingWrites,
  operation: Operation,
) {
  const target = await targetOf(store, operation);
  const write = async () => {
    const staged = new StagedStore(store);
    try {
      const answer = await runAction(action(name), staged, operation);
      await staged.commit();
      return answer;
    } catch (error) {
      const failedCondition = isServiceError(error) && errorName(error) === 'ConditionalCheckFailedException';
      if (!failedCondition || operation.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') throw error;
      const existing = await itemAt(store, target);
      throw dynamoError('ConditionalCheckFailedException', 'The conditional request failed', {
        ...(existing && { Item: existing }),
      });
    }
  };
  return ongoing.duringSingleWrite(target, () => whileLocked(store, [target], write));
}
