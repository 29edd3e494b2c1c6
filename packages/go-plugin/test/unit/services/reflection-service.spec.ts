import { once } from 'node:events';
import { Duplex } from 'node:stream';
import {
  Client,
  status,
  type handleBidiStreamingCall,
  type ServerDuplexStream,
  type StatusObject,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import { ServerReflectionClient as V1Client } from '../../../src/generated/go_plugin/reflection_v1_grpc_pb.cjs';
import { ServerReflectionClient as V1AlphaClient } from '../../../src/generated/go_plugin/reflection_v1alpha_grpc_pb.cjs';
import * as v1 from '../../../src/generated/go_plugin/reflection_v1_pb.cjs';
import * as v1alpha from '../../../src/generated/go_plugin/reflection_v1alpha_pb.cjs';
import { readFileDescriptor } from '../../../src/services/file-descriptor.js';
import { registerReflection } from '../../../src/services/reflection-service.js';
import testDescriptors from '../../support/generated/descriptors.cjs';
import { serveInMemory, type Served } from '../../support/in-memory-link.js';

const appFiles = testDescriptors.fileDescriptors.map((file) => Buffer.from(file.descriptor, 'base64'));
const services = ['plugin.GRPCStdio', 'app.WithoutDescriptor', 'interoptest.Interop'];

describe('Server reflection', () => {
  let served: Served;
  let problems: string[];

  const start = (fileDescriptors: readonly Uint8Array[] = appFiles): void => {
    problems = [];
    served = serveInMemory((server) => {
      registerReflection(server, {
        serviceNames: () => services,
        fileDescriptors,
        onProblem: (problem) => problems.push(problem),
      });
    });
  };
  afterEach(() => served.close());

  /** Sends requests on one stream of v1 and returns the answers. */
  async function ask(
    ...requests: readonly v1.ServerReflectionRequest[]
  ): Promise<readonly v1.ServerReflectionResponse.AsObject[]> {
    const stream = served.connection.client(V1Client).serverReflectionInfo();
    const answers: v1.ServerReflectionResponse.AsObject[] = [];
    const ended = new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject));
    stream.on('data', (answer: v1.ServerReflectionResponse) => answers.push(answer.toObject()));
    for (const request of requests) stream.write(request);
    stream.end();
    await ended;
    return answers;
  }

  const bySymbol = (symbol: string) => new v1.ServerReflectionRequest().setFileContainingSymbol(symbol);
  const namesOf = (answer: v1.ServerReflectionResponse.AsObject | undefined): readonly string[] =>
    (answer?.fileDescriptorResponse?.fileDescriptorProtoList ?? []).map(
      (file) => readFileDescriptor(Buffer.from(file as string, 'base64')).name,
    );

  it('lists every service of the server, with or without descriptors [P10]', async () => {
    start();
    const [answer] = await ask(new v1.ServerReflectionRequest().setListServices('*'));
    expect(answer?.listServicesResponse?.serviceList.map(({ name }) => name)).to.deep.equal([...services].sort());
    expect(answer?.originalRequest?.listServices).to.equal('*');
  });

  it('also speaks v1alpha [P10]', async () => {
    start();
    const stream = served.connection.client(V1AlphaClient).serverReflectionInfo();
    const answer = new Promise<v1alpha.ServerReflectionResponse>((resolve) => stream.once('data', resolve));
    stream.write(new v1alpha.ServerReflectionRequest().setListServices('*'));
    expect((await answer).getListServicesResponse()?.getServiceList()).to.have.length(3);
    const ended = new Promise((resolve) => stream.once('end', resolve));
    stream.end();
    await ended;
  });

  for (const symbol of [
    'interoptest.Interop',
    '.interoptest.Interop',
    'interoptest.Interop.Double',
    'interoptest.DoubleRequest',
    'interoptest.DoubleRequest.number',
  ]) {
    it(`finds the file that declares ${symbol}`, async () => {
      start();
      const [answer] = await ask(bySymbol(symbol));
      expect(namesOf(answer)).to.deep.equal(['interop_test.proto']);
    });
  }

  it('sends the imports of a file with it, once per stream', async () => {
    start();
    const answers = await ask(bySymbol('plugin.StdioData.STDOUT'), bySymbol('plugin.GRPCStdio'));
    expect(namesOf(answers[0])).to.deep.equal(['go_plugin/stdio.proto', 'google/protobuf/empty.proto']);
    expect(namesOf(answers[1])).to.deep.equal(['go_plugin/stdio.proto']);
  });

  it('distinguishes the two messages called Empty', async () => {
    start();
    const answers = await ask(bySymbol('google.protobuf.Empty'), bySymbol('plugin.Empty'));
    expect(answers.map((answer) => namesOf(answer)[0])).to.deep.equal([
      'google/protobuf/empty.proto',
      'go_plugin/controller.proto',
    ]);
  });

  it('finds a file by its name', async () => {
    start();
    const [answer] = await ask(new v1.ServerReflectionRequest().setFileByFilename('go_plugin/health.proto'));
    expect(namesOf(answer)).to.deep.equal(['go_plugin/health.proto']);
  });

  it('answers unknown requests with an error, and continues', async () => {
    start();
    const answers = await ask(
      bySymbol('app.WithoutDescriptor'),
      new v1.ServerReflectionRequest().setFileByFilename('no.proto'),
      new v1.ServerReflectionRequest().setAllExtensionNumbersOfType('no.Type'),
      new v1.ServerReflectionRequest().setFileContainingExtension(
        new v1.ExtensionRequest().setContainingType('plugin.Empty').setExtensionNumber(7),
      ),
      new v1.ServerReflectionRequest(),
      bySymbol('plugin.Empty'),
    );
    expect(answers.map((answer) => answer.errorResponse?.errorCode)).to.deep.equal([
      ...[status.NOT_FOUND, status.NOT_FOUND, status.NOT_FOUND, status.NOT_FOUND],
      status.INVALID_ARGUMENT,
      undefined,
    ]);
  });

  it('knows a message without extensions', async () => {
    start();
    const [answer] = await ask(new v1.ServerReflectionRequest().setAllExtensionNumbersOfType('plugin.Empty'));
    expect(answer?.allExtensionNumbersResponse).to.deep.equal({
      baseTypeName: 'plugin.Empty',
      extensionNumberList: [],
    });
  });

  it('ends a stream with bytes that are not a request', async () => {
    start();
    const call = served.connection.client(Client).makeBidiStreamRequest<Buffer, Buffer>(
      '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
      (bytes) => bytes,
      (bytes) => bytes,
    );
    call.on('error', () => undefined);
    const ended = new Promise<StatusObject>((resolve) => call.on('status', resolve));
    call.write(Buffer.from([0x0a, 0x7f]));
    expect((await ended).code).to.equal(status.INTERNAL);
  });

  it('omits an invalid descriptor, and reports it', async () => {
    start([Buffer.from([0x0a, 0xff]), ...appFiles]);
    const [answer] = await ask(bySymbol('interoptest.Interop'));
    expect(namesOf(answer)).to.have.length(1);
    expect(problems).to.have.length(1);
  });

  it('fails only the call if its data cannot be loaded', async () => {
    const gone = new Error('no such file');
    problems = [];
    served = serveInMemory((server) => {
      registerReflection(server, {
        serviceNames: () => services,
        get fileDescriptors(): readonly Uint8Array[] {
          throw gone;
        },
        onProblem: (problem) => problems.push(problem),
      });
    });
    const stream = served.connection.client(V1Client).serverReflectionInfo();
    const ended = new Promise<StatusObject>((resolve) => stream.on('status', resolve));
    stream.on('error', () => undefined).on('data', () => undefined);
    stream.write(new v1.ServerReflectionRequest().setListServices('*'));
    expect((await ended).code).to.equal(status.UNAVAILABLE);
    expect(problems).to.deep.equal(['no such file']);
  });

  it('accepts no more requests than answers are read', async () => {
    let open: (stream: ServerDuplexStream<Buffer, Buffer>) => void = () => undefined;
    registerReflection(
      {
        addService: (_definition, { serverReflectionInfo }) =>
          (open = serverReflectionInfo as handleBidiStreamingCall<Buffer, Buffer>),
      },
      { serviceNames: () => services, fileDescriptors: [], onProblem: () => undefined },
    );
    const writes: (() => void)[] = [];
    const stream = new Duplex({
      objectMode: true,
      readableHighWaterMark: 1,
      writableHighWaterMark: 2,
      read: () => undefined,
      write: (_answer, _encoding, done) => void writes.push(done),
    });
    open(stream as unknown as ServerDuplexStream<Buffer, Buffer>);
    const request = Buffer.from(new v1.ServerReflectionRequest().setListServices('*').serializeBinary());
    for (let count = 0; count < 10; count++) stream.push(request);
    await once(stream, 'pause');
    expect(stream.writableLength).to.equal(2);
    for (let answered = 0; answered < 10; answered++) {
      while (writes.length === 0) await new Promise((resolve) => setImmediate(resolve));
      writes.shift()?.();
    }
    stream.destroy();
  });
});
