import {
  describePluginTransportContract,
  pluginTransportClauses,
  type PluginTransportSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { PluginConnection, PluginTransport } from '../../src/ports/plugin-transport.js';
import { inMemoryHost, subjectsOf } from '../support/contract-hosts.js';
import { altered, describeMutants } from '../support/mutants.js';

type Execute = PluginConnection['execute'];
type Mutate = (subject: PluginTransportSubject) => PluginTransportSubject;

const transport =
  (change: (original: PluginTransport, subject: PluginTransportSubject) => PluginTransport): Mutate =>
  (subject) => ({ ...subject, transport: change(subject.transport, subject) });

const connection = (change: (original: PluginConnection) => Partial<PluginConnection>): Mutate =>
  transport((original) => ({
    connect: async (...args) => {
      const connected = await original.connect(...args);
      return altered(connected, change(connected));
    },
  }));

const executing = (change: (execute: Execute) => Execute): Mutate =>
  connection((original) => ({ execute: change((...call) => original.execute(...call)) }));

const failing = (change: (error: AwfError) => ReturnType<Execute>): Mutate =>
  executing(
    (execute) =>
      (...call) =>
        execute(...call).catch((error: unknown) => change(error as AwfError)),
  );

/** A transport in memory whose plugins have the variables of their sandbox. */
async function sandboxing(): Promise<PluginTransportSubject> {
  const subject = await subjectsOf(inMemoryHost).transport();
  const { transport: original } = subject;
  return {
    ...subject,
    transport: {
      connect: async (plugin, { sandbox, ...options } = {}) => {
        const connected = await original.connect(plugin, options);
        if (sandbox === undefined) return connected;
        const names = [...(sandbox.env ?? Object.keys(process.env)), ...Object.keys(sandbox.envValues ?? {})];
        return altered(connected, { execute: () => Promise.resolve({ success: true, outputs: { names } }) });
      },
    },
  };
}

/** Takes errors of one code for the end of a step. */
const executingSteps = (code: AwfError['code']): Mutate =>
  connection((original) => ({
    executeStep: (...call) =>
      original.executeStep(...call).catch((error: unknown) => {
        if (!AwfError.is(error) || error.code !== code) throw error;
        return { output: '', data: {}, exitCode: 1 };
      }),
  }));

/** When one plugin dies, all others are closed. */
function oneDiesAllDie(original: PluginTransport): PluginTransport {
  const all: PluginConnection[] = [];
  return {
    connect: async (...args) => {
      const connected = await original.connect(...args);
      all.push(connected);
      return altered(connected, {
        execute: (...call) =>
          connected.execute(...call).catch(async (error: unknown) => {
            if (AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) await Promise.all(all.map((other) => other.close()));
            throw error;
          }),
      });
    },
  };
}

describeMutants('PluginTransport', describePluginTransportContract, pluginTransportClauses, sandboxing, {
  'PT-01': [
    'tells nothing of the plugin',
    connection((original) => ({
      info: async (options) => ({ ...(await original.info(options)), version: '', capabilities: [] }),
    })),
  ],
  'PT-02': [
    'puts the plugin’s name before those of its operations',
    connection((original) => ({
      operations: async () =>
        (await original.operations()).map((schema) => ({ ...schema, name: `echo.${schema.name}` })),
    })),
  ],
  'PT-03': [
    'hands objects through',
    executing((execute) => async (operation, inputs, options) => {
      const result = await execute(operation, inputs, options);
      return inputs.object === undefined
        ? result
        : { ...result, outputs: { ...result.outputs, object: inputs.object } };
    }),
  ],
  'PT-04': [
    'checks inputs itself',
    executing((execute) => (operation, inputs, options) => {
      if (inputs.text !== undefined && typeof inputs.text !== 'string')
        throw new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation, problems: [] });
      return execute(operation, inputs, options);
    }),
  ],
  'PT-05': [
    'knows better than the plugin which operations there are',
    executing((execute) => (operation, inputs, options) => {
      if (operation === 'nothing') throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation, known: [] });
      return execute(operation, inputs, options);
    }),
  ],
  'PT-06': [
    'knows no timeouts',
    executing(
      (execute) =>
        (operation, inputs, { signal } = {}) =>
          execute(operation, inputs, { signal }),
    ),
  ],
  'PT-07': [
    'does not hear of an abort',
    executing(
      (execute) =>
        (operation, inputs, { timeoutMs } = {}) =>
          execute(operation, inputs, { timeoutMs }),
    ),
  ],
  'PT-08': [
    'does not say how a plugin died',
    failing((error) => {
      if (!AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) throw error;
      throw new AwfError(error.code, { ...error.details, end: { reason: 'failed' } });
    }),
  ],
  'PT-09': [
    'does not know that the plugin is dead',
    connection((original) => ({
      info: (options) =>
        original.info(options).catch((error: unknown) => {
          if (!AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) throw error;
          const { plugin, call } = error.details;
          throw new AwfError('EXECUTION.PLUGIN.CALL_FAILED', { plugin, call, status: 'UNAVAILABLE', message: '' });
        }),
    })),
  ],
  'PT-10': [
    'answers when it is closed',
    connection((original) => ({
      info: (options) =>
        original.info(options).catch((error: unknown) => {
          if (!AwfError.is(error, 'EXECUTION.PLUGIN.NOT_RUNNING')) throw error;
          return { name: '', version: '', description: '', capabilities: [] };
        }),
    })),
  ],
  'PT-11': [
    'can be closed once',
    connection((original) => {
      let closed = false;
      return {
        close: () => {
          if (closed) return Promise.reject(new Error('closed already'));
          closed = true;
          return original.close();
        },
      };
    }),
  ],
  'PT-12': [
    'takes the end of the connection for an answer',
    failing((error) => {
      if (!AwfError.is(error, 'EXECUTION.PLUGIN.NOT_RUNNING')) throw error;
      return Promise.resolve({ success: false, outputs: {}, error: 'closed' });
    }),
  ],
  'PT-13': [
    'does not mind a plugin that cannot be used',
    connection((original) => ({ init: (config) => original.init(config).catch(() => undefined) })),
  ],
  'PT-14': [
    'ends the plugin when it is to shut down',
    connection((original) => ({ shutdown: () => original.close() })),
  ],
  'PT-15': ['takes all plugins down with one', transport(oneDiesAllDie)],
  'PT-16': [
    'connects to another plugin where there is none',
    transport((original, { missing, plugin }) => ({
      connect: (wanted, options) => original.connect(wanted === missing ? plugin : wanted, options),
    })),
  ],
  'PT-17': [
    'connects although the signal is aborted',
    transport((original) => ({
      connect: (wanted, options) => original.connect(wanted, { ...options, signal: undefined }),
    })),
  ],
  'PT-18': [
    'has an answer for values nested too deep',
    failing((error) =>
      AwfError.is(error, 'USER.VALIDATION.OPERATION_INPUT')
        ? Promise.resolve({ success: true, outputs: {} })
        : Promise.reject(error),
    ),
  ],
  'PT-19': [
    'lets a plugin have all variables of the host',
    transport((original) => ({
      connect: (plugin, options) =>
        original.connect(
          plugin,
          options?.sandbox === undefined ? options : { sandbox: { envValues: options.sandbox.envValues } },
        ),
    })),
  ],
  'PT-20': [
    'forgets what types of steps take',
    connection((original) => ({
      stepTypes: async (...call) => (await original.stepTypes(...call)).map((type) => ({ ...type, config: {} })),
    })),
  ],
  'PT-21': ['takes a step that cannot be executed for one that ended', executingSteps('EXECUTION.PLUGIN.CALL_FAILED')],
  'PT-22': ['has an answer for settings nested too deep', executingSteps('USER.VALIDATION.STEP_CONFIG')],
  'PT-23': [
    'leaves out what is no error',
    connection((original) => ({
      validateWorkflow: async (...call) =>
        (await original.validateWorkflow(...call)).filter(({ severity }) => severity === 'error'),
    })),
  ],
  'PT-24': [
    'does not mind a validator that throws',
    connection((original) => ({ validateStep: (...call) => original.validateStep(...call).catch(() => []) })),
  ],
});
