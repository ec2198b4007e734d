/** DynamoDB reads this many rows in one call. */
const batchSize = 100;
/** Batches at the same time: enough to be fast, few enough for the smallest function. */
const batchesAtOnce = 8;

/** Reads any number of rows, batch by batch, in their order. Absent rows are left out. */
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
