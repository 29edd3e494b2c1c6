import { once } from 'node:events';
import { constants, type ServerHttp2Stream } from 'node:http2';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { Metadata, status, type CallOptions, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import sinon from 'sinon';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { socketDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { createHttp2Channel, type Http2ChannelOptions } from '../../../src/channel/http2-channel.js';
import { encodeMessage } from '../../../src/channel/message-framing.js';
import {
  frame,
  headersFrame,
  startByteServer,
  startFrameServer,
  startHttp2Server,
  type HostileServer,
} from '../../support/hostile-server.js';
import { RawClient, unary } from '../../support/raw-service.js';
import { rejection } from '../../support/rejection.js';

const ok = { ':status': 200, 'content-type': 'application/grpc' };
const message = encodeMessage(Buffer.from('answer'), false);

type Options = Omit<Http2ChannelOptions, 'dial'>;

async function withClient<T>(
  server: HostileServer,
  options: Options,
  use: (client: RawClient) => Promise<T>,
): Promise<T> {
  const dial = socketDialer({ network: 'unix', address: server.path });
  const connection = createGrpcConnection(createHttp2Channel({ dial, ...options }));
  try {
    return await use(connection.client(RawClient));
  } finally {
    await connection.close();
    await server.close();
  }
}

async function failure(call: Promise<unknown>): Promise<ServiceError> {
  try {
    await call;
  } catch (error) {
    return error as ServiceError;
  }
  throw new Error('the call succeeded');
}

async function failureOfUnary(
  server: HostileServer,
  options: Options = {},
  call: CallOptions = {},
): Promise<ServiceError> {
  return withClient(server, options, (client) => failure(unary(client, Buffer.from('x'), new Metadata(), call)));
}

/** Headers and, when the body has gone, these trailers. */
function respond(stream: ServerHttp2Stream, body: Buffer, trailers: Record<string, string> | undefined): void {
  stream.respond(ok, { waitForTrailers: trailers !== undefined });
  if (trailers !== undefined) stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.end(body);
}

interface Case {
  readonly title: string;
  readonly answer: (stream: ServerHttp2Stream) => void;
  readonly code: status;
  readonly details?: string;
  readonly options?: Options;
}

const cases: readonly Case[] = [
  {
    title: 'a trailers-only response',
    answer: (stream) =>
      stream.respond({ ...ok, 'grpc-status': '5', 'grpc-message': 'none%20here' }, { endStream: true }),
    code: status.NOT_FOUND,
    details: 'none here',
  },
  {
    title: 'trailers with a status and an encoded message',
    answer: (stream) => respond(stream, Buffer.alloc(0), { 'grpc-status': '9', 'grpc-message': '%E2%82%AC%0A' }),
    code: status.FAILED_PRECONDITION,
    details: '€\n',
  },
  {
    title: 'trailers without grpc-status',
    answer: (stream) => respond(stream, message, { other: 'x' }),
    code: status.UNKNOWN,
    details: 'no grpc-status',
  },
  {
    title: 'a malformed grpc-status',
    answer: (stream) => respond(stream, message, { 'grpc-status': 'seven' }),
    code: status.UNKNOWN,
    details: 'invalid grpc-status "seven"',
  },
  {
    title: 'a stream that ends without trailers',
    answer: (stream) => respond(stream, message, undefined),
    code: status.INTERNAL,
    details: 'without a status',
  },
  {
    title: 'OK without a message',
    answer: (stream) => respond(stream, Buffer.alloc(0), { 'grpc-status': '0' }),
    code: status.UNIMPLEMENTED,
  },
  {
    title: 'two messages for a unary call',
    answer: (stream) => respond(stream, Buffer.concat([message, message]), { 'grpc-status': '0' }),
    code: status.UNIMPLEMENTED,
  },
  {
    title: 'a second, large message for a unary call',
    answer: (stream) =>
      respond(stream, Buffer.concat([message, encodeMessage(Buffer.alloc(300_000), false)]), { 'grpc-status': '0' }),
    code: status.UNIMPLEMENTED,
  },
  {
    title: 'OK after half a message',
    answer: (stream) => respond(stream, message.subarray(0, 8), { 'grpc-status': '0' }),
    code: status.INTERNAL,
    details: 'middle of a message',
  },
  {
    title: 'OK after half an envelope',
    answer: (stream) => respond(stream, message.subarray(0, 3), { 'grpc-status': '0' }),
    code: status.INTERNAL,
    details: 'middle of a message',
  },
  {
    title: 'an error status after half a message: the status counts',
    answer: (stream) => respond(stream, message.subarray(0, 8), { 'grpc-status': '10' }),
    code: status.ABORTED,
  },
  {
    title: 'a bad compressed flag',
    answer: (stream) => respond(stream, Buffer.from('0500000000', 'hex'), { 'grpc-status': '0' }),
    code: status.INTERNAL,
    details: 'compressed flag 5',
  },
  {
    title: 'a compressed message without grpc-encoding',
    answer: (stream) => respond(stream, encodeMessage(Buffer.from('x'), true), { 'grpc-status': '0' }),
    code: status.INTERNAL,
    details: 'grpc-encoding',
  },
  {
    title: 'a message over the limit',
    answer: (stream) => respond(stream, encodeMessage(Buffer.alloc(101), false), { 'grpc-status': '0' }),
    code: status.RESOURCE_EXHAUSTED,
    details: '101 vs 100',
    options: { channelOptions: { 'grpc.max_receive_message_length': 100 } },
  },
  {
    title: 'an HTML page',
    answer: (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'text/html' });
      stream.end('<html>');
    },
    code: status.UNKNOWN,
    details: 'text/html',
  },
  {
    title: 'a proxy’s error page',
    answer: (stream) => {
      stream.respond({ ':status': 502, 'content-type': 'text/html' });
      stream.end('<html>');
    },
    code: status.UNAVAILABLE,
    details: '502',
  },
  {
    title: 'HTTP 403 and nothing else',
    answer: (stream) => stream.respond({ ':status': 403 }, { endStream: true }),
    code: status.PERMISSION_DENIED,
  },
  {
    title: 'HTTP 500 with a grpc-status: it counts',
    answer: (stream) => stream.respond({ ...ok, ':status': 500, 'grpc-status': '7' }, { endStream: true }),
    code: status.PERMISSION_DENIED,
  },
  {
    title: 'a session that the server destroys',
    answer: (stream) => stream.session?.destroy(),
    code: status.UNAVAILABLE,
    details: 'connection lost',
  },
  {
    title: 'GOAWAY with an error',
    answer: (stream) => {
      stream.session?.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, 0, Buffer.from('too_many_pings'));
    },
    code: status.UNAVAILABLE,
    details: 'ENHANCE_YOUR_CALM (too_many_pings)',
  },
];

