import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { PluginClientOptions } from '../../../src/client/options.js';
import type { GoPluginErrorCode } from '../../../src/errors/error-details.js';
import { pluginServer } from '../../support/fixtures.js';
import { strangersCertificateDer } from '../../support/certificates.js';
import { fixtureClient } from '../../support/fixture-client.js';
import { forgeCertificate } from '../../support/forged-certificates.js';
import { failure } from '../../support/go-plugin-failure.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { everythingIn, secretLooks } from '../../../../../test/support/secrets.js';

const secret = 'canary-7f3a91c2';
const own = forgeCertificate();
const keyText = own.privateKeyPem.split('\n')[1] ?? '';
const field = strangersCertificateDer.toString('base64');

interface Failing {
  readonly code: GoPluginErrorCode;
  readonly fixture: string;
  readonly args?: readonly string[];
  readonly options?: Partial<PluginClientOptions>;
}

const line = (text: string): readonly string[] => [JSON.stringify(text)];
const failing: Readonly<Record<string, Failing>> = {
  'the program is missing': {
    code: 'BINARY_NOT_FOUND',
    fixture: 'well-behaved',
    options: { command: '/nowhere/plugin' },
  },
  'an environment value cannot be passed on': {
    code: 'SPAWN_FAILED',
    fixture: 'well-behaved',
    options: { env: { CANARY: `${secret}\0` } },
  },
  'the environment is too large': {
    code: 'SPAWN_FAILED',
    fixture: 'well-behaved',
    options: { env: { CANARY: secret.repeat(1_000_000) } },
  },
  'it prints a banner': { code: 'HANDSHAKE_INVALID', fixture: 'prints', args: line('hello\n') },
  'its line is cut behind the certificate': {
    code: 'START_TIMEOUT',
    fixture: 'prints',
    args: line(`1|1|unix|/x|grpc|${field}`),
    options: { startTimeoutMs: 400 },
  },
  'it prints its certificate alone': { code: 'HANDSHAKE_INVALID', fixture: 'prints', args: line(`${field}\n`) },
  'its certificate is padded': {
    code: 'CERTIFICATE_INVALID',
    fixture: 'prints',
    args: line(`1|1|unix|/x|grpc|${field}\n`),
  },
  'it exits at once': { code: 'EXITED_BEFORE_HANDSHAKE', fixture: 'prints', args: ['""', '3'] },
  'it has another certificate than it says': {
    code: 'CONNECT_FAILED',
    fixture: 'stranger',
    args: [field.replace(/=+$/, '')],
  },
  'a key of our own is unusable': {
    code: 'CONNECT_FAILED',
    fixture: 'well-behaved',
    options: { autoMtls: false, tls: { cert: own.certificatePem, key: `${secret}\n${keyText}` } },
  },
  'it knows no TLS': {
    code: 'CONNECT_FAILED',
    fixture: 'well-behaved',
    options: { autoMtls: false, tls: { cert: own.certificatePem, key: own.privateKeyPem } },
  },
};

function expectNoSecrets(...seen: readonly unknown[]): void {
  const text = seen.map(everythingIn).join('\n');
  expect(text).to.not.include(secret);
  expect(text).to.not.include(keyText);
  expect(secretLooks(text)).to.deep.equal([]);
}

describe('Secrets: certificates, keys and environment values', () => {
  before(() => {
    process.env['CANARY_OF_THE_HOST'] = secret;
  });
  after(() => {
    delete process.env['CANARY_OF_THE_HOST'];
  });

  for (const [what, { code, fixture, args = [], options }] of Object.entries(failing)) {
    it(`appear in no error and no log when ${what}`, async () => {
      const logger = new RecordingLogger();
      const client = fixtureClient(fixture, args, { autoMtls: true, env: { CANARY: secret }, logger, ...options });
      const error = await failure(client.connect(), code);
      await client.kill();
      // The command line is the caller's own and stands in what Node says of a failed spawn.
      expectNoSecrets(error, error.hint, logger.records);
    });
  }

  it('appear neither in a plugin’s arguments nor in any log line of its life, host’s and plugin’s', async () => {
    const logger = new RecordingLogger();
    const client = fixtureClient('well-behaved', [], {
      handshake: { protocolVersion: 1, magicCookieKey: 'TEST_PLUGIN', magicCookieValue: 'test' },
      args: [pluginServer('counting')],
      env: { CANARY: secret, COUNTING_NETWORK: 'unix' },
      autoMtls: true,
      logger,
    });
    await client.connect();
    if (process.platform === 'linux') {
      const about = (file: string): string => readFileSync(`/proc/${client.pid ?? 0}/${file}`, 'utf8');
      expect(about('environ')).to.include(secret).and.to.include('BEGIN CERTIFICATE').and.not.to.include('PRIVATE');
      expectNoSecrets(about('cmdline'), readFileSync('/proc/self/cmdline', 'utf8'));
    }
    await client.kill();
    expect(logger.messages).to.include('plugin address');
    expectNoSecrets(logger.records);
  });
});
