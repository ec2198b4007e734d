import type { Route } from '../template/api.ts';

export interface MatchedRoute {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly route: Route;
  readonly method: string;
  readonly segments: readonly string[];
}

const parameter = /^\{([^}+]+)(\+?)\}$/;

/** Finds the route of a request like API Gateway: the most specific path wins, and a method comes before `ANY`. */
export class Routes {
  readonly #patterns: readonly Pattern[];
  readonly #fallback: Route | undefined;

  constructor(routes: readonly Route[]) {
    this.#fallback = routes.find((route) => route.routeKey === '$default');
    this.#patterns = routes
      .filter((route) => route !== this.#fallback)
      .map(patternOf)
      .sort(compare);
  }

  match(method: string, path: string): MatchedRoute | undefined {
    const segments = path.split('/').slice(1);
    for (const pattern of this.#patterns) {
      if (pattern.method !== 'ANY' && pattern.method !== method) continue;
      const pathParameters = parametersOf(pattern.segments, segments);
      if (pathParameters) return { route: pattern.route, pathParameters };
    }
    return this.#fallback && { route: this.#fallback, pathParameters: {} };
  }
}

function patternOf(route: Route): Pattern {
  const [method = '', path = ''] = route.routeKey.split(' ');
  return { route, method, segments: path.split('/').slice(1) };
}

/** A literal segment comes before a parameter, and a parameter before a greedy one. */
function rank(segment: string | undefined): number {
  if (segment === undefined) return 3;
  const match = parameter.exec(segment);
  if (!match) return 0;
  return match[2] === '+' ? 2 : 1;
}

function compare(left: Pattern, right: Pattern): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(left.segments[index]) - rank(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

function parametersOf(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const [, name, greedy] = parameter.exec(wanted) ?? [];
    const given = greedy === '+' ? segments.slice(index).join('/') : segments[index];
    if (name === undefined ? given !== wanted : !given) return undefined;
    if (name !== undefined) parameters[name] = decoded(given ?? '');
    if (greedy === '+') return parameters;
  }
  return pattern.length === segments.length ? parameters : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
