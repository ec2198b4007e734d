/** The least that a function can do: what Node itself costs. */
export const handler = async () => ({ statusCode: 200 });
