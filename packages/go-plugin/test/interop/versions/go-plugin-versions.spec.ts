import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { PluginClient, type GrpcPlugin } from 'go-plugin-node';
import { expect } from 'chai';
import { call } from '../../../examples/promises.js';
import { pluginServer } from '../../support/fixtures.js';
import { patientStopMs } from '../../support/fixture-client.js';
import { InteropClient, PingPongClient, PingPongService } from '../../support/generated/interop_test_grpc_pb.cjs';
import {
  CallBackRequest,
  DoubleRequest,
  GetEnvRequest,
  LogRequest,
  PingRequest,
  PingResponse,
  PrintStdioRequest,
  ServeRequest,
  type CallBackResponse,
  type Done,
  type DoubleResponse,
  type GetEnvResponse,
  type ServeResponse,
} from '../../support/generated/interop_test_pb.cjs';
import { buildPeer, goPluginVersions } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { runProgram } from '../../support/run-program.js';

const handshake = { protocolVersion: 1, magicCookieKey: 'INTEROP_PLUGIN', magicCookieValue: 'interop-test' };
const interop = {
  createClient: (connection, broker) => ({ service: connection.client(InteropClient), broker }),
} satisfies GrpcPlugin;
const nodePlugin = pluginServer('interop-plugin');

/** What the Go host tries, and the rows of the parity table that it shows. */
const checks: Readonly<Record<string, readonly string[]>> = {
  ping: [],
  double: [],
  echo: [],
  'server-stream': [],
  bidi: [],
  fail: [],
  stdio: ['P15'],
  log: ['P17'],
  env: [],
  health: ['P09'],
  'broker-host-serves': ['B01'],
  'broker-plugin-serves': ['B02'],
};