describe('Http2Channel with a hostile HTTP/2 server', () => {
  for (const { title, answer, code, details, options } of cases)
    it(`${title} gives ${status[code]}`, async () => {
      const error = await failureOfUnary(await startHttp2Server(answer), options);
      expect(`${status[error.code]}: ${error.details}`).to.match(new RegExp(`^${status[code]}:`));
      if (details !== undefined) expect(error.details).to.include(details);
    });

  it('gives the metadata of headers and trailers, binary and repeated ones too', async () => {
    const server = await startHttp2Server((stream) => {
      stream.respond({ ...ok, initial: 'one', 'raw-bin': 'AAE' }, { waitForTrailers: true });
      stream.on('wantTrailers', () =>
        stream.sendTrailers({ 'grpc-status': '0', last: 'two', 'end-bin': ['/w', 'AA'] }),
      );
      stream.end(message);
    });
    await withClient(server, {}, async (client) => {
      const call = client.unary(Buffer.from('x'), () => undefined);
      const initial = new Promise<Metadata>((resolve) => call.on('metadata', resolve));
      const { metadata } = await new Promise<{ metadata: Metadata }>((resolve) => call.on('status', resolve));
      expect((await initial).get('initial')).to.deep.equal(['one']);
      expect((await initial).get('raw-bin')).to.deep.equal([Buffer.of(0, 1)]);
      expect(metadata.get('last')).to.deep.equal(['two']);
      expect(metadata.get('end-bin')).to.deep.equal([Buffer.of(255), Buffer.of(0)]);
      expect(metadata.get('grpc-status')).to.deep.equal([]);
    });
  });

  it('skips informational responses', async () => {
    const server = await startHttp2Server((stream) => {
      stream.additionalHeaders({ ':status': 103 });
      respond(stream, message, { 'grpc-status': '0' });
    });
    const answer = await withClient(server, {}, (client) => unary(client, Buffer.from('x'), new Metadata()));
    expect(answer.toString()).to.equal('answer');
  });

  it('refuses to send a message over its limit', async () => {
    const server = await startHttp2Server((stream) => respond(stream, message, { 'grpc-status': '0' }));
    const error = await failureOfUnary(server, { channelOptions: { 'grpc.max_send_message_length': 0 } });
    expect(error.code).to.equal(status.RESOURCE_EXHAUSTED);
  });
});

