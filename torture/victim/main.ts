// The TypeScript plugin that faults strike. The variable TORTURE says which, and where; without it the plugin behaves well.
import { appendFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { setTimeout as wait } from 'node:timers/promises';
import { createPluginLogger, serve, type GrpcBroker, type ServiceRegistrar } from 'go-plugin-node';
import { awfHandshake, awfPluginKey } from '../../src/wire/handshake.js';
import { executeMessage } from '../../src/wire/plugin-messages.js';
import type { Point } from '../points.js';
import { answerBadly, right, wantsBadAnswer, type Call } from './answers.js';
import { attackBytes } from './frames.js';
import { Gate } from './gate.js';
import { brokeredPath, brokerId, brokerOperation, recordOperation, type Order } from './order.js';
import { interceptHandshake, watchAccepted, watchSecured } from './process-hooks.js';
import { Striker, type Surroundings } from './strike.js';

/** What is printed while an event is awaited. */
const printedLines = 60;

/** How long sent bytes may take to leave the process. */
const flushMs = 25;

const asIs = (bytes: Buffer): Buffer => bytes;

/** Every method as a stream of plain bytes, so that an answer can stop anywhere. On the wire, nobody sees a difference. */
const method = (path: string) => ({
  path,
  requestStream: false,
  responseStream: true,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
});

class Victim {
  readonly #striker: Striker;
  readonly #logger = createPluginLogger('victim');
  #gate: Gate | undefined;
  #secured: TLSSocket | undefined;
  #brokered: Socket | undefined;
  #broker: GrpcBroker | undefined;

  constructor(private readonly order: Order | undefined) {
    this.#striker = new Striker(order);
  }

  async run(): Promise<void> {
    if (this.#stops('before the handshake')) return;
    if (this.order !== undefined) await this.#hook(this.order);
    await serve({
      handshake: awfHandshake,
      plugins: { [awfPluginKey]: { registerServices: (server, broker) => this.#register(server, broker) } },
    });
    this.#stops('after shutdown');
  }

  async #hook({ fault, point }: Order): Promise<void> {
    const onWire = ['closed socket', 'half-closed socket', 'TLS garbage', 'slow peer'].includes(fault);
    if (onWire || point === 'connecting' || point === 'TLS') this.#gate = await this.#openGate(fault);
    interceptHandshake((given, write) => {
      const line = this.#gate?.announceIn(given) ?? given;
      const half = Math.floor(line.length / 2);
      write(line.slice(0, half));
      if (this.#stops('half a line')) return;
      write(line.slice(half));
      this.#stops('after the handshake');
    });
    watchSecured((socket) => {
      this.#secured = socket;
      if (fault === 'HTTP/2 attack') this.#stops(this.#brokered === undefined ? 'TLS' : 'broker dial');
    });
  }

  #openGate(fault: Order['fault']): Promise<Gate> {
    return Gate.open(process.env['PLUGIN_UNIX_SOCKET_DIR'] ?? '', {
      connecting: () => !this.#stops('connecting'),
      // This attack needs the connection that is being made.
      hello: () => fault === 'HTTP/2 attack' || !this.#stops('TLS'),
    });
  }

  #register(server: ServiceRegistrar, broker: GrpcBroker): void {
    this.#broker = broker;
    const lifecycle = '/plugin.v1.PluginService';
    const operations = '/plugin.v1.OperationService';
    const answering = (point: Point, bytes: () => Buffer) => (call: Call) => this.#answer(call, point, bytes());
    server.addService(
      {
        getInfo: method(`${lifecycle}/GetInfo`),
        init: method(`${lifecycle}/Init`),
        shutdown: method(`${lifecycle}/Shutdown`),
        list: method(`${operations}/ListOperations`),
        execute: method(`${operations}/Execute`),
      },
      {
        getInfo: answering('info', right.info),
        init: answering('init', right.nothing),
        shutdown: answering('shutdown', right.nothing),
        list: answering('list', right.list),
        execute: (call: Call) => void this.#execute(call),
      },
    );
  }

  #answer(call: Call, point: Point, answer: Buffer): void {
    if (this.order !== undefined && wantsBadAnswer(this.order) && this.#striker.due(point)) {
      this.#striker.mark();
      void answerBadly(call, this.order, answer, '');
      return;
    }
    if (this.#stops(point)) return;
    call.write(answer);
    call.end();
  }

  async #execute(call: Call): Promise<void> {
    const { operation, inputs } = executeMessage.decode(call.request);
    const id = JSON.parse(inputs.get('id') ?? '""') as string;
    if (operation === brokerOperation) await this.#serveBrokered();
    if (operation === recordOperation)
      appendFileSync(join(process.env['SOAK_RECORDS'] ?? '', String(process.pid)), `${id}\n`);
    if (this.#stops('execute: before')) return;
    if (this.#striker.due('event') && (await this.#emit())) return;
    if (this.#striker.due('execute: during')) {
      await this.#answerHalf(call, id);
      return;
    }
    call.write(right.result(id));
    call.end();
    if (!this.#striker.due('execute: after')) return;
    await wait(flushMs);
    this.#stops('execute: after');
  }

  async #answerHalf(call: Call, id: string): Promise<void> {
    if (this.order !== undefined && wantsBadAnswer(this.order)) {
      this.#striker.mark();
      await answerBadly(call, this.order, right.result(id), id);
      return;
    }
    call.write(right.result(id));
    await wait(flushMs);
    if (!this.#stops('execute: during')) call.end();
  }

  /** @returns whether the fault has stopped the plugin */
  async #emit(): Promise<boolean> {
    const emit = (line: number): void => {
      process.stdout.write(`printed ${line}\n`);
      this.#logger.log('info', 'logged', { line });
    };
    for (let line = 0; line < printedLines; line++) emit(line);
    await wait(flushMs);
    if (this.order?.fault === 'endless stream') {
      this.#striker.mark();
      setInterval(() => {
        for (let line = 0; line < printedLines; line++) emit(line);
      }, 1);
    }
    return this.#stops('event');
  }

  async #serveBrokered(): Promise<void> {
    watchAccepted((socket) => {
      this.#brokered = socket;
      if (this.order?.fault !== 'HTTP/2 attack') this.#stops('broker dial');
    });
    const ping = (call: Call): void => {
      call.write(call.request);
      call.end();
    };
    await this.#broker?.acceptAndServe(brokerId, (server) =>
      server.addService({ ping: method(brokeredPath) }, { ping }),
    );
  }

  #stops(point: Point): boolean {
    return this.#striker.reach(point, this.#surroundings) === 'stops';
  }

  get #surroundings(): Surroundings {
    const brokered = this.#brokered;
    return {
      close: () => (brokered === undefined ? this.#gate?.close() : brokered.destroy()),
      halfClose: () => (brokered === undefined ? this.#gate?.halfClose() : brokered.end()),
      garbage: (bytes) => (brokered === undefined ? this.#gate?.garbage(bytes) : brokered.write(bytes)),
      slowDown: () => this.#gate?.slowDown(),
      attack: (variant) => this.#secured?.write(attackBytes(variant)),
      announceIds: (count) => this.#announceIds(count),
    };
  }

  async #announceIds(count: number): Promise<void> {
    for (let id = 1_000; id < 1_000 + count; id++)
      await this.#broker?.acceptAndServe(id, () => undefined).catch(() => undefined);
  }
}

const given = process.env['TORTURE'];
await new Victim(given === undefined ? undefined : (JSON.parse(given) as Order)).run();
