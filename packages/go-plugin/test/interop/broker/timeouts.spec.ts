import { expect } from 'chai';
import { CallBackRequest, type CallBackResponse } from '../../support/generated/interop_test_pb.cjs';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { expectAllPassed, expectGoodEnd, runGoTestHost, type GoHostReport } from '../../support/go-test-host.js';
import { requireGo } from '../../support/go.js';
import { call, interopClient, interopPluginProgram, type InteropHost } from '../../support/interop-host.js';
import { rejection } from '../../support/rejection.js';

const nobody = 4_000_000;
const plugin = [process.execPath, interopPluginProgram];

/** What this host and a Go plugin made of each other's dials of an id that nobody serves, and of a good one thereafter. */
interface Outcome {
  readonly ours: unknown;
  readonly theirs: unknown;
  readonly oursAfter: string;
  readonly theirsAfter: string;
}

async function dialNobody(program: string, brokerMultiplex: boolean): Promise<Outcome> {
  await using client = interopClient(program, { brokerMultiplex });
  const host: InteropHost = await client.dispense('interop');
  const request = new CallBackRequest().setBrokerId(nobody).setMessage('anybody?');
  const [ours, theirs] = await Promise.all([
    rejection(host.broker.dial(nobody)),
    rejection(call<CallBackRequest, CallBackResponse>(host.client.callBack.bind(host.client), request)),
  ]);
  return { ours, theirs, oursAfter: await host.dialAndPing('after'), theirsAfter: await host.letPluginDial('after') };
}

// All of them wait for 5 s: they do so at the same time.
describe('Broker with a real go-plugin peer that waits for what does not come', () => {
  let plain: Outcome;
  let multiplexed: Outcome;
  let reports: Readonly<Record<'plain' | 'multiplexed' | 'late', GoHostReport>>;

  before(async function () {
    requireGo(this);
    const [goPlugin, goHost] = await Promise.all([buildPeer('testplugin'), buildPeer('testhost')]);
    const host = (...flags: readonly string[]): Promise<GoHostReport> => runGoTestHost(goHost, flags, plugin);
    const [one, two, ...three] = await Promise.all([
      dialNobody(goPlugin, false),
      dialNobody(goPlugin, true),
      host('-check', 'broker-unknown,broker-unserved'),
      host('-mux', '-check', 'broker-unknown,broker-unserved'),
      host('-mux', '-check', 'late'),
    ]);
    [plain, multiplexed] = [one, two];
    reports = { plain: three[0], multiplexed: three[1], late: three[2] };
  });

  it('ends a dial that a Go plugin does not announce, and continues [B05]', () => {
    expect(plain.ours).to.deep.include({ code: 'BROKER_TIMEOUT', details: { id: nobody, timeoutMs: 5_000 } });
    expect(plain.oursAfter).to.equal('pong: after from plugin');
  });

  it('lets a Go plugin end such a dial, and continue [B05]', () => {
    expect(plain.theirs)
      .to.have.property('message')
      .that.matches(/timeout waiting for connection info/);
    expect(plain.theirsAfter).to.equal('pong: after from host');
  });

  it('ends a knock that a Go plugin does not answer, and continues [M08] [B05]', () => {
    expect(multiplexed.ours).to.deep.include({ code: 'BROKER_TIMEOUT', details: { id: nobody, timeoutMs: 5_000 } });
    expect(multiplexed.oursAfter).to.equal('pong: after from plugin');
  });

  it('lets a Go plugin end a knock for an id that is not served here, and continue [M08] [B05]', () => {
    expect(multiplexed.theirs)
      .to.have.property('message')
      .that.matches(/timeout waiting for multiplexing knock/);
    expect(multiplexed.theirsAfter).to.equal('pong: after from host');
  });

  for (const [how, name, row] of [
    ['by sockets', 'plain', 'B05'],
    ['multiplexed', 'multiplexed', 'M08'],
  ] as const) {
    it(`lets a Go host and a plugin of ours end such a dial, and continue, ${how} [${row}]`, () => {
      expectAllPassed(reports[name], ['broker-unknown', 'broker-unserved']);
      expectGoodEnd(reports[name]);
      expect(reports[name].checks[1]?.detail).to.match(/timeout waiting for connection info.*: id 4000000, 5000 ms/);
    });
  }

  it('ends a plugin of ours whose Go host asked for multiplexing and does not connect [M06]', () => {
    expectAllPassed(reports.late, ['late']);
  });
});
