import {
  describeWorkflowValidatorProviderContract,
  workflowValidatorProviderClauses,
  type WorkflowValidatorProviderSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { CallOptions } from '../../src/ports/call-options.js';
import type { WorkflowValidatorProvider } from '../../src/ports/workflow-validator-provider.js';
import { inMemoryHost, subjectsOf } from '../support/contract-hosts.js';
import { altered, describeMutants } from '../support/mutants.js';

type Provider = WorkflowValidatorProvider;
type Mutate = (subject: WorkflowValidatorProviderSubject) => WorkflowValidatorProviderSubject;
type Results = Awaited<ReturnType<Provider['validateWorkflow']>>;

const provider =
  (change: (original: Provider) => Partial<Provider>): Mutate =>
  (subject) => ({ ...subject, provider: altered(subject.provider, change(subject.provider)) });

/** Changes both questions. */
const asking = (
  change: (ask: (options?: CallOptions) => Promise<Results>, options?: CallOptions) => Promise<Results>,
) =>
  provider((original) => ({
    validateWorkflow: (plugin, json, options) =>
      change((given) => original.validateWorkflow(plugin, json, given), options),
    validateStep: (plugin, json, step, options) =>
      change((given) => original.validateStep(plugin, json, step, given), options),
  }));

const limited = (change: (options: CallOptions) => CallOptions): Mutate =>
  asking((ask, options = {}) => ask(change(options)));

const swallowing = (code: AwfError['code']): Mutate =>
  asking(async (ask, options) => {
    try {
      return await ask(options);
    } catch (error) {
      if (AwfError.is(error) && error.code === code) return [];
      throw error;
    }
  });

function deadForever(): Mutate {
  return (subject) => {
    let dead: AwfError | undefined;
    const remember = asking(async (ask, options) => {
      if (dead !== undefined) throw dead;
      try {
        return await ask(options);
      } catch (error) {
        if (AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) dead = error;
        throw error;
      }
    });
    return remember(subject);
  };
}

describeMutants(
  'WorkflowValidatorProvider',
  describeWorkflowValidatorProviderContract,
  workflowValidatorProviderClauses,
  subjectsOf(inMemoryHost).validators,
  {
    'WV-01': [
      'lists plugins that are disabled',
      (subject) =>
        provider((original) => ({
          listValidators: async (options) => [...(await original.listValidators(options)), subject.disabled],
        }))(subject),
    ],
    'WV-02': [
      'takes every finding for an error',
      provider((original) => ({
        validateWorkflow: async (...call) =>
          (await original.validateWorkflow(...call)).map((result) => ({ ...result, severity: 'error' })),
      })),
    ],
    'WV-03': [
      'asks about the workflow when it is to ask about a step',
      provider((original) => ({
        validateStep: async (plugin, json, step, options) => {
          const found = await original.validateStep(plugin, json, step, options);
          return found.length === 0 ? found : original.validateWorkflow(plugin, json, options);
        },
      })),
    ],
    'WV-04': [
      'always finds something',
      provider((original) => ({
        validateStep: async (...call) => {
          const found = await original.validateStep(...call);
          return found.length === 0 ? [{ severity: 'info', message: 'nothing found' }] : found;
        },
      })),
    ],
    'WV-05': ['takes a validator that throws for one that finds nothing', swallowing('EXECUTION.PLUGIN.CALL_FAILED')],
    'WV-06': ['takes a validator that hangs for one that finds nothing', swallowing('EXECUTION.PLUGIN.CALL_TIMEOUT')],
    'WV-07': [
      'does not say why it was aborted',
      asking(async (ask, options) => {
        try {
          return await ask(options);
        } catch (error) {
          if (!AwfError.is(error, 'EXECUTION.PLUGIN.CANCELED')) throw error;
          throw new AwfError(error.code, error.details);
        }
      }),
    ],
    'WV-08': [
      'asks although the signal is aborted already',
      limited(({ signal, timeoutMs }) => ({ timeoutMs, signal: signal?.aborted === true ? undefined : signal })),
    ],
    'WV-09': ['takes a plugin that died for one that finds nothing', swallowing('EXECUTION.PLUGIN.CRASHED')],
    'WV-10': ['gives a plugin up that died', deadForever()],
    'WV-11': ['starts nothing, and says that it has', provider(() => ({ startValidator: () => Promise.resolve() }))],
  },
);
