import type { ColdStart, ColdStarts } from './cold/measure.ts';

/** The most that a cold start may take, as a multiple of the floor; see docs/performance.md. */
export const coldStartGoals: Readonly<
  Record<string, { readonly most: number; readonly withoutHash?: true }>
> = {
  verify: { most: 1.25 },
  'submit email code': { most: 1.6 },
  'sign-in, email': { most: 2.2, withoutHash: true },
};

export interface GoalResult {
  readonly name: string;
  /** Processor time as a multiple of the floor, without the password hash. */
  readonly ratio: number;
  readonly most: number;
  readonly isMet: boolean;
}

export function judgeColdStarts({ functions, floor, hash }: ColdStarts): readonly GoalResult[] {
  return functions.flatMap(({ name, cpu }) => {
    const goal = coldStartGoals[name];
    if (!goal) return [];
    const ratio = (cpu - (goal.withoutHash ? hash : 0)) / floor.cpu;
    return [{ name, ratio, most: goal.most, isMet: ratio <= goal.most }];
  });
}

/** One row of the walk: what a request asks of DynamoDB. */
export interface WalkRow {
  readonly name: string;
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** The longest chain of calls that wait for each other. */
  readonly depth: number;
}

export interface Performance {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly load: number;
    readonly node: string;
  };
  readonly rounds: number;
  readonly cold: ColdStarts;
  readonly walk: readonly WalkRow[];
}

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** The text of docs/performance.md. */
export function performancePage({ machine, rounds, cold, walk }: Performance): string {
  const judged = new Map(judgeColdStarts(cold).map((result) => [result.name, result]));
  const row = (start: ColdStart) => {
    const goal = judged.get(start.name);
    const ratio = (goal?.ratio ?? start.cpu / cold.floor.cpu).toFixed(2);
    return [
      start.name,
      start.cpu.toFixed(0),
      ratio,
      goal ? goal.most.toFixed(2) : '–',
      start.kilobytes < 1 ? '–' : start.kilobytes.toFixed(0),
      start.calls.length,
      start.connections,
    ];
  };
  return `# Performance

Written by \`npm run bench\`, which fails if a goal is missed. Measured on ${machine.cpu}, ${machine.cores} cores, with a load average
of ${machine.load.toFixed(1)}; functions on Node ${machine.node}. Nothing here was measured on AWS.

## Cold starts

The processor time (user and system) of a fresh process, from its start to its first answer, in milliseconds: the median of
${rounds} processes each, started in turns. AWS is a stub on this machine that answers over TLS what the emulators answered. The
**floor** is an empty function that sends one signed request to DynamoDB without any library. No function that asks DynamoDB can be
faster, so everything is given as a multiple of it. A password hash takes ${cold.hash.toFixed(0)} ms of processor time; the
multiple of *sign-in* is without it.

${table(['first request', 'ms', '× floor', 'goal', 'KB', 'calls', 'TLS connections'], [cold.empty, cold.floor, ...cold.functions].map(row))}

Wall time depends on what else the machine does, and is not shown. In Lambda, a function with 512 MB has 0.29 of a processor.
[Decision 150](decisions/0150-clients-of-the-functions.md) and [decision 151](decisions/0151-lean-bundles.md) say how bundles
became this small.

## Calls and capacity

What each request of a walk through the guide asks of DynamoDB when the function is warm, counted at the wire. *Depth* is the longest
chain of calls that wait for each other, mails included: the latency with 50 ms added to each call, divided by 50 ms.

${table(
  ['request', 'calls', 'read units', 'write units', 'depth'],
  walk.map(({ name, calls, readUnits, writeUnits, depth }) => [
    name,
    calls,
    readUnits,
    writeUnits,
    depth.toFixed(1),
  ]),
)}
`;
}
