import { expect } from 'chai';
import { resolveClientOptions, type PluginClientOptions } from '../../../src/client/options.js';
import type { ReattachConfig } from '../../../src/handshake/reattach-config.js';
import { silentLogger } from '../../../src/logger.js';

const options: PluginClientOptions = {
  handshake: { protocolVersion: 3, magicCookieKey: 'KEY', magicCookieValue: 'value' },
  plugins: { a: {} },
  command: 'plugin',
};

describe('the options of a PluginClient', () => {
  it('have go-plugin’s defaults, except for TLS', () => {
    expect(resolveClientOptions(options)).to.include({
      autoMtls: true,
      skipHostEnv: false,
      minPort: 10_000,
      maxPort: 25_000,
      logger: silentLogger,
      logBufferBytes: 65_536,
      startTimeoutMs: 60_000,
      gracefulStopMs: 2_000,
      terminateMs: 0,
    });
  });

  it('fold the unversioned set into the versioned ones', () => {
    const { plugins } = resolveClientOptions({ ...options, versionedPlugins: { 1: { b: {} } } });
    expect(plugins).to.deep.equal({ 1: { b: {} }, 3: { a: {} } });
  });

  it('turn AutoMTLS off if TLS settings are given', () => {
    expect(resolveClientOptions({ ...options, tls: {} }).autoMtls).to.equal(false);
  });

  it('keep a port range with one given end', () => {
    expect(resolveClientOptions({ ...options, maxPort: 5 })).to.include({ minPort: 0, maxPort: 5 });
  });

  const handshake = { ...options.handshake, magicCookieValue: '' };
  const reattach: ReattachConfig = { protocol: 'grpc', pid: 1, address: { network: 'unix', address: '/nowhere' } };
  const runner = () => Promise.reject(new Error('never called'));
  const attach = () => Promise.reject(new Error('never called'));

  it('need no command with a runner, and accept one for it [H31]', () => {
    expect(resolveClientOptions({ ...options, command: undefined, runner })).to.include({ runner, command: '' });
    expect(resolveClientOptions({ ...options, runner })).to.include({ runner, command: 'plugin' });
  });

  const contradictions: readonly (readonly [string, Partial<PluginClientOptions>, RegExp])[] = [
    ['no command', { command: '' }, /one of command, runner and reattach/],
    ['a way to attach and nothing to attach to', { attach }, /attach goes with reattach/],
    [
      'a checksum and nothing to check',
      { command: undefined, runner, secureConfig: { checksum: 'aa' } },
      /secureConfig checks the file of a command/,
    ],
    ['a time that is none', { terminateMs: Number.NaN }, /terminateMs/],
    ['a length that is none', { logBufferBytes: Number.NaN }, /logBufferBytes/],
    ['no plugins', { plugins: undefined }, /neither plugins nor versionedPlugins/],
    ['no cookie', { handshake }, /cookie/],
    ['no handshake', { handshake: undefined as never }, /handshake/],
    ['two kinds of TLS', { autoMtls: true, tls: {} }, /autoMtls and tls/],
    ['ports the wrong way round', { minPort: 2, maxPort: 1 }, /minPort/],
    ['a plugin to start and one to attach to', { reattach }, /only one of command/],
    ['a runner and a plugin to attach to', { reattach, command: undefined, runner }, /only one of command, runner/],
    ['AutoMTLS and a plugin to attach to', { reattach, command: undefined, autoMtls: true }, /AutoMTLS/],
    ['multiplexing and a plugin to attach to', { reattach, command: undefined, brokerMultiplex: true }, /multiplexing/],
    [
      'a checksum and a plugin to attach to [H28] [X03]',
      { reattach, command: undefined, secureConfig: { checksum: 'aa' } },
      /only one of reattach and secureConfig/,
    ],
    ['a buffer too small for any line', { logBufferBytes: 1 }, /logBufferBytes/],
  ];
  for (const [title, change, problem] of contradictions) {
    it(`are refused with ${title}`, () => {
      expect(() => resolveClientOptions({ ...options, ...change }))
        .to.throw(problem)
        .with.property('code', 'CONFIG_INVALID');
    });
  }
});
