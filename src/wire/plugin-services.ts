import type { MethodDefinition } from '@grpc/grpc-js';
import { releaseMessage } from 'go-plugin-node';
import {
  configMessage,
  emptyMessage,
  executeMessage,
  foundSchemaMessage,
  infoMessage,
  operationNameMessage,
  resultMessage,
  schemasMessage,
  type Codec,
} from './plugin-messages.js';

/** A method whose responses may have a limit of their own. */
export interface UnaryMethod<Request, Response> extends MethodDefinition<Request, Response> {
  /** @param textBytes how many bytes of memory the texts in it may take @default any number */
  readonly responseDeserialize: (bytes: Buffer, textBytes?: number) => Response;
}

/** A method that refuses responses whose texts take more memory, and lets go of their bytes when they are read: no value here is a view on them. */
export const within = <Request, Response>(
  method: UnaryMethod<Request, Response>,
  textBytes: number,
): MethodDefinition<Request, Response> => ({
  ...method,
  responseDeserialize(bytes) {
    try {
      return method.responseDeserialize(bytes, textBytes);
    } finally {
      releaseMessage(bytes);
    }
  },
});

/**
 * The definition of one method. grpc-js does not look into requests and responses. With these definitions instead of the generated ones,
 * clients and servers use domain values, and messages exist only during the conversion.
 */
export function unary<Request, Response>(
  path: string,
  request: Codec<Request>,
  response: Codec<Response>,
): UnaryMethod<Request, Response> {
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: (value) => request.encode(value),
    requestDeserialize: (bytes) => request.decode(bytes),
    responseSerialize: (value) => response.encode(value),
    responseDeserialize: (bytes, textBytes) => response.decode(bytes, textBytes),
  };
}

/** The plugin's description, initialization and shutdown. */
export const pluginService = {
  getInfo: unary('/plugin.v1.PluginService/GetInfo', emptyMessage, infoMessage),
  init: unary('/plugin.v1.PluginService/Init', configMessage, emptyMessage),
  shutdown: unary('/plugin.v1.PluginService/Shutdown', emptyMessage, emptyMessage),
};

/** The operations that workflow steps call. */
export const operationService = {
  listOperations: unary('/plugin.v1.OperationService/ListOperations', emptyMessage, schemasMessage),
  getOperation: unary('/plugin.v1.OperationService/GetOperation', operationNameMessage, foundSchemaMessage),
  execute: unary('/plugin.v1.OperationService/Execute', executeMessage, resultMessage),
};
