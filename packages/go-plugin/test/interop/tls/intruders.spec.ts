import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCertificate, type Certificate } from '../../../src/certificate/certificate.js';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { interopClient, interopPluginProgram, servePingPong } from '../../support/interop-host.js';
import { canSeeListeners, listeningSockets } from '../../support/listening.js';
import { PluginProgram } from '../../support/plugin-program.js';
import { runProgram } from '../../support/run-program.js';

type Outcomes = Readonly<Record<string, string>>;

/** In whose guise packages/go-plugin/test/interop/go/cmd/intruder comes. */
const genuine = 'the host itself';
const clients = [
  'without a certificate',
  'with a certificate of its own',
  'with the right names, another key',
  'in plaintext',
] as const;
const oldFashioned = ["with the host's key, TLS 1.1", "with the host's key, without ALPN"] as const;

describe('Intruders on crypto/tls and grpc-go', () => {
  let program: string;
  let directory: string;
  let host: Certificate;

  before(async function () {
    directory = await mkdtemp(join(tmpdir(), 'intruders-'));
    requireGo(this);
    program = await buildPeer('intruder');
    host = createCertificate();
    await writeFile(join(directory, 'host.pem'), host.certificatePem);
    await writeFile(join(directory, 'host-key.pem'), host.privateKeyPem);
  });
  after(() => rm(directory, { recursive: true }));

  async function intrude(network: string, address: string, mux = false): Promise<Outcomes> {
    const identity = ['-certificate', join(directory, 'host.pem'), '-key', join(directory, 'host-key.pem')];
    const { stdout, stderr } = await runProgram(program, [...identity, `-mux=${mux}`, '-network', network, address]);
    expect(stderr).to.equal('');
    return JSON.parse(stdout) as Outcomes;
  }

  for (const [how, network, mux] of [
    ['over unix', 'unix', false],
    ['over tcp', 'tcp', false],
    ['in streams of yamux', 'unix', true],
  ] as const) {
    describe(`at the door of a plugin, ${how}`, () => {
      let plugin: PluginProgram;
      let outcomes: Outcomes;

      before(async () => {
        plugin = new PluginProgram([process.execPath, interopPluginProgram], {
          INTEROP_PLUGIN: 'interop-test',
          INTEROP_NETWORK: network,
          PLUGIN_CLIENT_CERT: host.certificatePem,
          PLUGIN_MULTIPLEX_GRPC: mux ? 'true' : undefined,
          TMPDIR: directory,
        });
        outcomes = await intrude(network, await plugin.address(), mux);
      });
      after(() => plugin[Symbol.asyncDispose]());

      it('is answered only with the host’s key', () => {
        expect(outcomes[genuine]).to.equal('answered');
        expect(Object.keys(outcomes)).to.have.members([genuine, ...clients, ...oldFashioned]);
      });
      for (const who of clients) {
        it(`get no answer ${who} [T03]`, () => {
          expect(outcomes[who]).to.match(/Unavailable|DeadlineExceeded/);
        });
      }
      for (const who of oldFashioned) {
        it(`get no answer ${who} [T06]`, () => {
          expect(outcomes[who]).to.match(/Unavailable|DeadlineExceeded/);
        });
      }
      it('are told of in the plugin’s log', async () => {
        await plugin.until(() => plugin.stderr.split('connection refused').length - 1 >= clients.length);
      });
    });
  }

  it('get no answer from a brokered server of this host, and its Go plugin does [T03] [B04]', async function () {
    if (!canSeeListeners) this.skip();
    await using client = interopClient(await buildPeer('testplugin'));
    const interop = await client.dispense('interop');
    const before = new Set(listeningSockets(process.pid).map(({ address }) => address));
    const server = await interop.broker.acceptAndServe(interop.broker.nextId(), servePingPong);
    const doors = listeningSockets(process.pid).filter(({ address }) => !before.has(address));
    expect(doors).to.have.length(1);
    for (const { network, address } of doors) {
      const outcomes = Object.entries(await intrude(network, address));
      expect(outcomes.filter(([, outcome]) => outcome === 'answered')).to.deep.equal([]);
      expect(outcomes).to.have.length(7);
    }
    await server.close();
    expect(await interop.letPluginDial('hello')).to.equal('pong: hello from host');
  });
});
