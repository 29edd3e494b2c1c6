import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { Client } from '@grpc/grpc-js';
import { expect } from 'chai';
import type { BrokerMessage, BrokerStream } from '../../../src/broker/broker-message.js';
import { openBrokerStream } from '../../../src/broker/start-stream.js';
import { certificatePemOf, createCertificate, type Certificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions } from '../../../src/certificate/tls-settings.js';
import { tlsDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { PluginClient } from '../../../src/client/plugin-client.js';
import type { GrpcBroker, GrpcConnection, GrpcPlugin } from '../../../src/plugin-set.js';
import { YamuxSession } from '../../../src/yamux/session.js';
import { pluginServer } from '../../support/fixtures.js';
import { CountingService, hit } from '../../support/counting-service.js';
import { expired, forgeCertificate } from '../../support/forged-certificates.js';
import { failure } from '../../support/go-plugin-failure.js';
import { HostilePlugin } from '../../support/hostile-mux-plugin.js';
import { attemptOver, ImpostorServer, intruders } from '../../support/intruders.js';
import { PluginProgram } from '../../support/plugin-program.js';

/** A path for sockets of one suite. */
function useDirectory(): () => string {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'mux-'));
  });
  after(() => rm(directory, { recursive: true }));
  return () => directory;
}

describe('Intruders on the one connection of a multiplexed plugin', () => {
  const host = createCertificate();
  const directory = useDirectory();
  let program: PluginProgram;
  let raw: Socket;
  let session: YamuxSession;
  let pluginPem: string;
  /** The host's own connection, in a stream beside the intruders'. */
  let main: GrpcConnection;

  before(async () => {
    program = new PluginProgram([process.execPath, pluginServer('counting')], {
      TEST_PLUGIN: 'test',
      TMPDIR: directory(),
      PLUGIN_CLIENT_CERT: host.certificatePem,
      PLUGIN_MULTIPLEX_GRPC: 'true',
    });
    const [, , , address = '', , certificate = '', multiplexed] = (await program.line()).split('|');
    expect(multiplexed).to.equal('true');
    pluginPem = certificatePemOf(new X509Certificate(Buffer.from(certificate, 'base64')).raw);
    raw = connect(address);
    await once(raw, 'connect');
    session = new YamuxSession(raw, { role: 'client' });
    main = connectionOver(() => session.open());
  });
  after(async () => {
    await main.close();
    await session.close();
    expect(await program.ended).to.equal(0);
  });

  /** As the host: with the key whose certificate the plugin was given. */
  function connectionOver(open: () => Duplex): GrpcConnection {
    const tls = tlsClientOptions({ own: host, peerCertificatePem: pluginPem });
    return createGrpcConnection(createHttp2Channel({ dial: tlsDialer(() => Promise.resolve(open()), tls) }));
  }

  for (const [who, guise] of Object.entries(intruders())) {
    it(`get no call through ${who}, in a stream to the main server [T03] [M04]`, async () => {
      expect(await attemptOver(session.open(), guise)).to.match(/failed|closed/);
    });
  }

  describe('that was told of a brokered id', () => {
    let broker: BrokerStream;
    let answers: AsyncIterator<BrokerMessage>;
    let id: number;

    before(async () => {
      broker = openBrokerStream(main);
      answers = messagesOf(broker);
      id = Number(await serveBrokered(main));
    });
    after(() => broker.close());

    /** Has the plugin take the next stream for the brokered server. */
    async function knock(): Promise<Duplex> {
      await broker.send({ kind: 'knock', id });
      expect((await answers.next()).value).to.deep.equal({ kind: 'knock answer', id, error: undefined });
      return session.open();
    }

    for (const [who, guise] of Object.entries(intruders())) {
      it(`get no call through ${who}, in a stream that was knocked for [T03] [M04]`, async () => {
        expect(await attemptOver(await knock(), guise)).to.match(/failed|closed/);
      });
    }

    it('do not disturb the host’s own calls, which are the only counted ones', async () => {
      expect(await hit(main)).to.equal(1);
      const stream = await knock();
      const brokered = connectionOver(() => stream);
      expect(await hit(brokered)).to.equal(2);
      await brokered.close();
    });

    it('all appear in the plugin’s log', async () => {
      const count = 2 * Object.keys(intruders()).length;
      await program.until(() => (program.stderr.match(/connection refused/g) ?? []).length === count);
    });
  });
});

