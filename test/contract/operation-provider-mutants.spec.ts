import {
  describeOperationProviderContract,
  operationProviderClauses,
  type OperationProviderSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { JsonObject, JsonValue } from '../../src/domain/json.js';
import type { OperationResult } from '../../src/domain/plugin/operation.js';
import type { CallOptions } from '../../src/ports/call-options.js';
import type { OperationProvider } from '../../src/ports/operation-provider.js';
import { inMemoryHost, subjectsOf } from '../support/contract-hosts.js';
import { altered, describeMutants } from '../support/mutants.js';

type Execute = OperationProvider['execute'];
type Mutate = (subject: OperationProviderSubject) => OperationProviderSubject;

const provider =
  (change: (original: OperationProvider) => Partial<OperationProvider>): Mutate =>
  (subject) => ({ ...subject, provider: altered(subject.provider, change(subject.provider)) });

const executing = (change: (execute: Execute) => Execute): Mutate =>
  provider((original) => ({
    execute: change((name, inputs, options) => original.execute(name, inputs, options)),
  }));

const answering = (change: (result: OperationResult, name: string) => OperationResult): Mutate =>
  executing(
    (execute) =>
      async (name, ...rest) =>
        change(await execute(name, ...rest), name),
  );

const failing = (change: (error: AwfError) => OperationResult): Mutate =>
  executing(
    (execute) =>
      (...call) =>
        execute(...call).catch((error: unknown) => change(error as AwfError)),
  );

const limited = (change: (options: CallOptions) => CallOptions): Mutate =>
  executing(
    (execute) =>
      (name, inputs, options = {}) =>
        execute(name, inputs, change(options)),
  );

const withOutputs = (result: OperationResult, change: (outputs: JsonObject) => JsonObject): OperationResult => ({
  ...result,
  outputs: change(result.outputs),
});

const failure: OperationResult = { success: false, outputs: {}, error: 'went wrong' };

const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

/** Copies an object as one must not: by assignment. */
function assigned(value: JsonValue | undefined): JsonValue {
  const copy: Record<string, JsonValue> = {};
  for (const [key, member] of Object.entries((value ?? {}) as JsonObject)) copy[key] = member;
  return copy;
}

function oneAfterTheOther(execute: Execute): Execute {
  let last: Promise<unknown> = Promise.resolve();
  return (name, inputs, options) => {
    if (options !== undefined || name.endsWith('.crash')) return execute(name, inputs, options);
    const mine = last.then(() => execute(name, inputs, options));
    last = mine.catch(() => undefined);
    return mine;
  };
}

function deadForever(execute: Execute): Execute {
  let dead: AwfError | undefined;
  return async (...call) => {
    if (dead !== undefined) throw dead;
    return execute(...call).catch((error: unknown) => {
      if (AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) dead = error;
      throw error;
    });
  };
}

describeMutants(
  'OperationProvider',
  describeOperationProviderContract,
  operationProviderClauses,
  subjectsOf(inMemoryHost).provider,
  {
    'OP-01': [
      'lists an operation twice',
      provider((original) => ({
        listOperations: async () => (await original.listOperations()).flatMap((schema) => [schema, schema]),
      })),
    ],
    'OP-02': [
      'forgets what operations take',
      provider((original) => ({
        getOperation: async (name) => {
          const schema = await original.getOperation(name);
          return schema && { ...schema, inputs: {} };
        },
      })),
    ],
    'OP-03': [
      'knows operations that do not exist',
      provider((original) => ({
        getOperation: async (name) =>
          (await original.getOperation(name)) ?? { name, description: '', inputs: {}, outputs: {}, plugin: 'a' },
      })),
    ],
    'OP-04': [
      'loses the text of a result',
      answering((result) => withOutputs(result, (outputs) => without(outputs, 'output'))),
    ],
    'OP-05': [
      'rejects when the operation says no',
      answering((result) => {
        if (!result.success)
          throw new AwfError('EXECUTION.PLUGIN.OPERATION_FAILED', { operation: '', message: result.error });
        return result;
      }),
    ],
    'OP-06': [
      'turns numbers into text',
      answering((result) =>
        withOutputs(result, (outputs) =>
          'integer' in outputs ? { ...outputs, integer: JSON.stringify(outputs.integer) } : outputs,
        ),
      ),
    ],
    'OP-07': [
      'copies members by assignment',
      answering((result) =>
        withOutputs(result, (outputs) =>
          'object' in outputs ? { ...outputs, object: assigned(outputs.object) } : outputs,
        ),
      ),
    ],
    'OP-08': [
      'takes an unknown operation for one that failed',
      failing((error) => {
        if (error.code === 'USER.INPUT.OPERATION_NOT_FOUND') return failure;
        throw error;
      }),
    ],
    'OP-09': [
      'leaves wrong inputs to the plugin',
      failing((error) => {
        if (error.code === 'USER.VALIDATION.OPERATION_INPUT') return failure;
        throw error;
      }),
    ],
    'OP-10': ['knows no timeouts', limited(({ signal }) => ({ signal }))],
    'OP-11': [
      'does not hear of an abort while it calls',
      limited(({ signal, timeoutMs }) => ({ timeoutMs, signal: signal?.aborted === true ? signal : undefined })),
    ],
    'OP-12': [
      'calls although the signal is aborted already',
      limited(({ signal, timeoutMs }) => ({ timeoutMs, signal: signal?.aborted === true ? undefined : signal })),
    ],
    'OP-13': [
      'does not say which call a plugin died in',
      failing((error) => {
        if (!AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) throw error;
        throw new AwfError(error.code, { ...error.details, call: '' });
      }),
    ],
    'OP-14': ['gives a plugin up that died', executing(deadForever)],
    'OP-15': ['makes one call after the other', executing(oneAfterTheOther)],
  },
);
