export async function upgrade(..._: unknown[]): Promise<void> {}