describe('Http2Channel and RST_STREAM', () => {
  const codes: readonly (readonly [string, status])[] = [
    ['NO_ERROR', status.INTERNAL],
    ['PROTOCOL_ERROR', status.INTERNAL],
    ['INTERNAL_ERROR', status.INTERNAL],
    ['FLOW_CONTROL_ERROR', status.INTERNAL],
    ['SETTINGS_TIMEOUT', status.INTERNAL],
    ['STREAM_CLOSED', status.INTERNAL],
    ['FRAME_SIZE_ERROR', status.INTERNAL],
    ['REFUSED_STREAM', status.UNAVAILABLE],
    ['CANCEL', status.CANCELLED],
    ['COMPRESSION_ERROR', status.INTERNAL],
    ['CONNECT_ERROR', status.INTERNAL],
    ['ENHANCE_YOUR_CALM', status.RESOURCE_EXHAUSTED],
    ['INADEQUATE_SECURITY', status.PERMISSION_DENIED],
  ];
  const codeOf = (name: string): number => constants[`NGHTTP2_${name}` as 'NGHTTP2_CANCEL'];
  const reset = (streamId: number, code: number): Buffer => {
    const payload = Buffer.alloc(4);
    payload.writeUInt32BE(code);
    return frame(3, 0, streamId, payload);
  };
  for (const [name, code] of codes)
    for (const [when, headers] of [
      ['before', false],
      ['after', true],
    ] as const)
      it(`${name} ${when} the headers gives ${status[code]}`, async () => {
        const server = await startFrameServer((socket, streamId) => {
          if (headers) socket.write(headersFrame(streamId, { 'content-type': 'application/grpc' }));
          socket.write(reset(streamId, codeOf(name)));
        });
        const error = await failureOfUnary(server);
        expect(`${status[error.code]}: ${error.details}`).to.match(new RegExp(`^${status[code]}:`));
      });

  it('CANCEL after the deadline gives DEADLINE_EXCEEDED', async () => {
    // The other side's clock may be ahead of this side's timer: here that does not fire at all.
    const clock = sinon.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    try {
      const deadline = Date.now() + 40;
      const server = await startFrameServer((socket, streamId) => {
        clock.setSystemTime(deadline);
        socket.write(reset(streamId, codeOf('CANCEL')));
      });
      const error = await failureOfUnary(server, {}, { deadline });
      expect(error.code).to.equal(status.DEADLINE_EXCEEDED);
    } finally {
      clock.restore();
    }
  });
});

describe('Http2Channel and frames that break the connection', () => {
  const frames: readonly (readonly [string, Buffer])[] = [
    ['a frame that is too large', Buffer.from('ffffff000000000001', 'hex')],
    ['DATA on a stream that does not exist', frame(0, 0, 99, Buffer.from('x'))],
    ['DATA before the headers', frame(0, 0, 1, message)],
    ['HEADERS that no HPACK decoder takes', frame(1, 4, 1, Buffer.alloc(20, 0xff))],
    ['a window update of zero', frame(8, 0, 0, Buffer.alloc(4))],
    ['SETTINGS of a wrong size', frame(4, 0, 0, Buffer.alloc(5))],
  ];
  for (const [title, bytes] of frames)
    it(`${title} gives UNAVAILABLE, though node:http2 does not notice`, async () => {
      const server = await startFrameServer((socket) => socket.write(bytes));
      const error = await failureOfUnary(server);
      expect(`${status[error.code]}: ${error.details}`).to.match(/^UNAVAILABLE: connection lost: /);
    });

  it('a header that HTTP/2 forbids gives INTERNAL for that call alone', async () => {
    let answered = 0;
    const server = await startFrameServer((socket, streamId) => {
      answered += 1;
      if (answered === 1) socket.write(headersFrame(streamId, { Upper: 'x' }));
      else socket.write(headersFrame(streamId, { 'content-type': 'application/grpc', 'grpc-status': '5' }, 5));
    });
    await withClient(server, {}, async (client) => {
      expect((await failure(unary(client, Buffer.from('x'), new Metadata()))).code).to.equal(status.INTERNAL);
      expect((await failure(unary(client, Buffer.from('x'), new Metadata()))).code).to.equal(status.NOT_FOUND);
      expect(server.connections).to.equal(1);
    });
  });
});

