import type { Impact, ResourceChange } from './parse.ts';
import { general, type Meaning, meanings, noticedUpdates, type Risk, unnoticed } from './words.ts';

/** A change that an operator should know of before the deployment. */
export interface RiskyChange {
  readonly stack: string;
  /** The id in the template, with which the change can be accepted. */
  readonly logicalID: string;
  readonly type: string;
  readonly risk: Risk;
  readonly happens: string;
  readonly means: string;
}

const verbs: { readonly [impact in Impact]?: string } = {
  replace: 'is replaced by a new one',
  'may-replace': 'may be replaced by a new one',
  destroy: 'is deleted',
  orphan: 'is no longer part of the stack',
  update: 'changes',
};

const isRemoval = (impact: Impact) => impact === 'destroy' || impact === 'orphan';
const isReplacement = (impact: Impact) => impact === 'replace' || impact === 'may-replace';

function nameOf({ type, path, logicalID }: ResourceChange, { noun }: Meaning): string {
  const kind = noun === general.noun ? `resource of the type ${type}` : noun;
  return `The ${kind} ${path || logicalID}`;
}

function judge(change: ResourceChange): RiskyChange | undefined {
  const { stack, type, logicalID, impact, properties } = change;
  const meaning = meanings[type] ?? general;
  const because = isReplacement(impact) && properties.length > 0 ? ` (${properties.join(', ')})` : '';
  const risky = (risk: Risk, means: string): RiskyChange => ({
    stack,
    logicalID,
    type,
    risk,
    happens: `${nameOf(change, meaning)} ${verbs[impact]}${because}.`,
    means,
  });
  if (unnoticed.includes(type) || type.startsWith('Custom::')) return undefined;
  if (isRemoval(impact)) return risky(meaning.risk, meaning.removed);
  if (isReplacement(impact)) return risky(meaning.risk, meaning.replaced);
  const noticed = impact === 'update' ? noticedUpdates[type] : undefined;
  const means = properties.flatMap((property) => noticed?.[property] ?? []);
  return means.length === 0 ? undefined : risky('interrupted', means.join(' '));
}

export interface Judged {
  /** What is lost first. */
  readonly risky: readonly RiskyChange[];
  /** How many resources are created or changed without a risk. */
  readonly harmless: number;
}

export function judgeChanges(changes: readonly ResourceChange[]): Judged {
  const risky = changes.flatMap((change) => judge(change) ?? []);
  return {
    risky: [...risky].sort((a, b) => Number(b.risk === 'lost') - Number(a.risk === 'lost')),
    harmless: changes.length - risky.length,
  };
}
