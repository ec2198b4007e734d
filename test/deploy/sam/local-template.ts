import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> } };
}
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: Json; readonly Export?: { readonly Name: Json } }>
  >;
}

/**
 * A template whose functions declare where the services of AWS are. `sam local` only sets variables that a template declares, and
 * hands the credentials of its caller to the functions: without this they would call the caller's AWS account.
 */
export function withEndpoint(template: Template, endpoint: string): Template {
  const declared = Object.entries(template.Resources).map(([id, resource]) => {
    if (resource.Type !== 'AWS::Lambda::Function') return [id, resource];
    const Variables = { ...resource.Properties?.Environment?.Variables, AWS_ENDPOINT_URL: endpoint };
    return [id, { ...resource, Properties: { ...resource.Properties, Environment: { Variables } } }];
  });
  return { ...template, Resources: Object.fromEntries(declared) };
}

/**
 * The template of the API with the resources of another stack, which adds functions and routes to it: `sam local` reads a single
 * template, and cannot follow what one stack imports from another.
 */
export function withRowsOf(api: Template, rows: Template): Template {
  const exported = Object.values(api.Outputs ?? {}).flatMap(({ Value, Export }) =>
    Export ? [[JSON.stringify(Export.Name), Value] as const] : [],
  );
  const values = new Map(exported);
  const follow = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(follow);
    const imported = (value as Record<string, Json>)['Fn::ImportValue'];
    const found = imported === undefined ? undefined : values.get(JSON.stringify(imported));
    if (found !== undefined) return found;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, follow(inner)]));
  };
  const added = follow(rows.Resources as unknown as Json) as unknown as Template['Resources'];
  return { ...api, Resources: { ...api.Resources, ...added } };
}

const stacks = { api: 'Service', rows: ['Service-2'] };

/**
 * Writes that template beside the original, because it names the bundles relative to its own folder.
 * @returns its path.
 */
export function writeSamTemplate(assemblyFolder: string, endpoint: string): string {
  const templatePath = (stack: string) => join(assemblyFolder, `${stack}.template.json`);
  const read = (stack: string) => JSON.parse(readFileSync(templatePath(stack), 'utf8')) as Template;
  const merged = stacks.rows
    .filter((stack) => existsSync(templatePath(stack)))
    .reduce((template, stack) => withRowsOf(template, read(stack)), read(stacks.api));
  const path = join(assemblyFolder, 'sam-local.json');
  writeFileSync(path, JSON.stringify(withEndpoint(merged, endpoint), undefined, 1));
  return path;
}
