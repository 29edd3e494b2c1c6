import { expect } from 'chai';
import { operation, success, type Plugin } from '../../../../src/sdk/index.js';
import { describePluginContract, type PluginContractOptions } from '../../../../src/sdk/testing/index.js';

const manifest = {
  name: 'shop',
  version: '1.0.0',
  capabilities: ['operations', 'events', 'validators'],
  events: { subscribe: ['a.*'] },
};

const shop = (changes: Partial<Plugin> = {}): Plugin => ({
  name: 'shop',
  version: '1.0.0',
  operations: { price: operation({ handler: () => success({}) }) },
  validator: {},
  events: { patterns: ['a.*'], handler: () => undefined },
  ...changes,
});

/** Runs the contract. @returns the ids of the clauses that fail */
async function failed(options: Partial<PluginContractOptions>): Promise<readonly string[]> {
  const tests = new Map<string, () => Promise<void>>();
  const runner = {
    describe: (_: string, body: () => void) => body(),
    it: (title: string, body: () => Promise<void>) => tests.set(/\[(.*)\]$/u.exec(title)?.[1] ?? '', body),
  };
  describePluginContract({ create: shop, manifest, runner, ...options });
  const ends = await Promise.allSettled([...tests.values()].map((test) => test()));
  expect(tests.size).to.equal(6);
  return [...tests.keys()].filter((_, index) => ends[index]?.status === 'rejected');
}

describe('The contract of a plugin', () => {
  it('is kept by a plugin that is as its manifest says', async () => {
    expect(await failed({})).to.deep.equal([]);
  });

  let starts = 0;
  const once = (): void => {
    starts += 1;
    if (starts % 2 === 0) throw new Error('it is there already');
  };
  const refuse = (): never => {
    throw new Error('no');
  };
  for (const [id, what, options] of [
    ['AP-01', 'another version', { create: () => shop({ version: '2.0.0' }) }],
    ['AP-02', 'a capability that it does not have', { manifest: { ...manifest, capabilities: ['operations'] } }],
    ['AP-02', 'operations that it does not promise', { create: () => shop({ operations: {} }) }],
    ['AP-03', 'another pattern', { manifest: { ...manifest, events: { subscribe: ['b.*'] } } }],
    ['AP-06', 'a validator that fails', { create: () => shop({ validator: { validateStep: refuse } }) }],
  ] as const)
    it(`finds ${what} with ${id}`, async () => {
      expect(await failed(options)).to.deep.equal([id]);
    });

  it('finds a plugin that starts once only', async () => {
    expect(await failed({ create: () => shop({ init: once }) })).to.include('AP-04');
  });

  it('gives the plugin its configuration', async () => {
    const create = (): Plugin => shop({ init: ({ key }) => (key === 1 ? undefined : refuse()) });
    expect(await failed({ create, config: { key: 1 } })).to.deep.equal([]);
    expect(await failed({ create })).to.include.members(['AP-04', 'AP-05', 'AP-06']);
  });
});
