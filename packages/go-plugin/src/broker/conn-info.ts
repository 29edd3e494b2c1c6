import type { MethodDefinition } from '@grpc/grpc-js';
import { GRPCBrokerService } from '../generated/go_plugin/broker_grpc_pb.cjs';
import { ConnInfo } from '../generated/go_plugin/broker_pb.cjs';
import { wellFormed, type MessageShape } from '../protobuf-check.js';
import type { BrokerMessage } from './broker-message.js';

/** Writes a message as ConnInfo. */
export function encodeConnInfo(message: BrokerMessage): Buffer {
  const info = new ConnInfo();
  if (message.kind === 'invalid') return Buffer.from(info.serializeBinary());
  info.setServiceId(message.id);
  if (message.kind === 'address') info.setNetwork(message.address.network).setAddress(message.address.address);
  if (message.kind === 'knock') info.setKnock(new ConnInfo.Knock().setKnock(true));
  if (message.kind === 'knock answer') {
    info.setKnock(
      new ConnInfo.Knock()
        .setKnock(true)
        .setAck(true)
        .setError(message.error ?? ''),
    );
  }
  return Buffer.from(info.serializeBinary());
}

/** Field 4 is the knock. */
const connInfoShape: MessageShape = { 4: {} };

/** Reads a ConnInfo. Invalid bytes become `invalid`, because one bad message must not end the stream. */
export function decodeConnInfo(bytes: Uint8Array): BrokerMessage {
  let info: ConnInfo;
  try {
    info = ConnInfo.deserializeBinary(wellFormed(bytes, connInfoShape));
  } catch (error) {
    return { kind: 'invalid', problem: error instanceof Error ? error.message : String(error) };
  }
  const id = info.getServiceId();
  const knock = info.getKnock();
  if (knock?.getKnock() === true) {
    if (!knock.getAck()) return { kind: 'knock', id };
    return { kind: 'knock answer', id, error: knock.getError() === '' ? undefined : knock.getError() };
  }
  if (knock !== undefined) return { kind: 'invalid', problem: 'a knock that does not knock' };
  return { kind: 'address', id, address: { network: info.getNetwork(), address: info.getAddress() } };
}

const { startStream } = GRPCBrokerService;

/** plugin.GRPCBroker/StartStream with {@link BrokerMessage}s in place of protobuf's. */
export const startStreamMethod: MethodDefinition<BrokerMessage, BrokerMessage> = {
  path: startStream.path,
  requestStream: startStream.requestStream,
  responseStream: startStream.responseStream,
  requestSerialize: encodeConnInfo,
  requestDeserialize: decodeConnInfo,
  responseSerialize: encodeConnInfo,
  responseDeserialize: decodeConnInfo,
};
