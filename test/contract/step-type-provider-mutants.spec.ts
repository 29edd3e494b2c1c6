import {
  describeStepTypeProviderContract,
  stepTypeProviderClauses,
  type StepTypeProviderSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { StepExecuteRequest, StepExecuteResult } from '../../src/domain/plugin/step-type.js';
import type { CallOptions } from '../../src/ports/call-options.js';
import type { StepTypeProvider } from '../../src/ports/step-type-provider.js';
import { inMemoryHost, subjectsOf } from '../support/contract-hosts.js';
import { altered, describeMutants } from '../support/mutants.js';

type Execute = StepTypeProvider['executeStep'];
type Mutate = (subject: StepTypeProviderSubject) => StepTypeProviderSubject;

const provider =
  (change: (original: StepTypeProvider) => Partial<StepTypeProvider>): Mutate =>
  (subject) => ({ ...subject, provider: altered(subject.provider, change(subject.provider)) });

const executing = (change: (execute: Execute) => Execute): Mutate =>
  provider((original) => ({ executeStep: change((request, options) => original.executeStep(request, options)) }));

const answering = (change: (result: StepExecuteResult, request: StepExecuteRequest) => StepExecuteResult): Mutate =>
  executing(
    (execute) =>
      async (request, ...rest) =>
        change(await execute(request, ...rest), request),
  );

const failing = (change: (error: AwfError) => StepExecuteResult): Mutate =>
  executing(
    (execute) =>
      (...call) =>
        execute(...call).catch((error: unknown) => change(error as AwfError)),
  );

const limited = (change: (options: CallOptions) => CallOptions): Mutate =>
  executing(
    (execute) =>
      (request, options = {}) =>
        execute(request, change(options)),
  );

const nothing: StepExecuteResult = { output: '', data: {}, exitCode: 1 };

/** Takes errors of one code for the result of the step. */
const swallowing = (code: AwfError['code']): Mutate =>
  failing((error) => {
    if (error.code === code) return nothing;
    throw error;
  });

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

function oneAfterTheOther(execute: Execute): Execute {
  let last: Promise<unknown> = Promise.resolve();
  return (request, options) => {
    if (options !== undefined) return execute(request, options);
    const mine = last.then(() => execute(request, options));
    last = mine.catch(() => undefined);
    return mine;
  };
}

describeMutants(
  'StepTypeProvider',
  describeStepTypeProviderContract,
  stepTypeProviderClauses,
  subjectsOf(inMemoryHost).stepTypes,
  {
    'ST-01': [
      'lists a type twice',
      provider((original) => ({
        listStepTypes: async () => (await original.listStepTypes()).flatMap((type) => [type, type]),
      })),
    ],
    'ST-02': ['takes every name for one that it knows', provider(() => ({ hasStepType: () => true }))],
    'ST-03': [
      'forgets what types take',
      provider((original) => ({
        getStepType: async (name) => {
          const type = await original.getStepType(name);
          return type && { ...type, config: {} };
        },
      })),
    ],
    'ST-04': [
      'knows types that do not exist',
      provider((original) => ({
        getStepType: async (name) =>
          (await original.getStepType(name)) ?? { name, description: '', config: {}, plugin: 'a' },
      })),
    ],
    'ST-05': [
      'loses the data of a step',
      answering((result, { stepType }) => (stepType.endsWith('.echo') ? { ...result, data: {} } : result)),
    ],
    'ST-06': ['cuts exit codes to a byte', answering((result) => ({ ...result, exitCode: result.exitCode & 0xff }))],
    'ST-07': [
      'keeps the inputs of the workflow to itself',
      executing((execute) => (request, options) => execute({ ...request, inputs: {} }, options)),
    ],
    'ST-08': ['takes an unknown type for a step that failed', swallowing('USER.INPUT.STEP_TYPE_NOT_FOUND')],
    'ST-09': ['leaves wrong settings to the plugin', swallowing('USER.VALIDATION.STEP_CONFIG')],
    'ST-10': ['takes an exception for an exit code', swallowing('EXECUTION.PLUGIN.CALL_FAILED')],
    'ST-11': ['knows no timeouts', limited(({ signal }) => ({ signal }))],
    'ST-12': [
      'does not hear of an abort while it calls',
      limited(({ signal, timeoutMs }) => ({ timeoutMs, signal: signal?.aborted === true ? signal : undefined })),
    ],
    'ST-13': [
      'calls although the signal is aborted already',
      limited(({ signal, timeoutMs }) => ({ timeoutMs, signal: signal?.aborted === true ? undefined : signal })),
    ],
    'ST-14': [
      'does not say which step a plugin died in',
      failing((error) => {
        if (!AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) throw error;
        throw new AwfError(error.code, { ...error.details, call: '' });
      }),
    ],
    'ST-15': ['gives a plugin up that died', executing(deadForever)],
    'ST-16': ['makes one call after the other', executing(oneAfterTheOther)],
  },
);