for (const version of goPluginVersions) {
  for (const autoMtls of [true, false]) {
    describe(`Node host and a plugin on go-plugin ${version}, ${autoMtls ? 'AutoMTLS' : 'plaintext'}`, () => {
      let program: string;
      let directory: string;
      let marker: string;
      const logger = new RecordingLogger();
      const stdout = new PassThrough();
      let client: PluginClient<{ interop: typeof interop }>;

      before(async function () {
        requireGo(this);
        program = await buildPeer('testplugin', version);
        directory = await mkdtemp(join(tmpdir(), 'versions-'));
        marker = join(directory, 'marker');
        client = new PluginClient({
          handshake,
          versionedPlugins: { 1: { interop }, 2: { interop }, 3: { interop } },
          command: program,
          args: ['-versions', '2,3,4', '-marker', marker],
          // Where v1.4.8, which knows no directory for sockets, may leave that of a brokered connection when it ends.
          env: { TMPDIR: directory },
          autoMtls,
          gracefulStopMs: patientStopMs,
          logger,
          syncStdout: stdout,
        });
      });
      after(async () => {
        await client.kill();
        await rm(directory, { recursive: true, force: true });
      });

      it(`starts it and makes a unary call [X01, H01${autoMtls ? ', T01' : ''}]`, async () => {
        const { service } = await client.dispense('interop');
        const request = new DoubleRequest().setNumber(-21);
        expect((await call<DoubleResponse>((done) => service.double(request, done))).getNumber()).to.equal(-42);
      });

      it('agrees with it on the highest common version [X01, H17]', async () => {
        const { service } = await client.dispense('interop');
        const request = new GetEnvRequest().setNamesList(['PLUGIN_CLIENT_CERT']);
        const facts = await call<GetEnvResponse>((done) => service.getEnv(request, done));
        expect(client.negotiatedVersion).to.equal(3);
        expect(facts.getProtocolVersion()).to.equal(3);
        expect(facts.getValuesMap().has('PLUGIN_CLIENT_CERT')).to.equal(autoMtls);
      });

      it('pings it [X01]', async () => {
        await client.ping();
      });

      it('gets its output [X01]', async () => {
        const { service } = await client.dispense('interop');
        const text = `printed ${'x'.repeat(5_000)}\n`;
        const arrived = readBytes(stdout, text.length);
        await call<Done>((done) => service.printStdio(new PrintStdioRequest().setStdout(Buffer.from(text)), done));
        expect(await arrived).to.equal(text);
      });

      it(`serves it a brokered service [X01, B01${autoMtls ? ', B04' : ''}]`, async () => {
        const { service, broker } = await client.dispense('interop');
        const ping: handleUnaryCall<PingRequest, PingResponse> = ({ request }, reply) =>
          reply(null, new PingResponse().setMessage(`pong: ${request.getMessage()}`));
        const server = await broker.acceptAndServe(broker.nextId(), (registrar) =>
          registrar.addService(PingPongService, { ping }),
        );
        const request = new CallBackRequest().setBrokerId(server.id).setMessage('hello');
        const answer = await call<CallBackResponse>((done) => service.callBack(request, done));
        expect(answer.getAnswer()).to.equal('pong: hello');
        await server.close();
      });

      it(`dials its brokered service [X01, B02${autoMtls ? ', B04' : ''}]`, async () => {
        const { service, broker } = await client.dispense('interop');
        const served = await call<ServeResponse>((done) => service.serve(new ServeRequest(), done));
        const connection = await broker.dial(served.getBrokerId());
        const pingPong = connection.client(PingPongClient);
        const request = new PingRequest().setMessage('hello');
        const answer = await call<PingResponse>((done) => pingPong.ping(request, done));
        expect(answer.getMessage()).to.equal('pong: hello from plugin');
        await connection.close();
      });

      it('gets its log lines, asks it to shut down and sees it return from main [X01, H20, L01]', async () => {
        const { service } = await client.dispense('interop');
        const request = new LogRequest().setLevel('warn').setMessage('hello');
        request.getFieldsMap().set('key', 'value');
        await call<Done>((done) => service.log(request, done));
        await client.kill();
        expect(await client.exited).to.include({ exitCode: 0, exitSignal: null });
        expect(await readFile(marker, 'utf8')).to.equal('main returned\n');
        const line = logger.records.find(({ message }) => message === 'hello');
        expect(line?.level).to.equal('warn');
        expect(line?.fields).to.include({ key: 'value' });
      });
    });

    describe(`A host on go-plugin ${version} and a Node plugin, ${autoMtls ? 'AutoMTLS' : 'plaintext'}`, () => {
      let report: HostReport;

      before(async function () {
        requireGo(this);
        const testhost = await buildPeer('testhost', version);
        const flags = [`-automtls=${autoMtls}`, '-versions=1,2,3', `-check=${Object.keys(checks).join(',')}`];
        const run = await runProgram(testhost, [...flags, '--', process.execPath, nodePlugin], {
          env: { INTEROP_VERSIONS: '2,3,4' },
        });
        report = JSON.parse(run.stdout) as HostReport;
      });

      it(`shakes hands on the highest common version [X01, P04, P03${autoMtls ? ', T02, T05' : ''}]`, () => {
        expect(report.error).to.equal(undefined);
        expect(report.handshake).to.include({ protocol: 'grpc', protocolVersion: 3, network: 'unix' });
      });

      for (const [name, rows] of Object.entries(checks)) {
        it(`passes the host's check "${name}" [${['X01', ...rows].join(', ')}]`, () => {
          expect(report.checks.find((check) => check.name === name)).to.include({ ok: true });
        });
      }

      it('ends gracefully when the host asks [X01, P11]', () => {
        expect(report).to.include({ exited: true, graceful: true, exitCode: 0, socketLeft: false });
      });
    });
  }
}

/** What packages/go-plugin/test/interop/go/cmd/testhost prints. */
interface HostReport {
  readonly error?: string;
  readonly handshake: { readonly protocol: string; readonly protocolVersion: number; readonly network: string };
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly error?: string }[];
  readonly exited: boolean;
  readonly graceful: boolean;
  readonly exitCode?: number;
  readonly socketLeft: boolean;
}

async function readBytes(stream: PassThrough, count: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= count) break;
  }
  return Buffer.concat(chunks).toString();
}
