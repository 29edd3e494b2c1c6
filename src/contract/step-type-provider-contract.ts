import { expect } from 'chai';
import type { JsonObject } from '../domain/json.js';
import type { StepExecuteResult } from '../domain/plugin/step-type.js';
import type { CallOptions } from '../ports/call-options.js';
import type { StepTypeProvider } from '../ports/step-type-provider.js';
import {
  expectCallTimeout,
  expectCancellation,
  expectConcurrency,
  expectNoCallWhenAborted,
  expectRecovery,
  type ContractCalls,
} from './call-expectations.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectCrash, expectRejection } from './expectations.js';

/** A provider with the contract's plugin behind it. */
export interface StepTypeProviderSubject extends ContractSubject {
  /** What is tested; the contract's plugin answers its calls. */
  readonly provider: StepTypeProvider;
  /** What the names of the plugin's types begin with. */
  readonly plugin: string;
}

type Subject = StepTypeProviderSubject;

const execute = (
  { provider, plugin }: Subject,
  type: string,
  config: JsonObject,
  options?: CallOptions,
): Promise<StepExecuteResult> =>
  provider.executeStep({ stepName: 'a', stepType: `${plugin}.${type}`, config, inputs: {} }, options);

/** Expects that the provider works. */
async function expectEcho(subject: Subject): Promise<void> {
  expect(await execute(subject, 'echo', { text: 'still here' })).to.have.property('output', 'still here');
}

const callsOf = (subject: Subject): ContractCalls => ({
  execute: (name, values, options) => execute(subject, name, values, options),
  expectEcho: () => expectEcho(subject),
});

/** Clauses of the port StepTypeProvider. */
export const stepTypeProviderClauses: readonly Clause<StepTypeProviderSubject>[] = [
  {
    id: 'ST-01',
    title: 'lists every type once, sorted by name',
    async check({ provider, plugin }) {
      const names = (await provider.listStepTypes()).map(({ name }) => name);
      expect(names).to.deep.equal([...new Set(names)].sort());
      const expected = ['crash', 'echo', 'exit', 'sleep', 'throw', 'types'];
      expect(names).to.include.members(expected.map((name) => `${plugin}.${name}`));
    },
  },
  {
    id: 'ST-02',
    title: 'knows whether a running plugin offers a type, without asking it',
    async check({ provider, plugin }) {
      expect(provider.hasStepType(`${plugin}.echo`)).to.equal(false);
      await provider.getStepType(`${plugin}.echo`);
      expect(provider.hasStepType(`${plugin}.echo`)).to.equal(true);
      for (const name of [`${plugin}.nothing`, 'nobody.echo', 'echo', '', `${plugin}.constructor`])
        expect(provider.hasStepType(name), name).to.equal(false);
    },
  },
  {
    id: 'ST-03',
    title: 'knows what a type takes and to whom it belongs',
    async check({ provider, plugin }) {
      const type = await provider.getStepType(`${plugin}.echo`);
      expect(type).to.include({ name: `${plugin}.echo`, plugin, description: 'Gives its text back' });
      expect(type?.config.text).to.include({ type: 'string', required: true });
    },
  },
  {
    id: 'ST-04',
    title: 'answers undefined for a type that nobody offers',
    async check({ provider, plugin }) {
      for (const name of [`${plugin}.nothing`, 'nobody.echo', 'echo', '', `${plugin}.constructor`])
        expect(await provider.getStepType(name), name).to.equal(undefined);
    },
  },
  {
    id: 'ST-05',
    title: 'gives output, data and exit code of a step',
    async check(subject) {
      const text = '> Grüße 👋';
      const result = await execute(subject, 'echo', { text: 'Grüße 👋', prefix: '> ' });
      expect(result).to.deep.equal({ output: text, data: { text, length: 9 }, exitCode: 0 });
    },
  },
  {
    id: 'ST-06',
    title: 'resolves when a step ends with another exit code than 0',
    async check(subject) {
      for (const code of [7, -1, 2147483647])
        expect(await execute(subject, 'exit', { code })).to.include({ output: `exit ${code}`, exitCode: code });
    },
  },
  {
    id: 'ST-07',
    title: 'keeps the types of values both ways, and passes undeclared settings, the inputs and the name of the step',
    async check({ provider, plugin }) {
      const config = { integer: -9007199254740991, text: '4', list: [1.5, null, {}], nested: { '': [true] } };
      const inputs = { who: 'me', many: [1] };
      const request = { stepName: 'my step', stepType: `${plugin}.types`, config, inputs };
      const { data } = await provider.executeStep(request);
      expect(data).to.deep.equal({ config, inputs, step: 'my step', type: 'types' });
    },
  },
  {
    id: 'ST-08',
    title: 'rejects a type that its plugin does not offer',
    async check(subject) {
      await expectRejection(execute(subject, 'nothing', {}), 'USER.INPUT.STEP_TYPE_NOT_FOUND');
    },
  },
  {
    id: 'ST-09',
    title: 'rejects missing, unknown and wrongly typed settings, and names each',
    async check(subject) {
      const error = await expectRejection(
        execute(subject, 'echo', { prefix: 1, txt: 'slip' }),
        'USER.VALIDATION.STEP_CONFIG',
      );
      expect(error.details).to.include({ step: 'a', stepType: `${subject.plugin}.echo` });
      expect(error.details.problems.map(({ field }) => field).sort()).to.deep.equal(['prefix', 'text', 'txt']);
    },
  },
  {
    id: 'ST-10',
    title: 'rejects a step whose handler throws, with its text, and works on',
    async check(subject) {
      const call = execute(subject, 'throw', { message: 'not today' });
      const error = await expectRejection(call, 'EXECUTION.PLUGIN.CALL_FAILED');
      expect(error.details).to.include({ plugin: subject.plugin, message: 'execute step: not today' });
      await expectEcho(subject);
    },
  },
  {
    id: 'ST-11',
    title: 'rejects a step that exceeds its timeout',
    check: (subject) => expectCallTimeout(callsOf(subject)),
  },
  {
    id: 'ST-12',
    title: 'rejects a step that is aborted while it runs, with the reason as cause',
    check: (subject) => expectCancellation(callsOf(subject)),
  },
  {
    id: 'ST-13',
    title: 'rejects a step whose signal is already aborted',
    check: (subject) => expectNoCallWhenAborted(callsOf(subject)),
  },
  {
    id: 'ST-14',
    title: 'rejects a running step at once when the plugin dies, and names the plugin and the type',
    async check(subject) {
      await expectEcho(subject);
      const error = await expectRejection(execute(subject, 'crash', {}), 'EXECUTION.PLUGIN.CRASHED');
      expect(error.details).to.include({ plugin: subject.plugin, call: 'crash' });
      expectCrash(error.details.end);
    },
  },
  {
    id: 'ST-15',
    title: 'works again after a plugin has died',
    check: (subject) => expectRecovery(callsOf(subject)),
  },
  {
    id: 'ST-16',
    title: 'runs steps side by side',
    check: (subject) => expectConcurrency(callsOf(subject)),
  },
];

/** Registers the suite of the port StepTypeProvider. */
export function describeStepTypeProviderContract(options: ContractOptions<StepTypeProviderSubject>): void {
  describeClauses('StepTypeProvider', stepTypeProviderClauses, options);
}
