import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CuttableProxy } from '../../support/cuttable-proxy.js';
import { buildGoProgram, requireGo } from '../../support/go.js';
import { call, interopClient, interopPluginProgram, type InteropHost } from '../../support/interop-host.js';
import { DoubleRequest, type DoubleResponse } from '../../support/generated/interop_test_pb.cjs';
import { rejection } from '../../support/rejection.js';

const double = async ({ client }: InteropHost): Promise<number> => {
  const request = new DoubleRequest().setNumber(21);
  const answer = await call<DoubleRequest, DoubleResponse>(client.double.bind(client), request);
  return answer.getNumber();
};

describe('Broker after the host has lost its connection', () => {
  let directory: string;
  let proxy: CuttableProxy;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cut-'));
    proxy = await CuttableProxy.start(join(directory, 'proxy'));
  });
  afterEach(async () => {
    await proxy[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  /** The next call connects anew; the first one may still be on the old connection. */
  const reconnected = async (host: InteropHost): Promise<void> => {
    proxy.cut();
    await double(host).catch(() => undefined);
    expect(await double(host)).to.equal(42);
  };

  it('continues to work with a plugin of ours', async () => {
    await using client = interopClient(process.execPath, { args: [interopPluginProgram], runner: proxy.runner });
    const host = await client.dispense('interop');
    expect(await host.dialAndPing('before')).to.equal('pong: before from plugin');
    await reconnected(host);
    expect(await host.letPluginDial('after')).to.equal('pong: after from host');
    expect(await host.dialAndPing('after')).to.equal('pong: after from plugin');
  });

  it('reports that the broker of a Go plugin has ended for good', async function () {
    requireGo(this);
    const program = await buildGoProgram('packages/go-plugin/test/interop/go', './cmd/testplugin');
    await using client = interopClient(program, { runner: proxy.runner });
    const host = await client.dispense('interop');
    expect(await host.dialAndPing('before')).to.equal('pong: before from plugin');
    await reconnected(host);
    // The Go plugin ends the new stream at its first message.
    const server = await host.broker.acceptAndServe(host.broker.nextId(), () => undefined);
    expect(await rejection(host.broker.dial(99))).to.have.property('code', 'BROKER_CLOSED');
    await server.close();
    expect(await double(host)).to.equal(42);
  });
});
