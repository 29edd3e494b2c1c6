import { expect } from 'chai';
import type { JsonObject } from '../domain/json.js';
import type { CallOptions } from '../ports/call-options.js';
import type { OperationProvider } from '../ports/operation-provider.js';
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
export interface OperationProviderSubject extends ContractSubject {
  /** What is tested; the contract's plugin answers its calls. */
  readonly provider: OperationProvider;
  /** What the names of the plugin's operations begin with. */
  readonly plugin: string;
}

type Subject = OperationProviderSubject;

const execute = ({ provider, plugin }: Subject, operation: string, inputs: JsonObject, options?: CallOptions) =>
  provider.execute(`${plugin}.${operation}`, inputs, options);

/** Expects that the provider works. */
async function expectEcho(subject: Subject): Promise<void> {
  const result = await execute(subject, 'echo', { text: 'still here' });
  expect(result.outputs).to.have.property('text', 'still here');
}

const callsOf = (subject: Subject): ContractCalls => ({
  execute: (name, values, options) => execute(subject, name, values, options),
  expectEcho: () => expectEcho(subject),
});

/** Clauses of the port OperationProvider. */
export const operationProviderClauses: readonly Clause<OperationProviderSubject>[] = [
  {
    id: 'OP-01',
    title: 'lists every operation once, sorted by name',
    async check({ provider, plugin }) {
      const names = (await provider.listOperations()).map(({ name }) => name);
      expect(names).to.deep.equal([...new Set(names)].sort());
      expect(names).to.include.members(['crash', 'echo', 'fail', 'sleep', 'types'].map((name) => `${plugin}.${name}`));
    },
  },
  {
    id: 'OP-02',
    title: 'returns the inputs of an operation and the plugin that it belongs to',
    async check({ provider, plugin }) {
      const schema = await provider.getOperation(`${plugin}.echo`);
      expect(schema).to.include({ name: `${plugin}.echo`, plugin });
      expect(schema?.inputs.text).to.include({ type: 'string', required: true });
      expect(schema?.inputs.prefix).to.include({ type: 'string', required: false });
    },
  },
  {
    id: 'OP-03',
    title: 'returns undefined for an unknown operation',
    async check({ provider, plugin }) {
      for (const name of [`${plugin}.nothing`, 'nobody.echo', 'echo', '', `${plugin}.constructor`])
        expect(await provider.getOperation(name), name).to.equal(undefined);
    },
  },
  {
    id: 'OP-04',
    title: 'returns the outputs of the operation, with its text under the key output',
    async check(subject) {
      const result = await execute(subject, 'echo', { text: 'Grüße 👋', prefix: '> ' });
      const text = '> Grüße 👋';
      expect(result).to.deep.equal({ success: true, outputs: { output: text, text, length: 9 } });
    },
  },
  {
    id: 'OP-05',
    title: 'resolves with the failure that the operation reports',
    async check(subject) {
      const result = await execute(subject, 'fail', { message: 'not today' });
      expect(result).to.include({ success: false, error: 'not today' });
    },
  },
  {
    id: 'OP-06',
    title: 'keeps the types of values in both directions',
    async check(subject) {
      const inputs = {
        string: '4',
        integer: -9007199254740991,
        boolean: false,
        array: [1, 1.5, 'a', null, [], {}],
        object: { nested: { '': [true] } },
      };
      expect((await execute(subject, 'types', inputs)).outputs).to.deep.include(inputs);
    },
  },
  {
    id: 'OP-07',
    title: 'treats a member named __proto__ like any other member',
    async check(subject) {
      const object = JSON.parse('{"__proto__":{"polluted":true}}') as JsonObject;
      const { outputs } = await execute(subject, 'types', { object });
      expect(JSON.stringify(outputs.object)).to.equal('{"__proto__":{"polluted":true}}');
      expect({}).not.to.have.property('polluted');
    },
  },
  {
    id: 'OP-08',
    title: 'rejects an operation that its plugin does not offer',
    async check(subject) {
      await expectRejection(execute(subject, 'nothing', {}), 'USER.INPUT.OPERATION_NOT_FOUND');
    },
  },
  {
    id: 'OP-09',
    title: 'rejects missing, unknown and wrongly typed inputs, and names each',
    async check(subject) {
      const error = await expectRejection(
        execute(subject, 'echo', { prefix: 1, txt: 'slip' }),
        'USER.VALIDATION.OPERATION_INPUT',
      );
      expect(error.details.operation).to.equal(`${subject.plugin}.echo`);
      expect(error.details.problems.map(({ field }) => field).sort()).to.deep.equal(['prefix', 'text', 'txt']);
    },
  },
  {
    id: 'OP-10',
    title: 'rejects a call that exceeds its timeout',
    check: (subject) => expectCallTimeout(callsOf(subject)),
  },
  {
    id: 'OP-11',
    title: 'rejects a call that is aborted while it runs, with the reason as cause',
    check: (subject) => expectCancellation(callsOf(subject)),
  },
  {
    id: 'OP-12',
    title: 'rejects a call whose signal is already aborted',
    check: (subject) => expectNoCallWhenAborted(callsOf(subject)),
  },
  {
    id: 'OP-13',
    title: 'rejects running calls at once when the plugin dies, and names the plugin and the call',
    async check(subject) {
      await expectEcho(subject);
      const other = expectRejection(execute(subject, 'sleep', { ms: 60_000 }), 'EXECUTION.PLUGIN.CRASHED');
      const error = await expectRejection(execute(subject, 'crash', {}), 'EXECUTION.PLUGIN.CRASHED');
      expect(error.details).to.include({ plugin: subject.plugin, call: 'crash' });
      expectCrash(error.details.end);
      expect((await other).details.call).to.equal('sleep');
    },
  },
  {
    id: 'OP-14',
    title: 'works again after a plugin has died',
    check: (subject) => expectRecovery(callsOf(subject)),
  },
  {
    id: 'OP-15',
    title: 'runs calls side by side',
    check: (subject) => expectConcurrency(callsOf(subject)),
  },
];

/** Registers the suite of the port OperationProvider. */
export function describeOperationProviderContract(options: ContractOptions<OperationProviderSubject>): void {
  describeClauses('OperationProvider', operationProviderClauses, options);
}
