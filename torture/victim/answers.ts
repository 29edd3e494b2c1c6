import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { OperationSchema } from '../../src/domain/plugin/operation.js';
import { infoMessage, resultMessage, schemasMessage } from '../../src/wire/plugin-messages.js';
import { schemaMessage } from '../../src/wire/schema-messages.js';
import { ListOperationsResponse } from '../../src/wire/generated/plugin/v1/plugin_pb.cjs';
import { brokerOperation, recordOperation, workOperation, type Order } from './order.js';

/** A call whose answer is written piece by piece. On the wire, a unary call looks the same. */
export type Call = ServerWritableStream<Buffer, Buffer>;

const operation = (name: string): OperationSchema => ({
  name,
  description: '',
  inputs: { id: { type: 'string', required: false } },
  outputs: {},
  plugin: '',
});

/** The right answers. */
export const right = {
  info: () => infoMessage.encode({ name: 'victim', version: '1.0.0', description: '', capabilities: ['operations'] }),
  nothing: () => Buffer.alloc(0),
  list: () => schemasMessage.encode([workOperation, brokerOperation, recordOperation].map(operation)),
  result: (id: string, others: ReadonlyMap<string, string> = new Map()) =>
    resultMessage.encode({
      success: true,
      output: '',
      data: new Map([...others, ['text', JSON.stringify(id)], ['pid', String(process.pid)]]),
      error: '',
    }),
};

/** Values of other types than the schema has, and some that are no JSON. */
const odd = new Map([
  ['number', 'NaN'],
  ['object', '{"a":'],
  ['list', '[1,2'],
  ['empty', ''],
]);

const isAnswerFault = (fault: Order['fault']): boolean =>
  ['large answer', 'no protobuf', 'wrong JSON types', 'endless stream'].includes(fault);

/** Whether this order asks for a bad answer, and not for a fault beside the answer. */
export const wantsBadAnswer = (order: Order): boolean => isAnswerFault(order.fault);

/** Gives the bad answer that is asked for, instead of a right one. */
export async function answerBadly(call: Call, order: Order, rightAnswer: Buffer, id: string): Promise<void> {
  switch (order.fault) {
    case 'large answer':
      call.write(padded(rightAnswer, order.size));
      break;
    case 'no protobuf':
      call.write(order.variant % 2 === 0 ? Buffer.alloc(64, 0xff) : Buffer.from([0x0a, 0x7f, 0x00]));
      break;
    case 'wrong JSON types':
      call.write(order.point === 'list' ? oddSchemas() : right.result(id, odd));
      break;
    default:
      await answerForEver(call, rightAnswer);
      return;
  }
  call.end();
}

/** With a field that nobody knows, of so many megabytes. */
function padded(message: Buffer, megabytes: number): Buffer {
  const length = megabytes * 2 ** 20;
  const varint: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 128)) varint.push((rest % 128) + (rest >= 128 ? 128 : 0));
  return Buffer.concat([message, Buffer.from([(15 << 3) | 2, ...varint]), Buffer.alloc(length)]);
}

function oddSchemas(): Buffer {
  const message = schemaMessage(operation(workOperation));
  for (const input of message.getInputsList()) input.setType('banana').setDefault('{"a"').setValidation('nothing');
  return Buffer.from(new ListOperationsResponse().setOperationsList([message]).serializeBinary());
}

async function answerForEver(call: Call, message: Buffer): Promise<void> {
  const over = new AbortController();
  for (const event of ['close', 'error', 'cancelled'] as const) call.once(event, () => over.abort());
  while (!over.signal.aborted)
    if (!call.write(message)) await once(call, 'drain', { signal: over.signal }).catch(() => undefined);
}
