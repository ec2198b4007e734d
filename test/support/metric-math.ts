/**
 * The part of CloudWatch's metric math that the alarms use, for one period:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */

/** The value of a metric in the period; undefined if it has none. */
export type Value = number | undefined;

export interface Inputs {
  readonly values: Readonly<Record<string, Value>>;
  /** The quotas of the account, by the ids of metrics. */
  readonly quotas?: Readonly<Record<string, number>>;
}

type Node = (inputs: Inputs) => Value | readonly Value[];

/** Arithmetic with a missing value has none. */
const combine =
  (left: Node, right: Node, by: (a: number, b: number) => number): Node =>
  (inputs) => {
    const [a, b] = [left(inputs), right(inputs)];
    return typeof a === 'number' && typeof b === 'number' ? by(a, b) : undefined;
  };

const operators: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { '>=': (a, b) => Number(a >= b) },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b },
];

/** Reads an expression. @throws Error if it uses anything else */
class Parser {
  readonly #tokens: string[];
  constructor(expression: string) {
    this.#tokens = expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|>=|[-+*/(),[\]]|\S/g) ?? [];
  }

  expression(level = 0): Node {
    const known = operators[level];
    if (!known) return this.#operand();
    let left = this.expression(level + 1);
    for (let by = known[this.#tokens[0] ?? '']; by; by = known[this.#tokens[0] ?? '']) {
      this.#tokens.shift();
      left = combine(left, this.expression(level + 1), by);
    }
    return left;
  }

  whole(): Node {
    const node = this.expression();
    if (this.#tokens.length > 0) throw new Error(`unexpected ${this.#tokens[0]}`);
    return node;
  }

  #operand(): Node {
    const token = this.#tokens.shift() ?? '';
    if (/^\d/.test(token)) return () => Number(token);
    if (token === '(') return this.#list(')')[0] ?? fail('nothing in parentheses');
    if (token === '[') {
      const parts = this.#list(']');
      return (inputs) => parts.map((part) => single(part(inputs)));
    }
    if (!/^\w/.test(token)) return fail(`unexpected ${token}`);
    if (this.#tokens[0] !== '(') return ({ values }) => values[token];
    this.#tokens.shift();
    if (token === 'SERVICE_QUOTA') {
      const [id = ''] = this.#tokens.splice(0, 2);
      return ({ quotas }) => quotas?.[id];
    }
    return call(token, this.#list(')'));
  }

  #list(end: string): Node[] {
    const parts: Node[] = [];
    for (;;) {
      parts.push(this.expression());
      const next = this.#tokens.shift();
      if (next === end) return parts;
      if (next !== ',') fail(`${next} in place of ${end}`);
    }
  }
}

function fail(why: string): never {
  throw new Error(why);
}

const single = (value: Value | readonly Value[]): Value =>
  typeof value === 'object' ? fail('an array in place of a value') : value;

function call(name: string, [first, second, third]: readonly Node[]): Node {
  if (name === 'FILL' && first && second) return (inputs) => single(first(inputs)) ?? second(inputs);
  if (name === 'IF' && first && second && third)
    return (inputs) => {
      const condition = single(first(inputs));
      if (condition === undefined) return undefined;
      return condition ? second(inputs) : third(inputs);
    };
  if (name === 'MIN' && first)
    return (inputs) => {
      const values = first(inputs);
      // Missing values do not count.
      const known = (typeof values === 'object' ? values : [values]).filter((value) => value !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    };
  return fail(`the function ${name} is not known here`);
}

/** The value of an expression in a period. */
export const evaluate = (expression: string, inputs: Inputs): Value =>
  single(new Parser(expression).whole()(inputs));
