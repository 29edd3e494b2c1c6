import { expect } from 'chai';
import { GoPluginError } from '../../../../src/go_plugin/errors/go-plugin-error.js';
import { startErrorOf } from '../../../../src/infrastructure/grpc_host/go-plugin-errors.js';

const path = '/plugins/echo/awf-plugin-echo';
const exit = { exitCode: 3, exitSignal: null, stderrTail: 'out of luck' };

const errors: readonly (readonly [GoPluginError, code: string])[] = [
  [new GoPluginError('BINARY_NOT_FOUND', { path }), 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND'],
  [new GoPluginError('NOT_EXECUTABLE', { path, reason: 'EACCES' }), 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE'],
  [
    new GoPluginError('SPAWN_FAILED', { path }, { cause: new Error('spawn EAGAIN') }),
    'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE',
  ],
  [
    new GoPluginError('START_TIMEOUT', { path, timeoutMs: 5, notes: [], stderrTail: '' }),
    'EXECUTION.PLUGIN.START_TIMEOUT',
  ],
  [new GoPluginError('DEADLINE_EXCEEDED', { operation: 'connect', timeoutMs: 5 }), 'EXECUTION.PLUGIN.START_TIMEOUT'],
  [new GoPluginError('EXITED_BEFORE_HANDSHAKE', { path, notes: [], ...exit }), 'EXECUTION.PLUGIN.CRASHED'],
  [new GoPluginError('PLUGIN_EXITED', { path, ...exit }), 'EXECUTION.PLUGIN.CRASHED'],
  [
    new GoPluginError('HANDSHAKE_INVALID', { path, line: 'hi', problem: 'no', notes: [], stderrTail: '' }),
    'EXECUTION.PLUGIN.HANDSHAKE_INVALID',
  ],
  [new GoPluginError('CORE_VERSION_UNSUPPORTED', { path, version: 2 }), 'EXECUTION.PLUGIN.HANDSHAKE_INVALID'],
  [new GoPluginError('NETWORK_UNSUPPORTED', { path, network: 'x' }), 'EXECUTION.PLUGIN.HANDSHAKE_INVALID'],
  [new GoPluginError('CERTIFICATE_INVALID', { path, problem: 'no' }), 'EXECUTION.PLUGIN.HANDSHAKE_INVALID'],
  [
    new GoPluginError('VERSION_MISMATCH', { path, pluginVersion: 9, hostVersions: [1] }),
    'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH',
  ],
  [
    new GoPluginError('PROTOCOL_UNSUPPORTED', { path, protocol: 'netrpc', supported: ['grpc'] }),
    'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED',
  ],
  [new GoPluginError('CONNECT_FAILED', { address: 'unix:/x', reason: 'no' }), 'EXECUTION.PLUGIN.CONNECT_FAILED'],
  [new GoPluginError('SOCKET_PATH_TOO_LONG', { path, bytes: 200, limit: 107 }), 'EXECUTION.PLUGIN.CONNECT_FAILED'],
  [new GoPluginError('CANCELED', { operation: 'start' }), 'EXECUTION.PLUGIN.CANCELED'],
  [new GoPluginError('CHECKSUM_MISMATCH', { path, algorithm: 'sha256' }), 'EXECUTION.PLUGIN.CHECKSUM_MISMATCH'],
  [new GoPluginError('CONFIG_INVALID', { problem: 'no' }), 'SYSTEM.INTERNAL.UNMAPPED'],
];

describe('startErrorOf()', () => {
  for (const [error, code] of errors)
    it(`takes ${error.code} for ${code}`, () => {
      const translated = startErrorOf('echo', error);
      expect(translated.code).to.equal(code);
      expect(translated.message).not.to.match(/undefined|\[object/);
      if (code !== 'SYSTEM.INTERNAL.UNMAPPED') expect(translated.message).to.include('echo');
    });

  it('keeps what a plugin said last, and the cause', () => {
    const error = new GoPluginError('PLUGIN_EXITED', { path, ...exit });
    const translated = startErrorOf('echo', error);
    expect(translated.message).to.include('code 3').and.to.include('out of luck');
    expect(translated.cause).to.equal(error);
  });

  it('takes what it does not know for a defect', () => {
    expect(startErrorOf('echo', new TypeError('x is not a function')).code).to.equal('SYSTEM.INTERNAL.UNMAPPED');
  });
});
