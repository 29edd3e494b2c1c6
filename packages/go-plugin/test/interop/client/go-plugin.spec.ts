import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { status } from '@grpc/grpc-js';
import { expect } from 'chai';
import type { PluginClientOptions } from '../../../src/client/options.js';
import { formatReattachConfig, parseReattachConfig } from '../../../src/handshake/reattach-config.js';
import {
  DoubleRequest,
  EchoRequest,
  ExitRequest,
  GetEnvRequest,
  LargeRequest,
  LogRequest,
  PanicRequest,
  PrintStdioRequest,
  SleepRequest,
  type DoubleResponse,
  type EchoResponse,
  type GetEnvResponse,
} from '../../support/generated/interop_test_pb.cjs';
import { buildGoProgram, requireGo } from '../../support/go.js';
import { failure } from '../../support/go-plugin-failure.js';
import { call, interopClient, type InteropHost } from '../../support/interop-host.js';
import { lives, stops } from '../../support/processes.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { rejection } from '../../support/rejection.js';

describe('a Go plugin under this host', () => {
  let program: string;
  before(async function () {
    requireGo(this);
    program = await buildGoProgram('packages/go-plugin/test/interop/go', './cmd/testplugin');
  });

  const start = (args: readonly string[] = [], options: Partial<PluginClientOptions> = {}) =>
    interopClient(program, { args, ...options });

  async function double({ client }: InteropHost, number: number): Promise<number> {
    const request = new DoubleRequest().setNumber(number);
    const answer = await call<DoubleRequest, DoubleResponse>(client.double.bind(client), request);
    return answer.getNumber();
  }

  async function environment({ client }: InteropHost): Promise<GetEnvResponse> {
    return call<GetEnvRequest, GetEnvResponse>(client.getEnv.bind(client), new GetEnvRequest());
  }

  describe('connected', () => {
    it('is called over AutoMTLS, and its socket is gone afterwards [H01] [T01] [H18]', async () => {
      await using plugin = start();
      const interop = await plugin.dispense('interop');
      expect(await double(interop, 21)).to.equal(42);
      const values = (await environment(interop)).getValuesMap();
      expect(values.get('PLUGIN_CLIENT_CERT')).to.match(/BEGIN CERTIFICATE/);
      const directory = values.get('PLUGIN_UNIX_SOCKET_DIR') ?? '';
      expect(existsSync(directory)).to.equal(true);
      await plugin.kill();
      expect(existsSync(directory)).to.equal(false);
    });

    for (const [certificateCurve, bits] of [
      [undefined, 521],
      ['P-256', 256],
      ['P-384', 384],
    ] as const) {
      it(`verifies a certificate of ${certificateCurve ?? 'go-plugin’s own curve'} [T01] [T04]`, async () => {
        await using plugin = start([], { certificateCurve });
        const interop = await plugin.dispense('interop');
        const pem = (await environment(interop)).getValuesMap().get('PLUGIN_CLIENT_CERT') ?? '';
        const { namedCurve = '' } = new X509Certificate(pem).publicKey.asymmetricKeyDetails ?? {};
        expect(namedCurve).to.include(String(bits));
      });
    }

    it('is called without TLS', async () => {
      await using plugin = start([], { autoMtls: false });
      const interop = await plugin.dispense('interop');
      expect(await double(interop, 4)).to.equal(8);
      expect((await environment(interop)).getValuesMap().get('PLUGIN_CLIENT_CERT')).to.equal(undefined);
    });

    it('gets the protocol’s environment, and the user’s variables override the host’s [H13]', async () => {
      await using plugin = start(['-versions', '1'], { env: { MINE: 'user', HOME: '/nowhere' }, cwd: tmpdir() });
      const facts = await environment(await plugin.dispense('interop'));
      const values = Object.fromEntries(facts.getValuesMap().toArray());
      expect(values).to.include({
        INTEROP_PLUGIN: 'interop-test',
        PLUGIN_MIN_PORT: '10000',
        PLUGIN_MAX_PORT: '25000',
        PLUGIN_PROTOCOL_VERSIONS: '1',
        MINE: 'user',
        HOME: '/nowhere',
      });
      expect(facts.getWorkingDirectory()).to.equal(tmpdir());
      expect(facts.getArgumentsList()).to.deep.equal(['-versions', '1']);
      expect(facts.getPid()).to.equal(plugin.pid);
    });

    it('sends answers of 64 MB, and refuses requests beyond its own 4 MiB [H35]', async () => {
      await using plugin = start();
      const { client } = await plugin.dispense('interop');
      const large = new LargeRequest().setBytes(64 * 1024 * 1024);
      const answer = await call<LargeRequest, EchoResponse>(client.large.bind(client), large);
      expect(answer.getData_asU8()).to.have.length(64 * 1024 * 1024);
      const request = new EchoRequest().setData(new Uint8Array(5 * 1024 * 1024));
      const error = await rejection(call<EchoRequest, EchoResponse>(client.echo.bind(client), request));
      expect(error).to.have.property('code', status.RESOURCE_EXHAUSTED);
      // Go's words: they tell how much it was, and how much there may be.
      expect(error)
        .to.have.property('details')
        .that.matches(/received message larger than max \(52428\d\d vs\. 4194304\)/);
    });

    it('obeys the limits of the channel options, in both directions [H35]', async () => {
      const channelOptions = { 'grpc.max_receive_message_length': 1_000_000, 'grpc.max_send_message_length': 1_000 };
      await using plugin = start([], { channelOptions });
      const { client } = await plugin.dispense('interop');
      const large = new LargeRequest().setBytes(1_000_001);
      const tooMuch = await rejection(call<LargeRequest, EchoResponse>(client.large.bind(client), large));
      expect(tooMuch).to.have.property('code', status.RESOURCE_EXHAUSTED);
      const request = new EchoRequest().setData(new Uint8Array(1_001));
      const unsent = await rejection(call<EchoRequest, EchoResponse>(client.echo.bind(client), request));
      expect(unsent).to.have.property('code', status.RESOURCE_EXHAUSTED);
      const small = new EchoRequest().setData(new Uint8Array(900));
      const answer = await call<EchoRequest, EchoResponse>(client.echo.bind(client), small);
      expect(answer.getData_asU8()).to.have.length(900);
    });

    it('answers pings while it lives, and is reported dead after that [H19] [H26]', async () => {
      await using plugin = start();
      await plugin.ping();
      process.kill(plugin.pid!, 'SIGKILL');
      await failure(plugin.ping(), 'PLUGIN_EXITED');
      expect(await plugin.exited).to.include({ exitCode: null, exitSignal: 'SIGKILL' });
    });
  });

  describe('of several versions [H17]', () => {
    const sets = (...versions: readonly number[]) =>
      Object.fromEntries(versions.map((version) => [version, { interop: {} }]));
    const offer = (own: string, ...versions: readonly number[]) =>
      start(['-versions', own], {
        handshake: { protocolVersion: 1, magicCookieKey: 'INTEROP_PLUGIN', magicCookieValue: 'interop-test' },
        versionedPlugins: sets(...versions),
      });

    it('takes the highest that both have', async () => {
      await using plugin = offer('1,2,3', 2, 4);
      await plugin.start();
      expect(plugin.negotiatedVersion).to.equal(2);
    });

    it('is refused with both sides’ versions if there is none', async () => {
      const error = await failure(offer('7,9', 2).start(), 'VERSION_MISMATCH');
      expect(error.details).to.include({ pluginVersion: 7 });
      expect(error.details.hostVersions).to.have.members([1, 2]);
    });
  });

  describe('that does not start', () => {
    it('reports a wrong cookie', async () => {
      const handshake = { protocolVersion: 1, magicCookieKey: 'INTEROP_PLUGIN', magicCookieValue: 'wrong' };
      const error = await failure(start([], { handshake }).start(), 'EXITED_BEFORE_HANDSHAKE');
      expect(error.details.exitCode).to.equal(1);
      expect(error.message).to.match(/not meant to be executed directly/);
    });

    it('is killed when its time is over [H10]', async () => {
      await failure(start(['-start-delay', '60s'], { startTimeoutMs: 100 }).start(), 'START_TIMEOUT');
    });
  });

  describe('ended', () => {
    let directory: string;
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'marker-'));
    });
    afterEach(() => rm(directory, { recursive: true }));

    it('by kill runs to the end of its main [H20]', async () => {
      const marker = join(directory, 'marker');
      const plugin = start(['-marker', marker, '-exit-delay', '100ms']);
      await plugin.connect();
      await plugin.kill();
      expect(existsSync(marker)).to.equal(true);
      expect(await plugin.exited).to.include({ exitCode: 0, exitSignal: null });
    });

    it('by force when it ignores everything else [H21]', async () => {
      const plugin = start(['-ignore-shutdown', '-ignore-term'], { gracefulStopMs: 200, terminateMs: 100 });
      await plugin.connect();
      await plugin.kill();
      expect(await plugin.exited).to.include({ exitCode: null, exitSignal: 'SIGKILL' });
    });

    it('by force when it is stopped [H22]', async () => {
      const plugin = start([], { gracefulStopMs: 200 });
      await plugin.connect();
      expect(await stops(plugin.pid!)).to.equal(true);
      await plugin.kill();
      expect((await plugin.exited).exitSignal).to.equal('SIGKILL');
    });

    it('even if a grandchild holds its pipes [H23]', async () => {
      const logger = new RecordingLogger();
      const plugin = start(['-grandchild'], { logger });
      await plugin.connect();
      const told = await logger.heard((message) => /grandchild \d+/.test(message));
      const grandchild = Number(/grandchild (\d+)/.exec(told.message)?.[1]);
      try {
        await plugin.kill();
        expect(lives(grandchild), 'the grandchild held the pipes to the end').to.equal(true);
      } finally {
        process.kill(grandchild, 'SIGKILL');
      }
    });

    it('in the middle of a call fails that call at once [H26]', async () => {
      await using plugin = start();
      const { client } = await plugin.dispense('interop');
      const sleeping = rejection(call(client.sleep.bind(client), new SleepRequest().setMilliseconds(60_000)));
      const exiting = rejection(call(client.exit.bind(client), new ExitRequest().setCode(7)));
      expect(await exiting).to.have.property('code', status.UNAVAILABLE);
      expect(await sleeping).to.have.property('code', status.UNAVAILABLE);
      expect(await plugin.exited).to.include({ exitCode: 7, exitSignal: null });
      expect(plugin.signal.aborted).to.equal(true);
    });
  });

  describe('left running', () => {
    it('is attached to by another host, which ends it [H29] [H30]', async () => {
      await using first = start([], { autoMtls: false });
      expect(await double(await first.dispense('interop'), 1)).to.equal(2);
      const reattach = parseReattachConfig(formatReattachConfig((await first.detach())!));
      const second = interopClient(undefined, { reattach });
      expect(await double(await second.dispense('interop'), 2)).to.equal(4);
      await second.ping();
      await second.kill();
      expect(await first.exited).to.include({ exitCode: 0, exitSignal: null });
      await failure(interopClient(undefined, { reattach }).start(), 'PROCESS_NOT_FOUND');
    });

    it('is not, with AutoMTLS, because nobody else has its key', async () => {
      await using plugin = start();
      await plugin.start();
      await failure(plugin.detach(), 'CONFIG_INVALID');
      await plugin.ping();
    });

    it('is left running by every host when it is a test [H29]', async () => {
      await using first = start([], { autoMtls: false });
      await first.connect();
      const test = interopClient(undefined, { reattach: { ...first.reattachConfig()!, test: true } });
      expect(await double(await test.dispense('interop'), 2)).to.equal(4);
      await test.kill();
      await first.ping();
    });
  });

  describe('that prints', () => {
    it('to stdout and stderr is heard byte for byte, to its end', async () => {
      const collect = (): [PassThrough, Buffer[]] => {
        const stream = new PassThrough();
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        return [stream, chunks];
      };
      const [syncStdout, stdout] = collect();
      const [syncStderr, stderr] = collect();
      const plugin = start([], { syncStdout, syncStderr });
      const { client } = await plugin.dispense('interop');
      const bytes = Buffer.alloc(300_000, 'out\u00ff\n');
      const request = new PrintStdioRequest().setStdout(bytes).setStderr(Buffer.from('err'));
      await call(client.printStdio.bind(client), request);
      await plugin.kill();
      expect(Buffer.concat(stdout).equals(bytes)).to.equal(true);
      expect(Buffer.concat(stderr).toString()).to.equal('err');
    });

    it('is not blocked even if nobody reads it', async () => {
      await using plugin = start();
      const { client } = await plugin.dispense('interop');
      await call(client.printStdio.bind(client), new PrintStdioRequest().setStdout(Buffer.alloc(1_000_000, 'x')));
    });

    it('10 MB to its real stdout is not blocked either [H12]', async () => {
      await using plugin = start(['-raw-stdout', '10485760']);
      await plugin.ping();
    });
  });

  describe('that logs', () => {
    it('is heard with level, message and fields [L01]', async () => {
      const logger = new RecordingLogger();
      await using plugin = start([], { logger });
      const { client } = await plugin.dispense('interop');
      const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;
      for (const level of levels) {
        const request = new LogRequest().setLevel(level).setMessage(`a ${level} message`);
        request.getFieldsMap().set('user', '<ä>');
        await call(client.log.bind(client), request);
      }
      await plugin.kill();
      const heard = logger.records.filter(({ message }) => message.endsWith(' message'));
      expect(heard.map(({ level, message }) => [level, message])).to.deep.equal(
        levels.map((l) => [l, `a ${l} message`]),
      );
      expect(heard[0]).to.have.property('name', 'testplugin');
      expect(heard[0]?.fields).to.include({ user: '<ä>', '@module': 'testplugin' });
      expect(heard[0]?.fields?.['timestamp']).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d{4})$/);
    });

    it('20,000 lines before its handshake loses none', async () => {
      const logger = new RecordingLogger();
      await using plugin = start(['-log-lines', '20000'], { logger });
      await plugin.ping();
      await plugin.kill();
      const numbers = logger.records
        .filter(({ message }) => message === 'line')
        .map(({ fields }) => fields?.['number']);
      expect(numbers).to.deep.equal([...Array(20_000).keys()]);
    });

    it('a panic is logged at level error, with its stack, and quoted in the error [L02]', async () => {
      const logger = new RecordingLogger();
      await using plugin = start([], { logger });
      const { client } = await plugin.dispense('interop');
      await rejection(call(client.panic.bind(client), new PanicRequest().setMessage('on purpose')));
      expect(await plugin.exited).to.include({ exitCode: 2, exitSignal: null });
      const errors = logger.records.filter(({ level }) => level === 'error').map(({ message }) => message);
      expect(errors[0]).to.match(/^panic: on purpose/);
      expect(errors.join('\n')).to.match(/goroutine \d+/);
      const error = await failure(plugin.ping(), 'PLUGIN_EXITED');
      expect(error.details.stderrTail).to.match(/\.go:\d+/);
    });
  });
});
