import { expect } from 'chai';
import { buildContainer } from '../../../../src/app/composition/container.js';
import { defaultLimits, limitsOf, type ContainerOptions } from '../../../../src/app/composition/container-options.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { CLOCK } from '../../../../src/ports/clock.js';
import { LOGGER } from '../../../../src/ports/logger.js';
import {
  BUILT_IN_OPERATIONS,
  EXTERNAL_OPERATIONS,
  OPERATION_PROVIDER,
} from '../../../../src/ports/operation-provider.js';
import { PLUGIN_LOADER } from '../../../../src/ports/plugin-loader.js';
import { PLUGIN_MANAGER } from '../../../../src/ports/plugin-manager.js';
import { PLUGIN_STATE_STORE } from '../../../../src/ports/plugin-state-store.js';
import { PLUGIN_TRANSPORT } from '../../../../src/ports/plugin-transport.js';
import type { Token } from '../../../../src/ports/token.js';

const always: readonly Token<unknown>[] = [CLOCK, LOGGER, PLUGIN_STATE_STORE, PLUGIN_MANAGER];
const operations: readonly Token<unknown>[] = [BUILT_IN_OPERATIONS, EXTERNAL_OPERATIONS, OPERATION_PROVIDER];
const plugins: readonly Token<unknown>[] = [PLUGIN_LOADER, PLUGIN_TRANSPORT];

describe('buildContainer()', () => {
  for (const transport of ['grpc', 'in_memory', 'legacy_stub'] as const)
    for (const statePath of [undefined, '/nowhere/plugins.json'])
      for (const logger of [undefined, silentLogger])
        it(`resolves every token: ${transport}, ${statePath ?? 'no'} state, ${logger ? 'own' : 'default'} logger`, () => {
          const options: ContainerOptions = { transport, statePath, ...(logger && { logger }) };
          const container = buildContainer(options);
          const bound = [...always, ...operations, ...(transport === 'legacy_stub' ? [] : plugins)];
          for (const token of bound) {
            expect(container.get(token), String(token)).to.be.an('object');
            expect(container.get(token), `${String(token)} is a singleton`).to.equal(container.get(token));
          }
        });

  it('has the default for each limit that is not given, or given as undefined', () => {
    expect(limitsOf()).to.deep.equal(defaultLimits);
    const given = { startTimeoutMs: undefined, callTimeoutMs: 1 };
    expect(limitsOf(given)).to.deep.equal({ ...defaultLimits, callTimeoutMs: 1 });
  });

  it('resolves a token to the type of its port', () => {
    expect(buildContainer().get(CLOCK).now()).to.be.instanceOf(Date);
  });

  it('does no I/O: a missing directory is reported when it is needed', async () => {
    const container = buildContainer({ directories: [{ path: '/nowhere', optional: false }], logger: silentLogger });
    const manager = container.get(PLUGIN_MANAGER);
    expect(manager.list()).to.deep.equal([]);
    await manager.discover().then(
      () => expect.fail('discovered nowhere'),
      (error: unknown) => expect(error).to.have.property('code', 'USER.INPUT.MISSING_FILE'),
    );
  });
});