describe('Http2Channel with a server that speaks no HTTP/2', () => {
  let clock: sinon.SinonFakeTimers | undefined;
  afterEach(() => {
    clock?.restore();
    clock = undefined;
  });

  /** Hears the client out and says nothing; so many milliseconds pass at once when the client has said its first words. */
  function startMuteServer(milliseconds: number): Promise<HostileServer> {
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    clock = timers;
    return startByteServer((socket) => socket.once('data', () => timers.tick(milliseconds)));
  }

  for (const [title, garbage] of [
    ['plain text', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['random bytes', Buffer.from('4f1c'.repeat(200), 'hex')],
  ] as const)
    it(`${title} gives UNAVAILABLE`, async () => {
      const error = await failureOfUnary(await startByteServer((socket) => socket.write(garbage)));
      expect(`${status[error.code]}: ${error.details}`).to.match(/^UNAVAILABLE: connection lost: /);
    });

  it('a peer that accepts and closes gives UNAVAILABLE', async () => {
    const error = await failureOfUnary(await startByteServer((socket) => socket.destroy()));
    expect(error.code).to.equal(status.UNAVAILABLE);
  });

  it('a peer that never sends a byte gives UNAVAILABLE after a time, even if the call has no deadline', async () => {
    const error = await failureOfUnary(await startMuteServer(50), { connectTimeoutMs: 50 });
    expect(`${status[error.code]}: ${error.details}`).to.match(/^UNAVAILABLE: .*no HTTP\/2 settings within 50 ms/);
  });

  it('a peer that never sends a byte fails callers that wait for it, even if others try again at once', async () => {
    await using server = await startMuteServer(100);
    const dial = socketDialer({ network: 'unix', address: server.path });
    const channel = createHttp2Channel({ dial, connectTimeoutMs: 100 });
    const connection = createGrpcConnection(channel);
    const client = connection.client(RawClient);
    let going = true;
    const again = (): void => {
      if (going) unary(client, Buffer.from('x'), new Metadata()).catch(again);
    };
    again();
    try {
      const error = (await rejection(channel.ready(new AbortController().signal))) as Error;
      expect(error.message).to.match(/no HTTP\/2 settings within 100 ms/);
    } finally {
      going = false;
      await connection.close();
    }
  });

  it('a peer that never answers is ended by the deadline', async () => {
    const error = await failureOfUnary(await startByteServer(() => undefined), {}, { deadline: Date.now() + 50 });
    expect(error.code).to.equal(status.DEADLINE_EXCEEDED);
  });
});

describe('Http2Channel with a server that hangs up after the TLS handshake, without an alert', () => {
  const hangups: readonly (readonly [title: string, hangUp: (socket: net.Socket) => void])[] = [
    ['closes the connection', (socket) => socket.destroy()],
    ['resets the connection, as the system does when something was left unread', (socket) => socket.resetAndDestroy()],
  ];
  for (const [title, hangUp] of hangups)
    it(`says what may be wrong with the client certificate if the server ${title}`, async () => {
      const { certificatePem: cert, privateKeyPem: key } = createCertificate();
      await using server = net.createServer((socket) => {
        const secured = new tls.TLSSocket(socket, { isServer: true, cert, key, ALPNProtocols: ['h2'] });
        secured.on('error', () => undefined).once('secure', () => hangUp(socket));
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const address = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
      const dial = socketDialer({ network: 'tcp', address }, { rejectUnauthorized: false });
      const channel = createHttp2Channel({ dial });
      const error = await rejection(channel.ready(AbortSignal.timeout(5_000)));
      expect(String(error)).to.match(/connection lost: .*before it said anything.*certificateCurve to 'P-256'/u);
      channel.close();
      await channel.whenClosed();
    });
});
