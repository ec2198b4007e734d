import type { Action, Callback, Store } from './dynalite.ts';

/**
 * Runs one of dynalite's actions as a promise. An exception in one of its callbacks rejects the promise instead of
 * ending the process: every callback that the action hands to the store or to a stream is wrapped.
 */
export function runAction(action: Action, store: Store, request: unknown): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const done: Callback<Record<string, unknown>> = (error, answer) =>
      error ? reject(error) : resolve(answer ?? {});
    action(guarded(store, reject), request, done);
  });
}

// biome-ignore lint/suspicious/noExplicitAny: any function of dynalite or of a stream
type AnyFunction = (...args: any[]) => unknown;

function guarded<T extends object>(target: T, fail: (error: unknown) => void): T {
  const guard = (argument: unknown) =>
    typeof argument !== 'function'
      ? argument
      : (...args: unknown[]) => {
          try {
            return (argument as AnyFunction)(...args);
          } catch (error) {
            return fail(error);
          }
        };
  return new Proxy(target, {
    get(object, name) {
      const member: unknown = Reflect.get(object, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const result = (member as AnyFunction).apply(object, args.map(guard));
        return typeof result === 'object' && result !== null ? guarded(result, fail) : result;
      };
    },
  });
}
