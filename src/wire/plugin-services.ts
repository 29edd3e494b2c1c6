import type { MethodDefinition } from '@grpc/grpc-js';
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

/**
 * The definition of one method. grpc-js does not look into requests and responses. With these definitions instead of the generated ones,
 * clients and servers use domain values, and messages exist only during the conversion.
 */
export function unary<Request, Response>(
  path: string,
  request: Codec<Request>,
  response: Codec<Response>,
): MethodDefinition<Request, Response> {
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: (value) => request.encode(value),
    requestDeserialize: (bytes) => request.decode(bytes),
    responseSerialize: (value) => response.encode(value),
    responseDeserialize: (bytes) => response.decode(bytes),
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
