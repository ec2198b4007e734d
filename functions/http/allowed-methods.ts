import { type Step, steps } from '../steps.ts';

/** The methods that the API has for a path below `/api`; none for a path that it does not have. */
export function allowedMethods(path: string): readonly string[] {
  const rows: readonly Step[] = steps;
  const methods = rows
    .filter((row) => row.method !== 'ANY' && isPathOf(row.path, path))
    .map(({ method }) => method);
  return methods.length === 0 ? [] : [...methods, 'OPTIONS'];
}

function isPathOf(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) =>
      segment.startsWith('{') ? given[index] !== '' : segment === given[index],
    )
  );
}
