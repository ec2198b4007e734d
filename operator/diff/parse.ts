import { exitCodes, Failure } from '../../cli/failure.ts';

/** What CloudFormation does to a resource; `may-replace` if that depends on a value that only the deployment knows. */
export type Impact = 'create' | 'update' | 'replace' | 'may-replace' | 'destroy' | 'orphan' | 'import';

export interface ResourceChange {
  readonly stack: string;
  readonly type: string;
  /** Where it is in the CDK app; empty where the CDK does not say. */
  readonly path: string;
  readonly logicalID: string;
  readonly impact: Impact;
  /** The properties that change. */
  readonly properties: readonly string[];
}

const impacts: Readonly<Record<string, Impact>> = {
  replace: 'replace',
  'may be replaced': 'may-replace',
  destroy: 'destroy',
  orphan: 'orphan',
  import: 'import',
};

/** A stack begins so: `Stack Data (serverless-mfa-dev-data) (aws://123456789012/eu-central-1)`; some of it may be missing. */
const stackLine = /^Stack (\S+)(?: \(((?!aws:)[^\s)]+)\))?(?: \(aws:[^\s)]+\))?$/;
/** A resource begins so: `[~] AWS::KMS::Key Keys/Secrets KeysSecretsC2A8CD45 replace`. */
const resourceLine = /^\[([-+~])\] ((?:AWS|Custom)::\S+) (.+)$/;
const impactWord = / (replace|may be replaced|destroy|orphan|import)$/;
/** A property that changes: ` ├─ [~] TableName (requires replacement)`. */
const propertyLine = /^ [├└]─ \[[-+~]\] \.?(\w+)/;
/** Outputs, parameters and the like begin with one of these words. */
const otherLine =
  /^\[[-+~]\] (Output|Parameter|Condition|Mapping|Metadata|Rule|Transform|Unknown|Description)\b/;

/** Reads what `cdk diff --no-color` prints. @throws Failure rather than leave a change out */
export function parseDiff(text: string): readonly ResourceChange[] {
  const changes: { -readonly [key in keyof ResourceChange]: ResourceChange[key] }[] = [];
  let stack = '';
  for (const line of text.split('\n').map((one) => one.trimEnd())) {
    const begun = stackLine.exec(line);
    if (begun) stack = begun[2] ?? begun[1] ?? '';
    if (!line.startsWith('[')) {
      const property = propertyLine.exec(line)?.[1];
      const last = changes.at(-1);
      if (property && last) last.properties = [...last.properties, property];
      continue;
    }
    const found = resourceLine.exec(line);
    if (!found && !otherLine.test(line))
      throw new Failure(`A line of cdk diff is not understood: ${line}`, exitCodes.unreachable);
    if (!found) continue;
    const [, sign, type = '', rest = ''] = found;
    const word = impactWord.exec(rest)?.[1];
    // The id in the template is the last word; a resource without a path has nothing before it.
    const names = rest.replace(impactWord, '').split(' ');
    const logicalID = names.pop() ?? '';
    const impact = impactOf(sign, word);
    changes.push({ stack, type, path: names.join(' '), logicalID, impact, properties: [] });
  }
  return changes;
}

function impactOf(sign: string | undefined, word: string | undefined): Impact {
  const impact = word === undefined ? undefined : impacts[word];
  if (impact) return impact;
  if (sign === '+') return 'create';
  return sign === '-' ? 'destroy' : 'update';
}
