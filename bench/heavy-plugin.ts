// A plugin that answers with as much as it may send, for heavy-answers.ts. The variable HEAVY says what, and where.
import { writeSync } from 'node:fs';
import { compressionAlgorithms, type ServerWritableStream } from '@grpc/grpc-js';
import { serve } from '../packages/go-plugin/src/index.js';
import { awfHandshake, awfPluginKey } from '../src/wire/handshake.js';
import { infoMessage, schemasMessage } from '../src/wire/plugin-messages.js';
import { stepTypesMessage } from '../src/wire/step-type-messages.js';
import { heavyMessage, type Place, type TextKind } from './heavy-messages.js';

interface Order {
  readonly place: Place;
  readonly kind: TextKind;
  readonly gzip: boolean;
}

type Call = ServerWritableStream<Buffer, Buffer>;

const order = JSON.parse(process.env['HEAVY'] ?? '{}') as Order;
const asIs = (bytes: Buffer): Buffer => bytes;
/** Every method as a stream of plain bytes, which on the wire looks the same. */
const method = (path: string) => ({
  path: `/plugin.v1.${path}`,
  requestStream: false,
  responseStream: true,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
});

/** Answers with these bytes, or with the heavy ones if they are asked for in one of the places. */
const answering =
  (small: Buffer, ...places: readonly Place[]) =>
  (call: Call): void => {
    call.write(places.includes(order.place) ? heavyMessage(order.place, order.kind) : small);
    call.end();
  };

function execute(call: Call): void {
  const { place } = order;
  if (place === 'log line' || place === 'log lines' || place === 'stdout') writeAll(place === 'stdout' ? 1 : 2);
  answering(Buffer.from([8, 1]), 'output', 'value', 'error', 'name of a value', 'many values')(call);
}

function writeAll(descriptor: number): void {
  const bytes = order.place === 'log lines' ? logLines() : heavyMessage(order.place, order.kind);
  if (descriptor === 1) {
    process.stdout.write(bytes);
    return;
  }
  for (let at = 0; at < bytes.length;)
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
}

const logLines = (): Buffer => {
  const line = `${JSON.stringify({ '@level': 'info', '@message': 'x'.repeat(60_000), '@timestamp': new Date().toISOString() })}\n`;
  return Buffer.from(line.repeat(1_000));
};

const operation = { name: 'give', description: '', inputs: {}, outputs: {}, plugin: '' };
const info = infoMessage.encode({
  name: 'heavy',
  version: '1.0.0',
  description: '',
  capabilities: ['operations', 'step_types', 'validators'],
});
const stepTypes = stepTypesMessage.encode([{ name: 'give', description: '', config: {}, plugin: '' }]);

await serve({
  handshake: awfHandshake,
  grpc: {
    serverOptions: order.gzip ? { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip } : {},
  },
  plugins: {
    [awfPluginKey]: {
      registerServices: (server) =>
        server.addService(
          {
            info: method('PluginService/GetInfo'),
            init: method('PluginService/Init'),
            shutdown: method('PluginService/Shutdown'),
            list: method('OperationService/ListOperations'),
            execute: method('OperationService/Execute'),
            listStepTypes: method('StepTypeService/ListStepTypes'),
            executeStep: method('StepTypeService/ExecuteStep'),
            validateWorkflow: method('ValidatorService/ValidateWorkflow'),
            validateStep: method('ValidatorService/ValidateStep'),
          },
          {
            info: answering(info, 'name', 'capabilities'),
            init: answering(Buffer.alloc(0)),
            shutdown: answering(Buffer.alloc(0)),
            list: answering(schemasMessage.encode([operation]), 'operation', 'operations'),
            execute,
            listStepTypes: answering(stepTypes, 'step types'),
            executeStep: answering(Buffer.alloc(0), 'output of a step', 'data of a step'),
            validateWorkflow: answering(Buffer.alloc(0), 'issue', 'issues'),
            validateStep: answering(Buffer.alloc(0)),
          },
        ),
    },
  },
});
