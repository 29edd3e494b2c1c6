import { expect } from 'chai';
import {
  describeClockContract,
  describeOperationProviderContract,
  describePluginManagerContract,
  type ContractRunner,
} from '../../src/contract/index.js';
import { LegacyStubOperationProvider } from '../../src/infrastructure/legacy_stub/legacy-stub.js';
import { inMemoryHost, subjectsOf } from '../support/contract-hosts.js';
import { manualClock } from '../support/contract-subjects.js';
import { rejection } from '../../packages/go-plugin/test/support/rejection.js';

const subjects = subjectsOf(inMemoryHost);
const create = subjects.provider;

interface Recorder extends ContractRunner {
  readonly groups: string[];
  readonly skipped: string[];
  readonly tests: Map<string, () => Promise<void>>;
}

/** A runner that only notes what is registered. */
function recorder(): Recorder {
  const groups: string[] = [];
  const skipped: string[] = [];
  const tests = new Map<string, () => Promise<void>>();
  const it = (title: string, body: () => Promise<void>): unknown => tests.set(title, body);
  const describe = (title: string, body: () => void): void => {
    groups.push(title);
    body();
  };
  return { groups, skipped, tests, describe, it: Object.assign(it, { skip: (title: string) => skipped.push(title) }) };
}

/** The test of a clause. */
function testOf({ tests }: Recorder, id: string): () => Promise<void> {
  for (const [title, body] of tests) if (title.includes(`[${id}]`)) return body;
  throw new Error(`no test of ${id}`);
}

describe('A contract suite', () => {
  it('registers a test for each clause with the runner that it is given', () => {
    const runner = recorder();
    describeOperationProviderContract({ name: 'mine', create, runner });
    expect(runner.groups).to.deep.equal(['OperationProvider contract: mine']);
    expect(runner.tests.size).to.equal(15);
  });

  it('skips a clause that does not apply, and says why', () => {
    const runner = recorder();
    const skip = { 'OP-15': 'one at a time is all it can' };
    describeOperationProviderContract({ name: 'mine', create, runner, skip });
    expect(runner.skipped).to.deep.equal([
      'runs calls side by side [OP-15]: does not apply: one at a time is all it can',
    ]);
    expect(runner.tests.size).to.equal(14);
  });

  it('refuses the declaration of a clause that does not exist, or that is declared twice', () => {
    const declare = (skip: Record<string, string>, ...clauses: string[]) => {
      const notSupported = { code: 'EXECUTION.PLUGIN.NOT_IMPLEMENTED', clauses } as const;
      return () => describeOperationProviderContract({ name: 'mine', create, runner: recorder(), skip, notSupported });
    };
    expect(declare({ 'OP-99': 'whatever' })).to.throw(TypeError, 'OperationProvider has no clause OP-99');
    expect(declare({}, 'OP-99')).to.throw(TypeError, 'OperationProvider has no clause OP-99');
    expect(declare({ 'OP-01': 'whatever' }, 'OP-01')).to.throw(TypeError, 'clause OP-01 of OperationProvider');
  });

  it('asks for the globals of a runner where there are none', () => {
    const { describe: global } = globalThis;
    Reflect.deleteProperty(globalThis, 'describe');
    try {
      expect(() => describeClockContract({ name: 'mine', create: manualClock })).to.throw(
        TypeError,
        'Pass those of your test runner as `runner`.',
      );
    } finally {
      globalThis.describe = global;
    }
  });

  it('closes what it tested, also when the clause failed', async () => {
    let closed = 0;
    const runner = recorder();
    describeOperationProviderContract({
      name: 'mine',
      runner,
      create: async () => {
        const subject = await create();
        const close = async (): Promise<void> => {
          closed += 1;
          await subject.close();
        };
        return { ...subject, plugin: 'nobody', close };
      },
    });
    const ends = await Promise.allSettled([...runner.tests.values()].map((body) => body()));
    expect(ends.some(({ status }) => status === 'rejected')).to.equal(true);
    expect(closed).to.equal(15);
  });
});

describe('A clause that an adapter declares not to support', () => {
  const code = 'EXECUTION.PLUGIN.NOT_IMPLEMENTED';
  const stub = { provider: new LegacyStubOperationProvider(), plugin: 'a', close: () => Promise.resolve() };

  it('passes when the adapter refuses it with the declared error, and says so in its title', async () => {
    const runner = recorder();
    const notSupported = { code, clauses: ['OP-03', 'OP-08'] } as const;
    describeOperationProviderContract({ name: 'stub', create: () => Promise.resolve(stub), runner, notSupported });
    await testOf(runner, 'OP-03')();
    await testOf(runner, 'OP-08')();
    expect([...runner.tests.keys()].join('\n')).to.include(`[OP-08]: refused with ${code}`);
  });

  it('fails when the adapter keeps it after all', async () => {
    const runner = recorder();
    describeOperationProviderContract({ name: 'mine', create, runner, notSupported: { code, clauses: ['OP-03'] } });
    const error = await rejection(testOf(runner, 'OP-03')());
    expect(error).to.have.property('message').that.includes('keeps this clause');
  });

  it('fails when the adapter refuses it with another error, or gives a wrong answer', async () => {
    const runner = recorder();
    const clauses = ['OP-04', 'OP-08'];
    const broken = async () => ({ ...(await create()), plugin: 'nobody' });
    describeOperationProviderContract({ name: 'mine', create: broken, runner, notSupported: { code, clauses } });
    expect(await rejection(testOf(runner, 'OP-04')())).to.have.property(
      'message',
      `the adapter does not refuse with ${code}`,
    );
    const knowing = recorder();
    const notSupported = { code, clauses: ['PM-06'] } as const;
    const known = async () => ({ ...(await subjects.manager()), plugin: 'another' });
    describePluginManagerContract({ name: 'mine', create: known, runner: knowing, notSupported });
    expect(await rejection(testOf(knowing, 'PM-06')())).to.have.property(
      'message',
      `the adapter does not refuse with ${code}`,
    );
  });
});
