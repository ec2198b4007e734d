type Json = Readonly<Record<string, unknown>>;

/**
 * The shapes of all answers, for clients that check at run time whether an answer comes from this service: types and
 * required members, but no enumerations and formats, so that an older client understands a newer service.
 */
export function shapesOf(document: unknown): Json {
  const { paths, components } = document as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Json }>>>>;
    readonly components: { readonly schemas: Json };
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => [
      `${method.toUpperCase()} ${path}`,
      Object.fromEntries(
        Object.entries(responses)
          .filter(([status]) => status.startsWith('2'))
          .map(([status, response]) => [status, answerShape(response as Json)]),
      ),
    ]),
  );
  const named = Object.entries(components.schemas).map(([name, schema]) => [name, shape(schema as Json)]);
  return { operations: Object.fromEntries(operations), schemas: Object.fromEntries(named) };
}

/** Null for an answer without a body. */
function answerShape({ content }: Json): Json | null {
  const json = (content as { readonly 'application/json'?: { readonly schema: Json } })?.['application/json'];
  return json ? shape(json.schema) : null;
}

function shape(schema: Json): Json {
  const { $ref, type, properties, required, items, anyOf } = schema;
  if ($ref) return { $ref: String($ref).split('/').at(-1) };
  if (anyOf) return { anyOf: (anyOf as readonly Json[]).map(shape) };
  if (type === 'array') return { type, items: shape((items ?? {}) as Json) };
  if (type !== 'object') return { type: type ?? 'string' };
  const members = Object.entries((properties ?? {}) as Readonly<Record<string, Json>>);
  return {
    type,
    properties: Object.fromEntries(members.map(([name, member]) => [name, shape(member)])),
    required: required ?? [],
  };
}
