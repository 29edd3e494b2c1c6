import {
  BasePlugin,
  failure,
  getString,
  operation,
  serve,
  stepType,
  success,
  type JsonObject,
  type OperationCall,
  type OperationResult,
  type Plugin,
  type PluginContext,
  type PluginLog,
  type ValidationResult,
  type Validator,
} from 'awf-plugins/sdk';
import { stepCall, TestHost } from 'awf-plugins/sdk/testing';

const greet = operation({
  description: 'Greets somebody',
  inputs: {
    name: { type: 'string', required: true },
    times: { type: 'integer', default: 1 },
    loud: { type: 'boolean' },
    others: { type: 'array', required: true },
    more: { type: 'object', required: true },
  },
  outputs: { text: { type: 'string' } },
  handler: ({ inputs, log, signal, config }) => {
    const text: string = inputs.name.repeat(inputs.times);
    const loud: boolean | null | undefined = inputs.loud;
    // @ts-expect-error: may be absent
    const certain: boolean = inputs.loud;
    // @ts-expect-error: not declared
    const undeclared: unknown = inputs.unknown;
    log.info('greeting', { loud, certain, undeclared, others: inputs.others.length, more: inputs.more.key });
    signal.throwIfAborted();
    return text === config.nobody ? failure('nobody') : success({ output: text });
  },
});

/** Of inputs that were not declared nothing is known. */
const free = operation({
  handler: async ({ inputs }) => {
    await Promise.resolve();
    return success({ output: getString(inputs, 'name', 'nobody'), all: inputs });
  },
});

const count = stepType({
  description: 'Counts',
  config: {
    table: { type: 'string', required: true },
    limit: { type: 'integer', default: 5 },
    strict: { type: 'boolean' },
  },
  handler: ({ config, inputs, stepName }) => {
    const limit: number = config.limit;
    // @ts-expect-error: may be absent
    const strict: boolean = config.strict;
    return { output: config.table, data: { limit, strict, inputs, stepName }, exitCode: 0 };
  },
});

const rules: Validator = {
  validateStep: ({ steps }, name) =>
    steps[name]?.timeout === 0 ? [{ severity: 'warning', message: 'no timeout' }] : [],
};

/** A plugin can be tested without a host. */
export async function tested(): Promise<readonly ValidationResult[]> {
  await using host = await TestHost.start(new Greeter({ name: 'greeter', version: '1.0.0' }));
  const { exitCode } = await host.executeStep('count', { table: 'users' });
  await count.handler(stepCall({ table: 'users' }));
  return await host.validate({ name: `exit ${exitCode}`, steps: { a: { type: 'command' } } });
}

class Greeter extends BasePlugin {
  override readonly operations = { greet, free };
  readonly stepTypes = { count };
  readonly validator = rules;
  override async init(config: JsonObject, { log, signal }: PluginContext): Promise<void> {
    log.debug('configured', { keys: Object.keys(config), late: signal.aborted });
    await Promise.resolve();
  }
  override shutdown(): void {
    console.error('gone');
  }
}

const plain: Plugin = { name: 'greeter', version: '1.0.0', operations: { greet, free } };

export async function serving(): Promise<void> {
  await serve(new Greeter({ name: 'greeter', version: '1.0.0' }));
  await serve(plain);
}

/** A handler can be called in a unit test, with a log of one's own. */
export function called(handler: (call: OperationCall) => OperationResult): OperationResult {
  const nothing = (): void => undefined;
  const log: PluginLog = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
  return handler({
    inputs: { name: 'x' },
    config: {},
    log,
    host: { emit: () => Promise.resolve('') },
    progress: nothing,
    signal: new AbortController().signal,
  });
}

export const mistakes = [
  // @ts-expect-error: required
  operation({ inputs: { name: { type: 'string', require: true } }, handler: () => success() }),
  // @ts-expect-error: no such type
  operation({ inputs: { name: { type: 'text' } }, handler: () => success() }),
  // @ts-expect-error: a default of another type
  operation({ inputs: { name: { type: 'string', default: 5 } }, handler: () => success() }),
  // @ts-expect-error: description
  operation({ descripton: 'Greets', handler: () => success() }),
  // @ts-expect-error: no result
  operation({ handler: () => 5 }),
];