/** Has packages/go-plugin/test/fixtures/servers/counting.mjs serve on a brokered connection; resolves with its id. */
function serveBrokered(connection: GrpcConnection): Promise<string> {
  const asIs = (bytes: Buffer): Buffer => bytes;
  return new Promise((resolve, reject) => {
    connection
      .client(Client)
      .makeUnaryRequest('/test.Broker/Serve', asIs, asIs, Buffer.alloc(0), (error, answer) =>
        error === null ? resolve(String(answer)) : reject(error),
      );
  });
}

async function* messagesOf(stream: BrokerStream): AsyncGenerator<BrokerMessage, never> {
  const messages: BrokerMessage[] = [];
  let wake = (): void => undefined;
  stream.onMessage((message) => {
    messages.push(message);
    wake();
  });
  for (;;) {
    const message = messages.shift();
    if (message === undefined) await new Promise<void>((resolve) => (wake = resolve));
    else yield message;
  }
}

interface Ends {
  readonly connection: GrpcConnection;
  readonly broker: GrpcBroker;
}
const ends = { createClient: (connection, broker) => ({ connection, broker }) } satisfies GrpcPlugin<Ends>;

const impostors: Readonly<Record<string, Certificate | undefined>> = {
  'the right name and another key': forgeCertificate({ key: 'P-521' }),
  'a name of its own': forgeCertificate({ san: 'impostor' }),
  'an expired certificate': forgeCertificate(expired),
  'no TLS': undefined,
};

describe('A hostile plugin that multiplexes', () => {
  const directory = useDirectory();
  let plugin: HostilePlugin;
  let client: PluginClient<{ readonly ends: typeof ends }>;

  beforeEach(() => {
    plugin = new HostilePlugin(join(directory(), 'plugin1'), createCertificate());
    client = new PluginClient({
      handshake: { protocolVersion: 1, magicCookieKey: 'TEST_PLUGIN', magicCookieValue: 'test' },
      plugins: { ends },
      command: 'hostile',
      runner: plugin.runner,
      brokerMultiplex: true,
      gracefulStopMs: 0,
    });
  });
  afterEach(async () => {
    await client.kill();
    await plugin[Symbol.asyncDispose]();
  });

  for (const [what, identity] of Object.entries(impostors)) {
    it(`gets no call with ${what} in the main stream [T03] [M02]`, async () => {
      const impostor = new ImpostorServer(identity);
      plugin.onStream = (stream) => impostor.take(stream);
      await failure(client.dispense('ends'), 'CONNECT_FAILED');
      await impostor.close();
      expect(impostor.requests).to.equal(0);
    });

    it(`gets no call with ${what} in a brokered stream that the host has knocked for [T03] [M02]`, async () => {
      const impostor = new ImpostorServer(identity);
      const { broker } = await client.dispense('ends');
      plugin.onStream = (stream) => impostor.take(stream);
      const dialled = failure(broker.dial(7).then(hit), 'CONNECT_FAILED');
      expect(await plugin.receive()).to.deep.equal({ kind: 'knock', id: 7 });
      await plugin.send({ kind: 'knock answer', id: 7, error: undefined });
      await dialled;
      await impostor.close();
      expect(impostor.requests).to.equal(0);
    });
  }

  for (const [who, guise] of Object.entries(intruders())) {
    it(`gets no call through ${who}, to what the host serves [T03] [M02]`, async () => {
      const service = new CountingService();
      const { broker } = await client.dispense('ends');
      await broker.acceptAndServe(5, service.register);
      await plugin.send({ kind: 'knock', id: 5 });
      expect(await plugin.receive()).to.deep.equal({ kind: 'knock answer', id: 5, error: undefined });
      expect(await attemptOver(plugin.open(), guise)).to.match(/failed|closed/);
      // Nor without a knock.
      expect(await attemptOver(plugin.open(), guise)).to.match(/failed|closed/);
      expect(service.calls).to.equal(0);
    });
  }

  it('that prove to be the announced plugin are served by the host', async () => {
    const service = new CountingService();
    const { broker } = await client.dispense('ends');
    await broker.acceptAndServe(5, service.register);
    await plugin.send({ kind: 'knock', id: 5 });
    await plugin.receive();
    const brokered = createGrpcConnection(
      createHttp2Channel({ dial: tlsDialer(() => Promise.resolve(plugin.open()), plugin.clientTls()) }),
    );
    expect(await hit(brokered)).to.equal(1);
    await brokered.close();
  });
});
