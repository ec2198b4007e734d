import { exportAccount } from '../../functions/flows/accounts/export-account.ts';
import { findAccount } from '../account.ts';
import type { Context } from '../context.ts';

/** Prints everything that is stored about a user as JSON, without secrets: what the user could download. */
export async function run({ output, stage }: Context, email: string): Promise<void> {
  const { user } = await findAccount(stage, email);
  const exported = await exportAccount(stage, user, stage.host.now());
  if (output.isJson) output.json(exported);
  else output.line(JSON.stringify(exported, null, 2));
}
