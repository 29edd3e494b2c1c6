import { status, type ServerDuplexStream } from '@grpc/grpc-js';
import { ServerReflectionService as v1 } from '../../generated/go_plugin/reflection_v1_grpc_pb.cjs';
import * as v1Messages from '../../generated/go_plugin/reflection_v1_pb.cjs';
import { ServerReflectionService as v1alpha } from '../../generated/go_plugin/reflection_v1alpha_grpc_pb.cjs';
import * as v1alphaMessages from '../../generated/go_plugin/reflection_v1alpha_pb.cjs';
import type { ServiceRegistrar } from '../plugin-set.js';
import { DescriptorIndex } from './descriptor-index.js';
import { readFileDescriptor, type ProtoFile } from './file-descriptor.js';

/** What there is to tell. */
export interface ReflectionSource {
  /** Names of all services of the server, with or without descriptors; asked at each request. */
  readonly serviceNames: () => readonly string[];
  /** Serialized FileDescriptorProtos of the application's services. */
  readonly fileDescriptors: readonly Uint8Array[];
  /** Something cannot be used: an application's descriptor that is none. */
  readonly onProblem: (problem: string) => void;
}

/** v1alpha is v1 under its old name: the same messages, field for field; only TypeScript's enums tell them apart. */
type Messages = typeof v1Messages;
type Stream = ServerDuplexStream<v1Messages.ServerReflectionRequest, v1Messages.ServerReflectionResponse>;

/** gRPC server reflection, v1 and v1alpha: what `grpcurl list` and `describe` ask. */
export function registerReflection(server: ServiceRegistrar, source: ReflectionSource): void {
  // Built on the first request: no plugin should pay for it at its start.
  let index: Promise<DescriptorIndex> | undefined;
  const serve = (messages: Messages) => (stream: Stream) => {
    index ??= buildIndex(source);
    void index.then((known) => answerAll(stream, new Answers(messages, known, source.serviceNames)));
  };
  server.addService(v1, { serverReflectionInfo: serve(v1Messages) });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- equal enums under two names
  server.addService(v1alpha, { serverReflectionInfo: serve(v1alphaMessages) });
}

async function buildIndex(source: ReflectionSource): Promise<DescriptorIndex> {
  // `default`: a CommonJS module has no other export once it is bundled.
  const { default: generated } = await import('../../generated/descriptors.cjs');
  const files: ProtoFile[] = generated.fileDescriptors
    // The generated module also has AWF's files, which not every plugin serves.
    .filter((file) => /^(?:go_plugin|google\/protobuf)\//.test(file.name))
    .map((file) => readFileDescriptor(Buffer.from(file.descriptor, 'base64')));
  for (const descriptor of source.fileDescriptors) {
    try {
      files.push(readFileDescriptor(descriptor));
    } catch (error) {
      source.onProblem(error instanceof Error ? error.message : String(error));
    }
  }
  return new DescriptorIndex(files);
}

function answerAll(stream: Stream, answers: Answers): void {
  stream.on('data', (request: v1Messages.ServerReflectionRequest) => stream.write(answers.answer(request)));
  stream.on('end', () => stream.end());
  stream.on('error', () => stream.destroy());
}

/** The answers on one stream; a file is sent once on it. */
class Answers {
  readonly #sent = new Set<string>();

  constructor(
    private readonly messages: Messages,
    private readonly index: DescriptorIndex,
    private readonly serviceNames: () => readonly string[],
  ) {}

  answer(request: v1Messages.ServerReflectionRequest): v1Messages.ServerReflectionResponse {
    const response = new this.messages.ServerReflectionResponse();
    response.setValidHost(request.getHost());
    response.setOriginalRequest(request);
    const Case = this.messages.ServerReflectionRequest.MessageRequestCase;
    switch (request.getMessageRequestCase()) {
      case Case.LIST_SERVICES:
        return this.#services(response);
      case Case.FILE_BY_FILENAME:
        return this.#files(response, this.index.byName(request.getFileByFilename()), request.getFileByFilename());
      case Case.FILE_CONTAINING_SYMBOL: {
        const symbol = request.getFileContainingSymbol();
        return this.#files(response, this.index.bySymbol(symbol.replace(/^\./, '')), symbol);
      }
      case Case.FILE_CONTAINING_EXTENSION: {
        const type = request.getFileContainingExtension()?.getContainingType() ?? '';
        const number = request.getFileContainingExtension()?.getExtensionNumber() ?? 0;
        return this.#files(response, this.index.byExtension(type, number), `extension ${number} of ${type}`);
      }
      case Case.ALL_EXTENSION_NUMBERS_OF_TYPE:
        return this.#extensions(response, request.getAllExtensionNumbersOfType());
      case Case.MESSAGE_REQUEST_NOT_SET:
        return this.#refuse(response, status.INVALID_ARGUMENT, 'the request asks for nothing');
    }
  }

  #services(response: v1Messages.ServerReflectionResponse): v1Messages.ServerReflectionResponse {
    const list = new this.messages.ListServiceResponse();
    for (const name of [...this.serviceNames()].sort()) {
      const service = new this.messages.ServiceResponse();
      service.setName(name);
      list.addService(service);
    }
    response.setListServicesResponse(list);
    return response;
  }

  #files(
    response: v1Messages.ServerReflectionResponse,
    file: ProtoFile | undefined,
    wanted: string,
  ): v1Messages.ServerReflectionResponse {
    if (file === undefined) return this.#refuse(response, status.NOT_FOUND, `not found: ${wanted}`);
    const files = new this.messages.FileDescriptorResponse();
    for (const member of this.index.withDependencies(file)) {
      if (member !== file && this.#sent.has(member.name)) continue;
      this.#sent.add(member.name);
      files.addFileDescriptorProto(member.descriptor);
    }
    response.setFileDescriptorResponse(files);
    return response;
  }

  #extensions(response: v1Messages.ServerReflectionResponse, type: string): v1Messages.ServerReflectionResponse {
    const numbers = this.index.extensionNumbers(type);
    if (numbers === undefined) return this.#refuse(response, status.NOT_FOUND, `not found: ${type}`);
    const found = new this.messages.ExtensionNumberResponse();
    found.setBaseTypeName(type);
    found.setExtensionNumberList([...numbers]);
    response.setAllExtensionNumbersResponse(found);
    return response;
  }

  #refuse(
    response: v1Messages.ServerReflectionResponse,
    code: status,
    message: string,
  ): v1Messages.ServerReflectionResponse {
    const error = new this.messages.ErrorResponse();
    error.setErrorCode(code);
    error.setErrorMessage(message);
    response.setErrorResponse(error);
    return response;
  }
}
