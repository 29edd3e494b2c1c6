import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { certificatePemOf, type Certificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions } from '../../../src/certificate/tls-settings.js';
import { socketDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { PluginClient } from '../../../src/client/plugin-client.js';
import type { GoPluginErrorCode } from '../../../src/errors/error-details.js';
import type { GrpcConnection, GrpcPlugin } from '../../../src/plugin-set.js';
import { serveIn } from '../../../src/server/serve.js';
import { CountingService, hit } from '../../support/counting-service.js';
import { FakePluginProcess } from '../../support/fake-plugin-process.js';
import { early, expired, forgeCertificate } from '../../support/forged-certificates.js';
import { failure } from '../../support/go-plugin-failure.js';
import { inProcessRunner } from '../../support/in-process-plugin.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { rejection } from '../../support/rejection.js';
import { everythingIn, secretLooks } from '../../../../../test/support/secrets.js';

const handshake = { protocolVersion: 1, magicCookieKey: 'TEST_PLUGIN', magicCookieValue: 'test' };
const good = { 'P-256': forgeCertificate(), 'P-384': forgeCertificate({ key: 'P-384' }) };
const more = { 'P-521': forgeCertificate({ key: 'P-521' }), RSA: forgeCertificate({ key: 'RSA' }) };
const bad = {
  expired: forgeCertificate(expired),
  'not yet valid': forgeCertificate(early),
  'for another name': forgeCertificate({ san: 'example.org' }),
  'without a SAN': forgeCertificate({ san: null }),
  'with a negative serial number': forgeCertificate({ serial: 'negative' }),
};

function expectNoSecrets(...seen: readonly unknown[]): void {
  expect(secretLooks(seen.map(everythingIn).join('\n'))).to.deep.equal([]);
}

describe('A plugin’s certificate, as our host sees it', () => {
  const raw = { createClient: (connection) => connection } satisfies GrpcPlugin<GrpcConnection>;
  let service: CountingService;
  let logger: RecordingLogger;
  beforeEach(() => {
    service = new CountingService();
    logger = new RecordingLogger();
  });

  const client = (announced: Certificate, shown = announced): PluginClient<{ readonly raw: typeof raw }> =>
    new PluginClient({
      handshake,
      plugins: { raw },
      command: 'in-process',
      runner: inProcessRunner({ announced, shown, register: service.register }),
      gracefulStopMs: 0,
      logger,
    });

  for (const [kind, certificate] of Object.entries({ ...good, ...more })) {
    it(`is accepted with a key of ${kind} [T01]`, async () => {
      await using host = client(certificate);
      expect(await hit(await host.dispense('raw'))).to.equal(1);
      expectNoSecrets(logger.records);
    });
  }

  const refusals: Readonly<Record<keyof typeof bad, readonly [GoPluginErrorCode, RegExp]>> = {
    expired: ['CONNECT_FAILED', /expired/],
    'not yet valid': ['CONNECT_FAILED', /not yet valid/],
    'for another name': ['CONNECT_FAILED', /not for localhost/],
    'without a SAN': ['CONNECT_FAILED', /not for localhost/],
    'with a negative serial number': ['CERTIFICATE_INVALID', /negative/],
  };
  for (const [kind, certificate] of Object.entries(bad)) {
    it(`is refused ${kind}, and no call is made [T02]`, async () => {
      const host = client(certificate);
      const [code, reason] = refusals[kind as keyof typeof bad];
      const error = await failure(host.dispense('raw'), code);
      expect(error.message).to.match(reason);
      expectNoSecrets(error, logger.records);
      await host.kill();
      expect(service.calls).to.equal(0);
    });
  }

  it('is refused when another one is shown than was announced [T02]', async () => {
    const host = client(good['P-256'], good['P-384']);
    const error = await failure(host.dispense('raw'), 'CONNECT_FAILED');
    expectNoSecrets(error, logger.records);
    await host.kill();
    expect(service.calls).to.equal(0);
  });
});

describe('A host’s certificate, as our plugin sees it', () => {
  let directory: string;
  let service: CountingService;
  let logger: RecordingLogger;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'hostcert-'));
    service = new CountingService();
    logger = new RecordingLogger();
  });
  afterEach(() => {
    expect(readdirSync(directory)).to.deep.equal([]);
    rmSync(directory, { recursive: true });
  });

  /** Serves to a host that announces one certificate and calls with another. */
  async function call(announced: Certificate, shown = announced): Promise<number> {
    const fake = new FakePluginProcess(
      { TEST_PLUGIN: 'test', PLUGIN_CLIENT_CERT: announced.certificatePem },
      directory,
    );
    const stop = new AbortController();
    const plugins = { count: { registerServices: service.register } };
    const over = serveIn(fake, { handshake, plugins, logger, signal: stop.signal });
    const [, , , address = '', , certificate = ''] = (await fake.announced).split('|');
    const peerCertificatePem = certificatePemOf(Buffer.from(certificate, 'base64'));
    const dial = socketDialer({ network: 'unix', address }, tlsClientOptions({ own: shown, peerCertificatePem }));
    const connection = createGrpcConnection(createHttp2Channel({ dial, target: 'plugin' }));
    try {
      return await hit(connection);
    } finally {
      await connection.close();
      stop.abort();
      await over;
    }
  }

  // Names are the server's affair: like Go, a plugin does not ask what its client is called.
  const accepted = {
    ...good,
    ...more,
    'P-256 for another name': bad['for another name'],
    'P-256 without a SAN': bad['without a SAN'],
  };
  for (const [kind, certificate] of Object.entries(accepted)) {
    it(`is accepted with a key of ${kind} [T03]`, async () => {
      expect(await call(certificate)).to.equal(1);
      expectNoSecrets(logger.records);
    });
  }

  for (const kind of ['expired', 'not yet valid'] as const) {
    it(`is refused ${kind}, with a warning and no call served [T03]`, async () => {
      const error = await rejection(call(bad[kind]));
      expect([service.calls, logger.messages.includes('connection refused')]).to.deep.equal([0, true]);
      expectNoSecrets(error, logger.records);
    });
  }

  it('is refused when another one is shown than was announced [T03]', async () => {
    const error = await rejection(call(good['P-256'], good['P-384']));
    expect([service.calls, logger.messages.includes('connection refused')]).to.deep.equal([0, true]);
    expectNoSecrets(error, logger.records);
  });

  const unusable = {
    'with a negative serial number': bad['with a negative serial number'].certificatePem,
    'cut short': `${good['P-256'].certificatePem.slice(0, 300)}\n-----END CERTIFICATE-----\n`,
    'that is a private key': good['P-256'].privateKeyPem,
    'that is no PEM': 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t'.repeat(3),
  };
  for (const [kind, pem] of Object.entries(unusable)) {
    it(`${kind} ends the start with status 1, a reason, and nothing of it in the log [T02]`, async () => {
      const fake = new FakePluginProcess({ TEST_PLUGIN: 'test', PLUGIN_CLIENT_CERT: pem }, directory);
      await serveIn(fake, { handshake, plugins: {}, logger });
      expect(await fake.exited).to.equal(1);
      const { fields } = logger.records.find(({ message }) => message === 'plugin init error') ?? {};
      expect(fields?.['error']).to.have.property('code', 'CONFIG_INVALID');
      expectNoSecrets(logger.records, fake.errors);
    });
  }
});
