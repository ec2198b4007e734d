export async function teardown(..._: unknown[]): Promise<void> {}
