import { once } from 'node:events';
import {
  status,
  type ClientReadableStream,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerWritableStream,
  type ServiceError,
  type StatusObject,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import { serveInMemory, type Served } from '../../support/in-memory-link.js';
import { RawClient, rawService } from '../../support/raw-service.js';

type Collect = ServerReadableStream<Buffer, Buffer>;
type Chat = ServerDuplexStream<Buffer, Buffer>;
type Expand = ServerWritableStream<Buffer, Buffer>;

describe('A streaming handler of GrpcServer', () => {
  let served: Served;
  afterEach(() => served.close());

  const start = (implementation: UntypedServiceImplementation): RawClient => {
    served = serveInMemory((server) => server.addService(rawService, implementation));
    return served.connection.client(RawClient);
  };

  const collect = async (client: RawClient, messages: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const call = client.collect((error, answer) => (error === null ? resolve(String(answer)) : reject(error)));
      for (const message of messages) call.write(Buffer.from(message));
      call.end();
    });

  it('reads the requests of its client with for await, and answers after them', async () => {
    const client = start({
      collect: (call: Collect, done: sendUnaryData<Buffer>) => {
        const read = async (): Promise<void> => {
          const received: string[] = [];
          for await (const message of call) received.push(String(message));
          done(null, Buffer.from(received.join(' ')));
        };
        void read();
      },
    });
    expect(await collect(client, ['one', 'two', 'three'])).to.equal('one two three');
  });

  it('answers after it has left its for await early', async () => {
    const client = start({
      collect: (call: Collect, done: sendUnaryData<Buffer>) => {
        const readOne = async (): Promise<void> => {
          for await (const message of call) {
            done(null, message as Buffer);
            break;
          }
        };
        void readOne();
      },
    });
    expect(await collect(client, ['one', 'two'])).to.equal('one');
  });

  it('answers each request of a for await with a response', async () => {
    const client = start({
      chat: (call: Chat) => {
        const shout = async (): Promise<void> => {
          for await (const message of call) call.write(Buffer.from(String(message).toUpperCase()));
          call.end();
        };
        void shout();
      },
    });
    const chat = client.chat();
    for (const message of ['one', 'two']) chat.write(Buffer.from(message));
    chat.end();
    const received: string[] = [];
    for await (const message of chat) received.push(String(message));
    expect(received).to.deep.equal(['ONE', 'TWO']);
  });

  const endings: readonly (readonly [
    what: string,
    end: (call: Chat | Expand) => unknown,
    expected: Partial<StatusObject>,
  ])[] = [
    [
      'emits an error',
      (call) => call.emit('error', Object.assign(new Error('no'), { code: status.NOT_FOUND })),
      { code: status.NOT_FOUND, details: 'no' },
    ],
    ['destroys its stream', (call) => call.destroy(), { code: status.CANCELLED }],
    [
      'destroys its stream with an error',
      (call) => call.destroy(new Error('no')),
      { code: status.UNKNOWN, details: 'no' },
    ],
  ];
  for (const [what, end, expected] of endings)
    it(`fails its call if it ${what}`, async () => {
      const client = start({ expand: end, chat: end });
      for (const open of [() => client.expand(Buffer.of(1)), () => client.chat()]) {
        const call: ClientReadableStream<Buffer> = open();
        call.on('error', () => undefined).on('data', () => undefined);
        const ended = await new Promise<StatusObject>((resolve) => call.once('status', resolve));
        expect(ended).to.include(expected);
      }
    });

  it('learns that its caller has canceled, and its stream is destroyed', async () => {
    const closed: Promise<unknown>[] = [];
    let begun: () => void = () => undefined;
    const client = start({
      chat: (call: Chat) => {
        closed.push(
          once(call, 'cancelled'),
          once(
            call.on('error', () => undefined),
            'close',
          ),
        );
        begun();
      },
    });
    const running = new Promise<void>((resolve) => (begun = resolve));
    const chat = client.chat();
    const failed = once(chat, 'error') as Promise<[ServiceError]>;
    await running;
    chat.cancel();
    await Promise.all(closed);
    expect((await failed)[0].code).to.equal(status.CANCELLED);
  });
});
