import { cleanupClients } from 'go-plugin-node';
import { expect } from 'chai';
import { cleanupClients as cleanup } from '../../../src/client/managed-clients.js';
import { fixtureClient } from '../../support/fixture-client.js';
import { failure } from '../../support/go-plugin-failure.js';

describe('cleanupClients', () => {
  it('ends all managed plugins and no other [H25]', async () => {
    await using other = fixtureClient('well-behaved');
    const managed = [1, 2, 3, 4, 5].map(() => fixtureClient('well-behaved', [], { managed: true }));
    await Promise.all([other, ...managed].map((client) => client.start()));
    await cleanup();
    for (const client of managed) {
      expect((await client.exited).exitCode).to.equal(0);
      await failure(client.start(), 'CLIENT_CLOSED');
    }
    await other.ping();
    await cleanup();
  });

  it('ends a running start', async () => {
    const client = fixtureClient('well-behaved', [], { managed: true });
    const starting = failure(client.start(), 'CLIENT_CLOSED');
    await cleanup();
    await starting;
  });

  it('does not end detached plugins', async () => {
    const client = fixtureClient('outlives-host', [], { managed: true });
    await client.start();
    await client.detach();
    await cleanup();
    process.kill(client.reattachConfig()!.pid, 'SIGKILL');
    expect((await client.exited).exitSignal).to.equal('SIGKILL');
  });

  it('works if there is nothing to end', () => cleanupClients());
});
