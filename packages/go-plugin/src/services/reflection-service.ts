import { status, type ServerDuplexStream, type ServiceDefinition } from '@grpc/grpc-js';
import type * as messages from '../generated/go_plugin/reflection_v1_pb.cjs';
import type { ServiceRegistrar } from '../plugin-set.js';
import { wellFormed } from '../protobuf-check.js';
import { DescriptorIndex } from './descriptor-index.js';
import { readFileDescriptor, type ProtoFile } from './file-descriptor.js';

/** What reflection can report. */
export interface ReflectionSource {
  /** Names of all services of the server, with or without descriptors. Called for each request. */
  readonly serviceNames: () => readonly string[];
  /** Serialized FileDescriptorProtos of the application's services. */
  readonly fileDescriptors: readonly Uint8Array[];
  /** Called if a descriptor of the application is invalid. */
  readonly onProblem: (problem: string) => void;
}

type Messages = typeof messages.default;
type Response = messages.ServerReflectionResponse;

/**
 * Messages as bytes. The code that reads them is loaded with the first request, so that no plugin pays for it at its
 * start.
 */
const asBytes = (bytes: Buffer): Buffer => bytes;
const serviceCalled = (name: string): ServiceDefinition => ({
  serverReflectionInfo: {
    path: `/${name}/ServerReflectionInfo`,
    requestStream: true,
    responseStream: true,
    requestSerialize: asBytes,
    requestDeserialize: asBytes,
    responseSerialize: asBytes,
    responseDeserialize: asBytes,
  },
});

/**
 * gRPC server reflection, which `grpcurl list` and `describe` use. v1alpha is v1 under its old name, with the same
 * fields.
 */
export function registerReflection(server: ServiceRegistrar, source: ReflectionSource): void {
  let loaded: Promise<readonly [Messages, DescriptorIndex]> | undefined;
  const serverReflectionInfo = (stream: ServerDuplexStream<Buffer, Buffer>): void => {
    loaded ??= Promise.all([loadMessages(), buildIndex(source)]);
    loaded.then(
      ([types, index]) => answerAll(stream, new Answers(types, index, source.serviceNames)),
      (error: unknown) => {
        // Files that are loaded this late may be gone, for example after an update of the package while the plugin
        // runs.
        loaded = undefined;
        source.onProblem(error instanceof Error ? error.message : String(error));
        stream.emit('error', { code: status.UNAVAILABLE, details: 'reflection cannot be loaded' });
      },
    );
  };
  for (const name of ['grpc.reflection.v1.ServerReflection', 'grpc.reflection.v1alpha.ServerReflection']) {
    server.addService(serviceCalled(name), { serverReflectionInfo });
  }
}

async function loadMessages(): Promise<Messages> {
  // `default`, because a bundled CommonJS module has no other export.
  return (await import('../generated/go_plugin/reflection_v1_pb.cjs')).default;
}

async function buildIndex(source: ReflectionSource): Promise<DescriptorIndex> {
  const { default: generated } = await import('../generated/descriptors.cjs');
  const files: ProtoFile[] = generated.fileDescriptors.map((file) =>
    readFileDescriptor(Buffer.from(file.descriptor, 'base64')),
  );
  for (const descriptor of source.fileDescriptors) {
    try {
      files.push(readFileDescriptor(descriptor));
    } catch (error) {
      source.onProblem(error instanceof Error ? error.message : String(error));
    }
  }
  return new DescriptorIndex(files);
}

function answerAll(stream: ServerDuplexStream<Buffer, Buffer>, answers: Answers): void {
  stream.on('data', (request: Buffer) => {
    try {
      // An answer is much longer than its request, so a peer that does not read answers must not send more requests.
      if (!stream.write(Buffer.from(answers.answer(request).serializeBinary()))) stream.pause();
    } catch {
      stream.emit('error', { code: status.INTERNAL, details: 'the request is no ServerReflectionRequest' });
    }
  });
  stream.on('drain', () => stream.resume());
  stream.on('end', () => stream.end());
}

/** The answers on one stream. Each file is sent once per stream. */
class Answers {
  readonly #messages: Messages;
  readonly #index: DescriptorIndex;
  readonly #serviceNames: () => readonly string[];
  readonly #sent = new Set<string>();

  constructor(messages: Messages, index: DescriptorIndex, serviceNames: () => readonly string[]) {
    this.#messages = messages;
    this.#index = index;
    this.#serviceNames = serviceNames;
  }

  /** @throws if the bytes are not a message */
  answer(bytes: Uint8Array): Response {
    // Field 5, which asks for an extension, is a message.
    const request = this.#messages.ServerReflectionRequest.deserializeBinary(wellFormed(bytes, { 5: {} }));
    const response = new this.#messages.ServerReflectionResponse();
    response.setValidHost(request.getHost());
    response.setOriginalRequest(request);
    const Case = this.#messages.ServerReflectionRequest.MessageRequestCase;
    switch (request.getMessageRequestCase()) {
      case Case.LIST_SERVICES:
        return this.#services(response);
      case Case.FILE_BY_FILENAME:
        return this.#files(response, this.#index.byName(request.getFileByFilename()), request.getFileByFilename());
      case Case.FILE_CONTAINING_SYMBOL: {
        const symbol = request.getFileContainingSymbol();
        return this.#files(response, this.#index.bySymbol(symbol.replace(/^\./, '')), symbol);
      }
      case Case.FILE_CONTAINING_EXTENSION: {
        const type = request.getFileContainingExtension()?.getContainingType() ?? '';
        const number = request.getFileContainingExtension()?.getExtensionNumber() ?? 0;
        return this.#files(response, this.#index.byExtension(type, number), `extension ${number} of ${type}`);
      }
      case Case.ALL_EXTENSION_NUMBERS_OF_TYPE:
        return this.#extensions(response, request.getAllExtensionNumbersOfType());
      case Case.MESSAGE_REQUEST_NOT_SET:
        return this.#refuse(response, status.INVALID_ARGUMENT, 'the request asks for nothing');
    }
  }

  #services(response: Response): Response {
    const list = new this.#messages.ListServiceResponse();
    for (const name of [...this.#serviceNames()].sort()) {
      const service = new this.#messages.ServiceResponse();
      service.setName(name);
      list.addService(service);
    }
    response.setListServicesResponse(list);
    return response;
  }

  #files(response: Response, file: ProtoFile | undefined, wanted: string): Response {
    if (file === undefined) return this.#refuse(response, status.NOT_FOUND, `not found: ${wanted}`);
    const files = new this.#messages.FileDescriptorResponse();
    for (const member of this.#index.withDependencies(file)) {
      if (member !== file && this.#sent.has(member.name)) continue;
      this.#sent.add(member.name);
      files.addFileDescriptorProto(member.descriptor);
    }
    response.setFileDescriptorResponse(files);
    return response;
  }

  #extensions(response: Response, type: string): Response {
    const numbers = this.#index.extensionNumbers(type);
    if (numbers === undefined) return this.#refuse(response, status.NOT_FOUND, `not found: ${type}`);
    const found = new this.#messages.ExtensionNumberResponse();
    found.setBaseTypeName(type);
    found.setExtensionNumberList([...numbers]);
    response.setAllExtensionNumbersResponse(found);
    return response;
  }

  #refuse(response: Response, code: status, message: string): Response {
    const error = new this.#messages.ErrorResponse();
    error.setErrorCode(code);
    error.setErrorMessage(message);
    response.setErrorResponse(error);
    return response;
  }
}
