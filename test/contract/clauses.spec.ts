import { expect } from 'chai';
import { describeOperationProviderContract, type ContractRunner } from '../../src/contract/index.js';
import { inMemoryHost, subjectsOf } from '../support/contract-hosts.js';

const create = subjectsOf(inMemoryHost).provider;

function recorder(): ContractRunner & { readonly titles: string[]; readonly pending: string[] } {
  const titles: string[] = [];
  const pending: string[] = [];
  return {
    titles,
    pending,
    describe: (title, body) => {
      titles.push(title);
      body();
    },
    it: (title, body) => (body === undefined ? pending : titles).push(title),
  };
}

describe('A contract suite', () => {
  it('runs under any runner', () => {
    const runner = recorder();
    describeOperationProviderContract({ name: 'mine', create, runner });
    expect(runner.titles[0]).to.equal('OperationProvider contract: mine');
    expect(runner.titles).to.have.length(16);
  });

  it('reports a clause that is not kept as pending, with the reason', () => {
    const runner = recorder();
    describeOperationProviderContract({
      name: 'mine',
      create,
      runner,
      skip: { 'OP-15': 'one at a time is all it can' },
    });
    expect(runner.pending).to.deep.equal(['runs calls side by side [OP-15]: not kept: one at a time is all it can']);
  });

  it('refuses to skip a clause that does not exist', () => {
    const skip = { 'OP-99': 'whatever' };
    expect(() => describeOperationProviderContract({ name: 'mine', create, runner: recorder(), skip })).to.throw(
      TypeError,
      'OperationProvider has no clause OP-99 to skip',
    );
  });

  it('closes what it tested, also when the clause failed', async () => {
    const closed: string[] = [];
    const runs: Promise<void>[] = [];
    describeOperationProviderContract({
      name: 'mine',
      create: async () => {
        const subject = await create();
        const close = async (): Promise<void> => {
          closed.push('closed');
          await subject.close();
        };
        return { ...subject, plugin: 'nobody', close };
      },
      runner: {
        describe: (_, body) => body(),
        it: (_, body) => body !== undefined && runs.push(body()),
      },
    });
    const ends = await Promise.allSettled(runs);
    expect(ends.some(({ status }) => status === 'rejected')).to.equal(true);
    expect(closed).to.have.length(15);
  });
});
