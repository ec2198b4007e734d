import { localAccount } from '../emulators/authorize.ts';
import type { Assembly, Json, JsonObject, Resource, StackTemplate } from './assembly.ts';
import { DynamicReferences } from './dynamic-references.ts';
import { physicalResource } from './physical-resources.ts';

/** A template lacks something that the local run needs, or has something that it does not support. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}

/** A resource, with the stack in which its references are looked up. */
export interface Located {
  readonly stack: StackTemplate;
  readonly logicalID: string;
  readonly resource: Resource;
}

const pseudoParameters: Readonly<Record<string, Json>> = {
  'AWS::AccountId': localAccount.accountID,
  'AWS::Region': localAccount.region,
  'AWS::Partition': localAccount.partition,
  'AWS::URLSuffix': 'amazonaws.com',
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Evaluates the intrinsic functions of templates with the values of the local run. */
export class Resolver {
  readonly #stacks: readonly StackTemplate[];
  readonly #dynamicReferences = new DynamicReferences();

  constructor({ stacks }: Pick<Assembly, 'stacks'>) {
    this.#stacks = stacks;
  }

  /** All resources of a type in all stacks, except those whose condition does not hold. */
  resources(...types: readonly string[]): Located[] {
    return this.#stacks.flatMap((stack) =>
      Object.entries(stack.template.Resources ?? {})
        .map(([logicalID, resource]) => ({ stack, logicalID, resource }))
        .filter(({ resource }) => types.includes(resource.Type))
        .filter((it) => it.resource.Condition === undefined || this.#condition(it, it.resource.Condition)),
    );
  }

  /** The resolved value of a property; undefined if it is absent. @throws TemplateError */
  property(located: Located, name: string): Json | undefined {
    const value = located.resource.Properties?.[name];
    return value === undefined ? undefined : this.resolve(located, value);
  }

  /** The value of `Ref` for the resource. @throws TemplateError */
  ref(located: Located): string {
    return this.#ref(located, located.logicalID);
  }

  /** The value of `Fn::GetAtt` for the resource. @throws TemplateError */
  attribute(located: Located, name: string): string {
    return this.#attribute(located, [located.logicalID, name]);
  }

  /** @param at the resource that contains the value. @throws TemplateError */
  resolve(at: Located, value: Json): Json {
    if (typeof value === 'string') return this.#dynamicReferences.replace(value);
    if (Array.isArray(value))
      return value.map((item) => this.resolve(at, item)).filter((item) => item !== noValue);
    if (!isObject(value)) return value;
    const [name, ...others] = Object.keys(value);
    if (name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::')))
      return this.#intrinsic(at, name, value[name] as Json);
    const entries = Object.entries(value).map(([key, item]) => [key, this.resolve(at, item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== noValue));
  }

  #intrinsic(at: Located, name: string, argument: Json): Json {
    if (name === 'Ref') return this.#refOrNothing(at, String(argument));
    if (name === 'Fn::GetAtt') return this.#attribute(at, argument);
    if (name === 'Fn::Sub') return this.#sub(at, argument);
    if (name === 'Fn::If') return this.#if(at, argument as Json[]);
    const resolved = this.resolve(at, argument);
    if (name === 'Fn::ImportValue') return this.#imported(at, String(resolved));
    if (name === 'Fn::GetStackOutput') return this.#stackOutput(at, resolved as JsonObject);
    const parts = resolved as Json[];
    if (name === 'Fn::Join')
      return this.#dynamicReferences.replace((parts[1] as Json[]).map(String).join(String(parts[0])));
    if (name === 'Fn::Select') return this.#select(at, parts);
    if (name === 'Fn::Split') return String(parts[1]).split(String(parts[0]));
    throw this.#unknown(at, `the intrinsic function ${name}`);
  }

  #refOrNothing(at: Located, name: string): Json {
    return name === 'AWS::NoValue' ? noValue : this.#ref(at, name);
  }

  #ref(at: Located, name: string): string {
    if (name === 'AWS::StackName') return at.stack.stackName;
    const pseudo = pseudoParameters[name];
    if (pseudo !== undefined) return String(pseudo);
    const parameter = at.stack.template.Parameters?.[name];
    if (parameter?.Default !== undefined && !parameter.Type.startsWith('AWS::SSM::'))
      return String(parameter.Default);
    return this.#physical(at, name, `Ref ${name}`).ref;
  }

  #attribute(at: Located, argument: Json): string {
    const [logicalID = '', attribute = ''] =
      typeof argument === 'string' ? argument.split(/\.(.*)/, 2) : (argument as string[]);
    const value = this.#physical(at, logicalID, `Fn::GetAtt ${logicalID}.${attribute}`).attributes[attribute];
    if (value === undefined) throw this.#unknown(at, `Fn::GetAtt ${logicalID}.${attribute}`);
    return value;
  }

  #physical(at: Located, logicalID: string, wanted: string) {
    const resource = at.stack.template.Resources?.[logicalID];
    const located = resource && { stack: at.stack, logicalID, resource };
    const name = (property: string) => {
      const value = located && this.property(located, property);
      return typeof value === 'string' ? value : undefined;
    };
    const digests = (property: string) => {
      const arns = located && this.property(located, property);
      return this.#dynamicReferences.digests(Array.isArray(arns) ? arns.map(String) : []);
    };
    const physical =
      located && physicalResource(resource.Type, { stack: at.stack.stackName, logicalID, name, digests });
    if (!physical) throw this.#unknown(at, `${wanted}${resource ? ` (${resource.Type})` : ''}`);
    return physical;
  }

  #sub(at: Located, argument: Json): string {
    const [text, values = {}] = (Array.isArray(argument) ? argument : [argument]) as [string, JsonObject?];
    const replaced = text.replace(/\$\{(!?)([^}]+)\}/g, (_, escaped: string, name: string) => {
      if (escaped) return `\${${name}}`;
      const given = values[name];
      if (given !== undefined) return String(this.resolve(at, given));
      return name.includes('.') ? this.#attribute(at, name) : this.#ref(at, name);
    });
    return this.#dynamicReferences.replace(replaced);
  }

  #select(at: Located, [index, list]: readonly Json[]): Json {
    const value = (list as Json[] | undefined)?.[Number(index)];
    if (value === undefined)
      throw this.#unknown(at, `Fn::Select ${index}, which is beyond the end of its list`);
    return value;
  }

  #imported(at: Located, wanted: string): Json {
    for (const stack of this.#stacks)
      for (const output of Object.values(stack.template.Outputs ?? {}))
        if (output.Export && this.resolve(outputOf(stack), output.Export.Name) === wanted)
          return this.resolve(outputOf(stack), output.Value);
    throw this.#unknown(at, `Fn::ImportValue ${wanted}, which no stack exports`);
  }

  #stackOutput(at: Located, { StackName, OutputName }: JsonObject): Json {
    const stack = this.#stacks.find((it) => it.stackName === StackName);
    const output = stack?.template.Outputs?.[String(OutputName)];
    if (!stack || !output) throw this.#unknown(at, `Fn::GetStackOutput ${StackName}.${OutputName}`);
    return this.resolve(outputOf(stack), output.Value);
  }

  #if(at: Located, [condition, whenTrue, whenFalse]: readonly Json[]): Json {
    const chosen = this.#condition(at, String(condition)) ? whenTrue : whenFalse;
    return chosen === undefined ? noValue : this.resolve(at, chosen);
  }

  #condition(at: Located, name: string): boolean {
    const definition = at.stack.template.Conditions?.[name];
    if (definition === undefined) throw this.#unknown(at, `the condition ${name}`);
    return this.#holds(at, definition);
  }

  #holds(at: Located, expression: Json): boolean {
    const [name = '', argument = null] = Object.entries(expression as JsonObject)[0] ?? [];
    const parts = Array.isArray(argument) ? (argument as Json[]) : [argument];
    if (name === 'Condition') return this.#condition(at, String(argument));
    if (name === 'Fn::Not') return !this.#holds(at, parts[0] as Json);
    if (name === 'Fn::And') return parts.every((part) => this.#holds(at, part));
    if (name === 'Fn::Or') return parts.some((part) => this.#holds(at, part));
    if (name === 'Fn::Equals') {
      const [left, right] = parts.map((part) => JSON.stringify(this.resolve(at, part)));
      return left === right;
    }
    throw this.#unknown(at, `${name} in a condition`);
  }

  #unknown({ stack, logicalID }: Located, what: string): TemplateError {
    return new TemplateError(
      `The resource ${logicalID} of the stack ${stack.stackName} needs ${what}, which the local run does not support.`,
    );
  }
}

/** Marks AWS::NoValue until the property that contains it is removed. */
const noValue = '\u0000AWS::NoValue';

function outputOf(stack: StackTemplate): Located {
  return { stack, logicalID: 'Outputs', resource: { Type: 'Outputs' } };
}
