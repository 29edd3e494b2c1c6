import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Client } from '@grpc/grpc-js';
import { expect } from 'chai';
import { createCertificate } from '../../../packages/go-plugin/src/certificate/certificate.js';
import type { PluginClientOptions } from '../../../packages/go-plugin/src/client/options.js';
import { PluginClient } from '../../../packages/go-plugin/src/client/plugin-client.js';
import type { GrpcPlugin } from '../../../packages/go-plugin/src/plugin-set.js';
import { decodeResult } from '../../../src/wire/execute-result.js';
import { encodeJsonValues } from '../../../src/wire/json-values.js';
import { operationService } from '../../../src/wire/plugin-services.js';
import type { OperationResult } from '../../../src/domain/plugin/operation.js';
import { awfHandshake, awfPluginKey } from '../../../src/wire/handshake.js';
import { AwfSandbox, examplePlugins, manifestOf } from '../../support/awf.js';
import { patientStopMs } from '../../../packages/go-plugin/test/support/fixture-client.js';
import { failure } from '../../../packages/go-plugin/test/support/go-plugin-failure.js';
import { attempt, intruders } from '../../../packages/go-plugin/test/support/intruders.js';
import { pythonProgram, requirePython, writePythonLauncher } from '../../../packages/go-plugin/test/support/python.js';
import { RecordingLogger } from '../../../packages/go-plugin/test/support/recording-logger.js';
import { runProgram } from '../../../packages/go-plugin/test/support/run-program.js';

const awfPlugin = { createClient: (connection) => connection.client(Client) } satisfies GrpcPlugin<Client>;

const workflow = `name: python
version: "1.0.0"
states:
  initial: greet
  greet:
    type: operation
    operation: pyecho.echo
    inputs: { text: Grüße, prefix: "> " }
    on_success: done
    on_failure: failed
  done: { type: terminal, message: "{{states.greet.Output}}" }
  failed: { type: terminal, status: failure }
`;

function execute(
  client: Client,
  operation: string,
  inputs: Readonly<Record<string, string>>,
): Promise<OperationResult> {
  const { path, requestSerialize, responseDeserialize } = operationService.execute;
  const call = { operation, inputs: encodeJsonValues(inputs, 'input') };
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, call, (error, answer) => {
      if (error === null && answer !== undefined) resolve(decodeResult(answer));
      else reject(error ?? new Error('no answer'));
    });
  });
}

