import { expect } from 'chai';
import type { Dispensed, PluginName } from '../../../src/client/dispensed.js';
import type { PluginClient } from '../../../src/client/plugin-client.js';
import type { GrpcPlugin } from '../../../src/plugin-set.js';

class Counter {
  constructor(readonly count: number) {}
}

class CounterPlugin implements GrpcPlugin<Counter> {
  createClient(): Promise<Counter> {
    return Promise.resolve(new Counter(1));
  }
}

// Aliases, because an interface has no index signature; a literal has one too.
type First = { readonly counter: CounterPlugin };
type Second = { readonly counter: { createClient(): string }; readonly extra: GrpcPlugin<number> };

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// The compiler is the test here: each of these lines fails to compile when a type is not as it says.
const typeClauses = {
  'takes the type of the client from the plugin': true satisfies Same<Dispensed<First, 'counter'>, Counter>,
  'joins the types of several versions': true satisfies Same<Dispensed<First | Second, 'counter'>, Counter | string>,
  'knows the names of all versions': true satisfies Same<PluginName<First | Second>, 'counter' | 'extra'>,
  'takes it from the interface as well': true satisfies Same<Dispensed<Second, 'extra'>, number>,
};

describe('what dispense gives, by type', () => {
  for (const [title, holds] of Object.entries(typeClauses)) it(title, () => expect(holds).to.equal(true));

  it('makes an unknown name a type error', () => {
    const use = (client: PluginClient<First>) => {
      // @ts-expect-error: there is no plugin of this name
      void client.dispense('unknown');
    };
    expect(use).to.be.a('function');
  });
});
