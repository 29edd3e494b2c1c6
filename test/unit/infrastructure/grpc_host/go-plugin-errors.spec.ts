import { expect } from 'chai';
import { hintOf } from '../../../../src/app/cli/error-hints.js';
import { GoPluginError } from '../../../../packages/go-plugin/src/errors/go-plugin-error.js';
import { processEnd, startErrorOf } from '../../../../src/infrastructure/grpc_host/go-plugin-errors.js';

const path = '/plugins/echo/awf-plugin-echo';
const exit = { exitCode: 3, exitSignal: null, stderrTail: 'out of luck' };

const errors: readonly (readonly [GoPluginError, code: string])[] = [
  [new GoPluginError('BINARY_NOT_FOUND', { path }), 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND'],
  [
    new GoPluginError('NOT_EXECUTABLE', { path, reason: 'EACCES', remedy: 'Try: chmod +x' }),
    'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE',
  ],
  [
    new GoPluginError('SPAWN_FAILED', { path }, { cause: new Error('spawn EAGAIN') }),
    'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE',
  ],
  [new GoPluginError('LISTEN_FAILED', { address: '/tmp', reason: 'no' }), 'SYSTEM.IO.WRITE_FAILED'],
  [
    new GoPluginError(
      'LISTEN_FAILED',
      { address: '/tmp', reason: 'no' },
      { cause: Object.assign(new Error('no'), { code: 'EMFILE' }) },
    ),
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
    new GoPluginError('CERTIFICATE_INVALID', { path, problem: 'none', missing: true }),
    'EXECUTION.PLUGIN.HANDSHAKE_INVALID',
  ],
  [new GoPluginError('MUX_NOT_SUPPORTED', { path, problem: 'too old' }), 'EXECUTION.PLUGIN.HANDSHAKE_INVALID'],
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

  it('names no option of the library, which a person with a workflow cannot set', () => {
    for (const [error] of errors) {
      const translated = startErrorOf('echo', error);
      // The names of options are the words in camel case; ServeConfig and what is in it are the plugin's side.
      expect(`${translated.message} ${hintOf(translated)}`).to.not.match(/\b(?!gRPC\b)[a-z]+[A-Z]\w*/u);
    }
  });

  it('says what a plugin without TLS must do', () => {
    const foreign = new GoPluginError('CERTIFICATE_INVALID', { path, problem: 'none', missing: true });
    const error = startErrorOf('echo', foreign);
    const { message } = error;
    const hint = hintOf(error);
    expect(message).to.equal(
      `plugin echo cannot be used: ${path} serves without TLS: there is no certificate in its handshake line`,
    );
    expect(hint).to.match(/^AWF speaks TLS alone\. .*PLUGIN_CLIENT_CERT.*serve\(\)/u);
  });

  it('says why a program cannot be executed, and what to do', () => {
    const details = { path, reason: 'its interpreter /no/such does not exist', remedy: 'Install /no/such.' };
    const error = startErrorOf('echo', new GoPluginError('NOT_EXECUTABLE', details));
    const { message } = error;
    const hint = hintOf(error);
    expect(message).to.include('its interpreter /no/such does not exist');
    expect(hint).to.equal('Install /no/such.');
  });

  it('names the interpreter when env, or a shell, did not find it', () => {
    const notes = ['the file is a script for /usr/bin/env nosuch'];
    const start = (exitCode: number) =>
      startErrorOf('echo', new GoPluginError('EXITED_BEFORE_HANDSHAKE', { path, ...exit, notes, exitCode }));
    expect(start(127).message).to.include('during start; the file is a script for /usr/bin/env nosuch; last lines');
    expect(start(1).message).to.not.include('/usr/bin/env');
  });

  it('shows the log of a plugin that crashed as a person reads it', () => {
    const stderrTail =
      '{"@level":"error","@message":"out of luck","@module":"echo","@timestamp":"2026-11-23T01:02:03.000004Z","left":0}\n' +
      'panic: no luck';
    const error = startErrorOf('echo', new GoPluginError('PLUGIN_EXITED', { path, ...exit, stderrTail }));
    const { message } = error;
    const hint = hintOf(error);
    expect(message).to.equal(
      'plugin echo exited with code 3 during start; last lines of its stderr:\nerror out of luck left=0\npanic: no luck',
    );
    expect(hint).to.include('with the lines above');
  });

  it('mentions lines above only if there are some', () => {
    const crash = (details: { readonly exitSignal?: string }) =>
      startErrorOf('echo', new GoPluginError('PLUGIN_EXITED', { path, ...exit, stderrTail: '', ...details }));
    expect(hintOf(crash({}))).to.equal(
      'Run it with --verbose to see the log of the plugin, and report it to its author.',
    );
    expect(hintOf(crash({ exitSignal: 'SIGKILL' }))).to.include('short of memory');
  });

  it('keeps what a plugin said last, and the cause', () => {
    const error = new GoPluginError('PLUGIN_EXITED', { path, ...exit });
    const translated = startErrorOf('echo', error);
    expect(translated.message).to.include('code 3').and.to.include('out of luck');
    expect(translated.cause).to.equal(error);
  });

  it('treats an unknown error as a defect', () => {
    expect(startErrorOf('echo', new TypeError('x is not a function')).code).to.equal('SYSTEM.INTERNAL.UNMAPPED');
  });
});

describe('processEnd()', () => {
  it('tells a signal from an exit, and both from a process that was lost', () => {
    const stderrTail = 'last';
    expect(processEnd({ exitCode: null, exitSignal: 'SIGKILL', stderrTail })).to.deep.equal({
      reason: 'signaled',
      details: { signal: 'SIGKILL', stderrTail },
    });
    expect(processEnd({ exitCode: 0, exitSignal: null, stderrTail })).to.deep.equal({
      reason: 'exited',
      details: { exitCode: 0, stderrTail },
    });
    expect(processEnd({ exitCode: null, exitSignal: null, stderrTail })).to.deep.equal({
      reason: 'lost',
      details: { stderrTail },
    });
  });
});
