import { expect } from 'chai';
import type { WorkflowValidatorProvider } from '../ports/workflow-validator-provider.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectCrash, expectRejection, shortTimeoutMs } from './expectations.js';

/** A provider with the contract's plugin behind it. */
export interface WorkflowValidatorProviderSubject extends ContractSubject {
  /** What is tested; the contract's plugin answers its calls. */
  readonly provider: WorkflowValidatorProvider;
  /** The name of the contract's plugin. */
  readonly plugin: string;
  /** The name of a plugin that is disabled. */
  readonly disabled: string;
}

type Subject = WorkflowValidatorProviderSubject;

/** A workflow of one step. Its description says what the contract's plugin does when it is asked. */
const workflow = (description: string): string =>
  JSON.stringify({ Name: 'w', Description: description, Steps: { a: { Name: 'a', Type: 'command' } } });

async function expectAnswer({ provider, plugin }: Subject): Promise<void> {
  expect(await provider.validateWorkflow(plugin, workflow(''))).to.deep.equal([]);
}

/** Clauses of the port WorkflowValidatorProvider. */
export const workflowValidatorProviderClauses: readonly Clause<WorkflowValidatorProviderSubject>[] = [
  {
    id: 'WV-01',
    title: 'lists the plugins that check workflows, those that are disabled left out',
    async check({ provider, plugin, disabled }) {
      const names = await provider.listValidators();
      expect(names).to.include(plugin);
      expect(names).not.to.include(disabled);
    },
  },
  {
    id: 'WV-02',
    title: 'gives what a plugin found in a workflow, with severity, step and field',
    async check({ provider, plugin }) {
      expect(await provider.validateWorkflow(plugin, workflow('find'))).to.deep.equal([
        { severity: 'error', message: 'first' },
        { severity: 'warning', message: 'second', step: 'a', field: 'timeout' },
        { severity: 'info', message: 'dritte ü' },
      ]);
    },
  },
  {
    id: 'WV-03',
    title: 'gives what a plugin found in a step',
    async check({ provider, plugin }) {
      const found = await provider.validateStep(plugin, workflow('find'), 'a');
      expect(found).to.deep.equal([{ severity: 'warning', message: 'a is a command', step: 'a', field: 'type' }]);
    },
  },
  {
    id: 'WV-04',
    title: 'gives an empty list where there is nothing to find',
    async check(subject) {
      await expectAnswer(subject);
      expect(await subject.provider.validateStep(subject.plugin, workflow(''), 'a')).to.deep.equal([]);
    },
  },
  {
    id: 'WV-05',
    title: 'rejects when a validator throws, with its text, and works on',
    async check(subject) {
      const { provider, plugin } = subject;
      const first = await expectRejection(
        provider.validateWorkflow(plugin, workflow('throw')),
        'EXECUTION.PLUGIN.CALL_FAILED',
      );
      expect(first.details).to.include({ plugin, message: 'validate workflow: cannot judge' });
      const call = provider.validateStep(plugin, workflow('throw'), 'a');
      const second = await expectRejection(call, 'EXECUTION.PLUGIN.CALL_FAILED');
      expect(second.details.message).to.equal('validate step: cannot judge');
      await expectAnswer(subject);
    },
  },
  {
    id: 'WV-06',
    title: 'rejects when a validator takes longer than it may, and works on',
    async check(subject) {
      const { provider, plugin } = subject;
      await expectAnswer(subject);
      const call = provider.validateWorkflow(plugin, workflow('sleep'), { timeoutMs: shortTimeoutMs });
      const error = await expectRejection(call, 'EXECUTION.PLUGIN.CALL_TIMEOUT');
      expect(error.details).to.include({ plugin, timeoutMs: shortTimeoutMs });
      await expectAnswer(subject);
    },
  },
  {
    id: 'WV-07',
    title: 'rejects when it is aborted while a validator works, with the reason as cause',
    async check(subject) {
      const { provider, plugin } = subject;
      await expectAnswer(subject);
      const controller = new AbortController();
      const call = provider.validateStep(plugin, workflow('sleep'), 'a', { signal: controller.signal });
      void expectAnswer(subject).then(() => controller.abort(new Error('changed my mind')));
      const error = await expectRejection(call, 'EXECUTION.PLUGIN.CANCELED');
      expect(error.cause).to.have.property('message', 'changed my mind');
    },
  },
  {
    id: 'WV-08',
    title: 'asks nobody when the signal is aborted already',
    async check({ provider, plugin }) {
      const aborted = { signal: AbortSignal.abort(new Error('too late')) };
      const call = provider.validateWorkflow(plugin, workflow(''), aborted);
      await expectRejection(call, 'EXECUTION.PLUGIN.CANCELED');
    },
  },
  {
    id: 'WV-09',
    title: 'rejects at once when the plugin dies, and says how',
    async check({ provider, plugin }) {
      const call = provider.validateWorkflow(plugin, workflow('crash'));
      const error = await expectRejection(call, 'EXECUTION.PLUGIN.CRASHED');
      expect(error.details.plugin).to.equal(plugin);
      expectCrash(error.details.end);
    },
  },
  {
    id: 'WV-10',
    title: 'works again after a plugin has died',
    async check(subject) {
      await subject.provider.validateWorkflow(subject.plugin, workflow('crash')).catch(() => undefined);
      await expectAnswer(subject);
    },
  },
  {
    id: 'WV-11',
    title: 'rejects a plugin that does not exist, and does not start one that is disabled',
    async check({ provider, disabled }) {
      await expectRejection(provider.startValidator('nobody'), 'USER.INPUT.PLUGIN_NOT_FOUND');
      await expectRejection(provider.validateWorkflow(disabled, workflow('')), 'EXECUTION.PLUGIN.DISABLED');
    },
  },
];

/** Registers the suite of the port WorkflowValidatorProvider. */
export function describeWorkflowValidatorProviderContract(
  options: ContractOptions<WorkflowValidatorProviderSubject>,
): void {
  describeClauses('WorkflowValidatorProvider', workflowValidatorProviderClauses, options);
}
