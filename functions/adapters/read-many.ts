/** The number of rows that DynamoDB reads in one call. */
const batchSize = 100;
/** The number of batches at a time: enough to be fast, and few enough for the smallest function. */
const batchesAtOnce = 8;

/** Reads any number of rows in batches, and returns them in the given order. Absent rows are left out. */
export async function readMany<R, RowAddress>(
  read: (...rows: readonly RowAddress[]) => Promise<readonly unknown[]>,
  rows: readonly RowAddress[],
): Promise<readonly R[]> {
  const batches = Array.from({ length: Math.ceil(rows.length / batchSize) }, (_, index) =>
    rows.slice(index * batchSize, (index + 1) * batchSize),
  );
  const found: unknown[] = [];
  for (let begun = 0; begun < batches.length; begun += batchesAtOnce) {
    const reads = batches.slice(begun, begun + batchesAtOnce).map((batch) => read(...batch));
    found.push(...(await Promise.all(reads)).flat());
  }
  return found.filter((row) => row !== undefined) as R[];
}
