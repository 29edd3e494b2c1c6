import { join } from 'node:path';
import type { MethodDefinition } from '@grpc/grpc-js';
import { GoPluginError, PluginClient, type GrpcBroker, type GrpcConnection, type GrpcPlugin } from 'go-plugin-node';
import { awfHandshake } from '../../src/wire/handshake.js';
import { operationService } from '../../src/wire/plugin-services.js';
import { kindOf, strikesHost } from '../faults.js';
import { brokeredPath, brokerId, brokerOperation } from '../victim/order.js';
import { strikeHost } from './host-faults.js';
import type { Outcome } from './outcome.js';
import { victims, type Calls, type Scene } from './script.js';

const asIs = (bytes: Buffer): Buffer => bytes;
const ping: MethodDefinition<Buffer, Buffer> = {
  path: brokeredPath,
  requestStream: false,
  responseStream: false,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
};

interface Dispensed {
  readonly connection: GrpcConnection;
  readonly broker: GrpcBroker;
}

const awfPlugin: GrpcPlugin<Dispensed> = { createClient: (connection, broker) => ({ connection, broker }) };

const hangMs = 1_500;
const patientMs = 60_000;

/** Below the ports, because AWF's host dials nobody: a client of the library dials what the victim serves. */
export async function playBroker(scene: Scene): Promise<Calls> {
  const { injection, pluginsDir } = scene;
  const name = victims[injection.language];
  await using client = new PluginClient({
    handshake: awfHandshake,
    plugins: { 'awf-plugin': awfPlugin },
    command: join(pluginsDir, name, `awf-plugin-${name}`),
    stdin: 'ignore',
    gracefulStopMs: 1_000,
  });
  const { connection, broker } = await client.dispense('awf-plugin');
  await connection.callUnary(operationService.execute, {
    operation: brokerOperation,
    inputs: new Map([['id', '""']]),
  });
  const release = strikesHost(injection.fault) ? strikeHost(injection.fault, injection.variant) : () => undefined;
  try {
    return { met: await dial(client, broker, kindOf(injection.fault) === 'hang' ? hangMs : patientMs) };
  } finally {
    release();
  }
}

async function dial(client: PluginClient, broker: GrpcBroker, timeoutMs: number): Promise<Outcome> {
  try {
    const brokered = await broker.dial(brokerId, { timeoutMs });
    try {
      const sent = Buffer.from('\x7a\x04ping');
      const answer = await brokered.callUnary(ping, sent, { timeoutMs });
      return { end: answer.equals(sent) ? 'answered' : 'another answer', message: '' };
    } finally {
      await brokered.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // A connection that breaks may be noticed before the exit that broke it.
    const failure = await client.classifyCallFailure(error);
    if (failure !== undefined) return { end: failure.reason, message };
    return { end: GoPluginError.is(error) ? error.code : 'an error without a code', message };
  }
}
