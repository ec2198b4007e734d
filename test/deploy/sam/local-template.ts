import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> } };
}
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
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
 * Writes that template beside the original, because it names the bundles relative to its own folder.
 * @returns its path.
 */
export function writeSamTemplate(assemblyFolder: string, endpoint: string): string {
  const original = readFileSync(join(assemblyFolder, 'Service.template.json'), 'utf8');
  const path = join(assemblyFolder, 'sam-local.json');
  writeFileSync(path, JSON.stringify(withEndpoint(JSON.parse(original) as Template, endpoint), undefined, 1));
  return path;
}