describe('A plugin in Python, on grpcio', () => {
  let directory = '';
  let launcher = '';

  before(async function () {
    requirePython(this);
    directory = await mkdtemp(join(tmpdir(), 'awf-python-'));
    await mkdir(join(directory, 'pyecho'));
    await writeFile(join(directory, 'pyecho/plugin.yaml'), manifestOf('pyecho'));
    launcher = join(directory, 'pyecho/awf-plugin-pyecho');
    await writePythonLauncher(launcher, 'awf_plugin_pyecho');
  });

  after(async () => {
    if (directory !== '') await rm(directory, { recursive: true });
  });

  const start = (
    options: Partial<PluginClientOptions> = {},
  ): PluginClient<{ readonly [awfPluginKey]: typeof awfPlugin }> =>
    new PluginClient({
      handshake: awfHandshake,
      command: launcher,
      stdin: 'ignore',
      certificateCurve: 'P-256',
      gracefulStopMs: patientStopMs,
      ...options,
      plugins: { [awfPluginKey]: awfPlugin },
    });

  it('runs in a workflow of awf, over mutual TLS', async () => {
    await using sandbox = await AwfSandbox.create();
    const file = join(sandbox.directory, 'flow.yaml');
    await writeFile(file, workflow);
    const run = await sandbox.awf('run', file, '--plugins-dir', directory, '--verbose');
    expect(run.exitCode, run.stderr).to.equal(0);
    expect(run.stdout)
      .to.match(/greet +pyecho\.echo/u)
      .and.include('> Grüße');
    expect(run.stderr).to.match(/^ *info +\S*pyecho: echoing .*length=7$/mu);
    expect(run.stderr).to.match(/^ *info +\S*pyecho: printed on stdout line="about to say > Grüße"$/mu);
    expect(run.stderr).to.match(/plugin process exited .*exitCode=0/u);
  });

  it('is listed with its operations by awf', async () => {
    await using sandbox = await AwfSandbox.create();
    const run = await sandbox.awf('plugin', 'list', '--operations', '--plugins-dir', directory);
    expect(run.exitCode, run.stderr).to.equal(0);
    expect(run.stdout).to.include('pyecho.echo');
  });

  for (const autoMtls of [true, false])
    it(`is called, asked after its health, and shut down by PluginClient ${autoMtls ? 'over AutoMTLS' : 'in plaintext'}`, async () => {
      const logger = new RecordingLogger();
      const syncStdout = new PassThrough();
      const printed = text(syncStdout);
      await using client = start({ autoMtls, logger, syncStdout });
      const plugin = await client.dispense(awfPluginKey);
      await client.ping();
      const result = await execute(plugin, 'echo', { text: 'a', prefix: 'b' });
      expect(result).to.deep.equal({ success: true, outputs: { output: 'ba', text: 'ba' } });
      await client.kill();
      expect(await client.exited).to.deep.include({ exitCode: 0, exitSignal: null });
      syncStdout.end();
      expect(await printed).to.equal('about to say ba\n');
      const record = logger.records.find(({ message }) => message === 'echoing');
      expect(record).to.deep.include({ level: 'info' });
      expect(record?.fields).to.include({ length: 2 });
    });

  it('answers what its operation raised with a short text, and logs the stack', async () => {
    const logger = new RecordingLogger();
    await using client = start({ logger });
    const result = await execute(await client.dispense(awfPluginKey), 'echo', {});
    expect(result).to.include({ success: false, error: "'text'" });
    await client.kill();
    const record = logger.records.find(({ level }) => level === 'error');
    expect(record?.fields?.stack).to.match(/^Traceback [^]*KeyError: 'text'/u);
  });

  it('cannot be connected to with go-plugin’s own P-521, and the error says what to change', async () => {
    await using client = start({ certificateCurve: 'P-521', gracefulStopMs: 0 });
    const error = await failure(client.dispense(awfPluginKey), 'CONNECT_FAILED');
    expect(error.message).to.match(/before it said anything.*certificateCurve to 'P-256'/u);
  });

  describe('started by hand', () => {
    const begin = async (
      environment: Readonly<Record<string, string>>,
      before: readonly [string, ...string[]] | readonly [] = [],
    ): Promise<{
      readonly child: ChildProcess;
      readonly handshake: readonly string[];
      readonly gone: Promise<unknown>;
    }> => {
      const { command, env } = await pythonProgram('awf_plugin_pyecho');
      const [program, ...args] = before.length > 0 ? [...before, ...command] : command;
      const child = spawn(program, args, {
        env: { ...process.env, ...env, PLUGIN_UNIX_SOCKET_DIR: directory, ...environment },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const stdout = child.stdout;
      const gone = once(stdout, 'close');
      const [line] = (await once(createInterface(stdout), 'line')) as [string];
      return { child, handshake: line.split('|'), gone };
    };
    const cookie = { AWF_PLUGIN: 'awf-plugin-v1' };

    it('admits its host alone, and leaves no socket when it is terminated', async () => {
      const host = createCertificate({ curve: 'P-256' });
      const { child, handshake, gone } = await begin({ ...cookie, PLUGIN_CLIENT_CERT: host.certificatePem });
      const [, , network = '', address = ''] = handshake;
      for (const [who, guise] of Object.entries(intruders()))
        expect(await attempt({ network, address }, guise), who).not.to.equal('200');
      const { certificatePem: cert, privateKeyPem: key } = host;
      expect(await attempt({ network, address }, { cert, key })).to.equal('200');
      const exit = once(child, 'exit');
      child.kill();
      expect(await exit).to.deep.equal([0, null]);
      await gone;
      expect(existsSync(dirname(address))).to.equal(false);
    });

    it('ends when its host was killed', async () => {
      const { child, gone } = await begin(cookie, ['/bin/sh', '-c', '"$@" & wait', 'sh']);
      child.kill('SIGKILL');
      await gone;
    });

    it('says what it is where the cookie is missing', async () => {
      const { command, env } = await pythonProgram('awf_plugin_pyecho');
      const run = await runProgram(command[0], [command[1]], { env });
      expect(run).to.deep.equal({ exitCode: 1, stdout: '', stderr: 'This is a plugin: it is started by its host.\n' });
    });
  });
});

describe('A plugin on our SDK under a host in Python', () => {
  before(function () {
    requirePython(this);
  });

  it('is called over mutual TLS, and shut down', async () => {
    const { command, env } = await pythonProgram('awf_host');
    const args = ['echo', '{"text":"Grüße","prefix":"> "}', join(examplePlugins, 'echo/awf-plugin-echo')];
    const run = await runProgram(command[0], [command[1], ...args], { env });
    expect(run.exitCode, run.stderr).to.equal(0);
    expect(JSON.parse(run.stdout)).to.deep.equal({
      protocol: 'grpc',
      healthy: true,
      name: 'echo',
      operations: ['echo'],
      success: true,
      output: '> Grüße',
      data: { text: '> Grüße' },
      error: '',
      exitCode: 0,
    });
  });
});
