import { errorLine } from '../../error-line.ts';
import type { Host } from '../../host.ts';

/**
 * Takes back the charges of something that was right, beside the work that it is good for. Whether that succeeds makes no
 * difference to the work: a charge that stays is over after half a minute.
 */
export async function whileGivingBack<Result>(
  host: Host,
  giveBack: () => Promise<void>,
  work: () => Promise<Result>,
): Promise<Result> {
  const givenBack = giveBack().catch((error: unknown) =>
    console.error(errorLine(host, error, { during: 'giving a charge back' })),
  );
  try {
    return await work();
  } finally {
    await givenBack;
  }
}
