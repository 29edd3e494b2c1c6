import { expect } from 'chai';
import { once } from 'node:events';
import {
  SupervisedClient,
  type ClientSupervision,
  type SupervisedStatus,
} from '../../../src/client/supervised-client.js';
import { fixtureHandshake, rawPlugin } from '../../support/fixture-client.js';
import { pluginFixture } from '../../support/fixtures.js';
import { failure } from '../../support/go-plugin-failure.js';
import { rejection } from '../../support/rejection.js';
import { unary } from '../../support/raw-service.js';
import { Metadata } from '@grpc/grpc-js';

const quick: ClientSupervision = { mostStarts: 3, firstDelayMs: 20, longestDelayMs: 20 };

function supervised(fixture: string, args: readonly string[], supervision: ClientSupervision) {
  return new SupervisedClient(
    {
      handshake: fixtureHandshake,
      command: process.execPath,
      args: [pluginFixture(fixture), ...args],
      autoMtls: false,
      stdin: 'ignore',
      plugins: { raw: rawPlugin },
    },
    supervision,
  );
}

describe('A supervised client', () => {
  it('starts a plugin that crashed with the next use, fails calls in flight, and gives up in the end', async () => {
    const statuses: SupervisedStatus[] = [];
    await using plugin = supervised('well-behaved', [], { ...quick, onStatus: (status) => statuses.push(status) });
    for (let start = 1; start <= 3; start++) {
      const client = await plugin.running();
      expect(await plugin.running()).to.equal(client);
      const raw = await plugin.dispense('raw');
      const hanging = rejection(unary(raw, Buffer.from('hang'), new Metadata()));
      await rejection(unary(raw, Buffer.from('exit 7'), new Metadata()));
      await hanging;
      expect((await client.exited).exitCode).to.equal(7);
    }
    const error = await failure(plugin.running(), 'PLUGIN_GIVEN_UP');
    expect(error.message).to.match(/started 3 times within 60000 ms and is given up: .*code 7/);
    expect(plugin.status).to.equal('given_up');
    const cycle = ['running', 'failed'];
    expect(statuses).to.deep.equal(['starting', ...cycle, 'restarting', ...cycle, 'restarting', ...cycle, 'given_up']);
  });

  it('starts it at once if that is the policy', async () => {
    let changed: () => void = () => undefined;
    await using plugin = supervised('well-behaved', [], { ...quick, restart: 'at_once', onStatus: () => changed() });
    const first = await plugin.running();
    const again = new Promise<void>((resolve) => {
      changed = () => (plugin.status === 'running' ? resolve() : undefined);
    });
    process.kill(first.pid!, 'SIGKILL');
    await again;
    expect((await plugin.running()).pid).to.not.equal(first.pid);
  });

  it('kills a plugin that does not answer its probe', async () => {
    await using plugin = supervised('well-behaved', [], { ...quick, probeEveryMs: 10, probeTimeoutMs: 300 });
    const client = await plugin.running();
    process.kill(client.pid!, 'SIGSTOP');
    await once(client.signal, 'abort');
    expect((await client.exited).exitSignal).to.equal('SIGKILL');
    expect(plugin.status).to.equal('failed');
  });

  it('does not count a program that is missing, and starts nothing after its end', async () => {
    const plugin = new SupervisedClient(
      { handshake: fixtureHandshake, command: '/no/such/program', plugins: { raw: rawPlugin } },
      quick,
    );
    for (let start = 1; start <= 5; start++) await failure(plugin.running(), 'BINARY_NOT_FOUND');
    await plugin.kill();
    await failure(plugin.running(), 'CLIENT_CLOSED');
  });
});
