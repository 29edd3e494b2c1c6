import { expect } from 'chai';
import { errorCode, nameOfErrorCode } from '../../../src/http2/error-code.js';
import { connectionPreface, frameType } from '../../../src/http2/frame.js';
import { HpackEncoder } from '../../../src/http2/hpack/encoder.js';
import type { Http2Connection } from '../../../src/http2/connection.js';
import type { Http2Stream } from '../../../src/http2/stream.js';
import { frame, settingsFrame } from '../../support/hostile-server.js';
import {
  fields,
  RecordingReceiver,
  requestFields,
  responseFields,
  startConnection,
  turn,
  type RecordingSink,
} from '../../support/http2-pair.js';

const block = (entries: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(new HpackEncoder().encode([], fields(entries)));
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const setting = (id: number, value: number): Buffer => frame(4, 0, 0, Buffer.concat([Buffer.of(0, id), uint32(value)]));

const request = { ':method': 'POST', ':scheme': 'http', ':path': '/s/M' };
const response = { ':status': '200' };
const endStream = 1;
const endHeaders = 4;
const padded = 8;
const priority = 32;

const headers = (flags: number, id: number, entries: Readonly<Record<string, string>>): Buffer =>
  frame(1, endHeaders | flags, id, block(entries));
const open = headers(0, 1, request);
const data = (flags: number, id: number, text = ''): Buffer => frame(0, flags, id, Buffer.from(text));
const cancel = (id: number): Buffer => frame(3, 0, id, uint32(errorCode.CANCEL));

/** What a connection has written about errors: `GOAWAY CODE`, and `RST_STREAM id CODE`. */
function verdictsIn(bytes: Buffer): readonly string[] {
  const verdicts: string[] = [];
  for (let at = 0; at < bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
    const type = bytes[at + 3];
    if (type === frameType.GOAWAY) verdicts.push(`GOAWAY ${nameOfErrorCode(bytes.readUInt32BE(at + 13))}`);
    if (type === frameType.RST_STREAM)
      verdicts.push(`RST_STREAM ${bytes.readUInt32BE(at + 5)} ${nameOfErrorCode(bytes.readUInt32BE(at + 9))}`);
  }
  return verdicts;
}

interface Side {
  readonly connection: Http2Connection;
  readonly sink: RecordingSink;
  readonly streams: readonly Http2Stream[];
}

function startServer(): Side {
  const streams: Http2Stream[] = [];
  const side = startConnection('server', {
    stream: (stream) => {
      stream.receiver = new RecordingReceiver();
      streams.push(stream);
    },
  });
  side.connection.receive(Buffer.concat([connectionPreface, settingsFrame]));
  side.sink.take();
  return { ...side, streams };
}

async function startClient(): Promise<Side & { readonly receiver: RecordingReceiver }> {
  const side = startConnection('client');
  side.connection.receive(settingsFrame);
  const receiver = new RecordingReceiver();
  const stream = side.connection.openStream(receiver);
  stream.sendHeaders(requestFields, [], false);
  await turn();
  side.sink.take();
  return { ...side, streams: [stream], receiver };
}

async function verdictsOn({ connection, sink }: Side, frames: readonly Buffer[]): Promise<readonly string[]> {
  for (const bytes of frames) connection.receive(bytes);
  await turn();
  return verdictsIn(sink.take());
}

type Rule = readonly [what: string, frames: readonly Buffer[], verdicts: readonly string[]];

describe('Http2Connection and a peer that breaks the rules', () => {
  const onServer: readonly Rule[] = [
    [
      'DATA after the end of the request',
      [headers(endStream, 1, request), data(0, 1, 'x')],
      ['RST_STREAM 1 STREAM_CLOSED'],
    ],
    [
      'HEADERS after the end of the request',
      [headers(endStream, 1, request), headers(endStream, 1, {})],
      ['RST_STREAM 1 STREAM_CLOSED'],
    ],
    ['trailers that do not end the request', [open, headers(0, 1, { a: 'b' })], ['RST_STREAM 1 PROTOCOL_ERROR']],
    ['trailers with a pseudo-header', [open, headers(endStream, 1, { ':path': '/' })], ['RST_STREAM 1 PROTOCOL_ERROR']],
    ['DATA on a stream that was never opened', [data(0, 1)], ['GOAWAY PROTOCOL_ERROR']],
    ['RST_STREAM on a stream that was never opened', [cancel(1)], ['GOAWAY PROTOCOL_ERROR']],
    ['WINDOW_UPDATE on a stream that was never opened', [frame(8, 0, 1, uint32(1))], ['GOAWAY PROTOCOL_ERROR']],
    ['a stream with an even id', [headers(0, 2, request)], ['GOAWAY PROTOCOL_ERROR']],
    ['DATA on a stream that the peer has reset', [open, cancel(1), data(0, 1)], ['RST_STREAM 1 STREAM_CLOSED']],
    ['HEADERS on a stream that the peer has reset', [open, cancel(1), open], ['GOAWAY STREAM_CLOSED']],
    [
      'more data than content-length',
      [headers(0, 1, { ...request, 'content-length': '1' }), data(0, 1, 'xx')],
      ['RST_STREAM 1 PROTOCOL_ERROR'],
    ],
    [
      'less data than content-length',
      [headers(0, 1, { ...request, 'content-length': '2' }), data(endStream, 1, 'x')],
      ['RST_STREAM 1 PROTOCOL_ERROR'],
    ],
    [
      'content-length and no data',
      [headers(endStream, 1, { ...request, 'content-length': '2' })],
      ['RST_STREAM 1 PROTOCOL_ERROR'],
    ],
    [
      'a content-length that is not a number',
      [headers(0, 1, { ...request, 'content-length': 'x' }), data(endStream, 1, 'x')],
      ['RST_STREAM 1 PROTOCOL_ERROR'],
    ],
    ['WINDOW_UPDATE of zero on a stream', [open, frame(8, 0, 1, uint32(0))], ['RST_STREAM 1 PROTOCOL_ERROR']],
    ['WINDOW_UPDATE of zero on the connection', [frame(8, 0, 0, uint32(0))], ['GOAWAY PROTOCOL_ERROR']],
    [
      'a stream window that is too large',
      [open, frame(8, 0, 1, uint32(0x7fff_ffff))],
      ['RST_STREAM 1 FLOW_CONTROL_ERROR'],
    ],
    [
      'SETTINGS that make a stream window too large',
      [open, frame(8, 0, 1, uint32(0x7fff_0000)), setting(4, 0x7fff_ffff)],
      ['GOAWAY FLOW_CONTROL_ERROR'],
    ],
    [
      'a stream that depends on itself',
      [frame(1, endHeaders | priority, 1, Buffer.concat([uint32(1), Buffer.of(0), block(request)]))],
      ['RST_STREAM 1 PROTOCOL_ERROR'],
    ],
    [
      'PRIORITY of a stream on itself',
      [frame(2, 0, 1, Buffer.concat([uint32(1), Buffer.of(0)]))],
      ['RST_STREAM 1 PROTOCOL_ERROR'],
    ],
    ['padding longer than its frame', [open, frame(0, padded, 1, Buffer.of(1))], ['GOAWAY PROTOCOL_ERROR']],
    ['a padded frame without a length', [open, frame(0, padded, 1)], ['GOAWAY PROTOCOL_ERROR']],
    [
      'a header block interrupted by another frame',
      [frame(1, 0, 1, block(request)), settingsFrame],
      ['GOAWAY PROTOCOL_ERROR'],
    ],
    ['ENABLE_PUSH of 2', [setting(2, 2)], ['GOAWAY PROTOCOL_ERROR']],
    ['a window beyond 31 bits', [setting(4, 0x8000_0000)], ['GOAWAY FLOW_CONTROL_ERROR']],
    ['a frame limit below the default', [setting(5, 16_383)], ['GOAWAY PROTOCOL_ERROR']],
    ['a frame limit above 24 bits', [setting(5, 0x100_0000)], ['GOAWAY PROTOCOL_ERROR']],
    ...(
      [
        ['without :method', { ':scheme': 'http', ':path': '/' }],
        ['without :scheme', { ':method': 'POST', ':path': '/' }],
        ['without :path', { ':method': 'POST', ':scheme': 'http' }],
        ['with an empty :path', { ...request, ':path': '' }],
        ['with a pseudo-header of responses', { ...request, ':status': '200' }],
        ['with a pseudo-header after other fields', { a: 'b', ...request }],
        ['with a field of HTTP/1', { ...request, connection: 'close' }],
        ['with te other than trailers', { ...request, te: 'gzip' }],
        ['with a name that is not valid', { ...request, 'A b': 'c' }],
        ['with a line end in a value', { ...request, a: 'b\r\nc: d' }],
      ] as const
    ).map(([what, entries]): Rule => [`a request ${what}`, [headers(0, 1, entries)], ['RST_STREAM 1 PROTOCOL_ERROR']]),
  ];
  for (const [what, frames, verdicts] of onServer)
    it(`answers ${what} with ${verdicts.join()}`, async () => {
      expect(await verdictsOn(startServer(), frames)).to.deep.equal(verdicts);
    });

  it('answers a pseudo-header that comes twice with RST_STREAM', async () => {
    const twice = Buffer.concat([block(request), block({ ':path': '/' })]);
    expect(await verdictsOn(startServer(), [frame(1, endHeaders, 1, twice)])).to.deep.equal([
      'RST_STREAM 1 PROTOCOL_ERROR',
    ]);
  });

  it('answers a first frame that is not SETTINGS with GOAWAY', async () => {
    const { connection, sink } = startConnection('client');
    await turn();
    sink.take();
    connection.receive(frame(4, 1, 0));
    await turn();
    expect(verdictsIn(sink.take())).to.deep.equal(['GOAWAY PROTOCOL_ERROR']);
  });

  it('answers more data than the window of a stream that nobody reads with RST_STREAM', async () => {
    const side = startServer();
    side.connection.receive(open);
    side.streams[0]!.pause();
    const flood = Array.from({ length: 5 }, () => frame(0, 0, 1, Buffer.alloc(16_384)));
    expect(await verdictsOn(side, flood)).to.include('RST_STREAM 1 FLOW_CONTROL_ERROR');
  });

  const onClient: readonly Rule[] = [
    ['HEADERS on a stream that was never opened', [headers(0, 3, response)], ['GOAWAY PROTOCOL_ERROR']],
    ['a response without :status', [headers(0, 1, { a: 'b' })], ['RST_STREAM 1 PROTOCOL_ERROR']],
    ['a :status that is not a number', [headers(0, 1, { ':status': 'ok' })], ['RST_STREAM 1 PROTOCOL_ERROR']],
    [
      'an informational response that ends the stream',
      [headers(endStream, 1, { ':status': '103' })],
      ['RST_STREAM 1 PROTOCOL_ERROR'],
    ],
    ['PUSH_PROMISE', [frame(5, endHeaders, 1, Buffer.concat([uint32(2), block(request)]))], ['GOAWAY PROTOCOL_ERROR']],
  ];
  for (const [what, frames, verdicts] of onClient)
    it(`answers ${what} with ${verdicts.join()}`, async () => {
      expect(await verdictsOn(await startClient(), frames)).to.deep.equal(verdicts);
    });
});

describe('Http2Connection and a peer that keeps the rules', () => {
  const harmless: readonly (readonly [what: string, frames: readonly Buffer[]])[] = [
    [
      'padding',
      [
        frame(1, endHeaders | padded, 1, Buffer.concat([Buffer.of(2), block(request), Buffer.alloc(2)])),
        frame(0, padded | endStream, 1, Buffer.from('\x01x\0')),
      ],
    ],
    [
      'a priority',
      [
        frame(1, endHeaders | priority, 1, Buffer.concat([uint32(0), Buffer.of(0), block(request)])),
        frame(2, 0, 1, Buffer.alloc(5)),
      ],
    ],
    [
      'a header block in three frames',
      [
        frame(1, 0, 1, block(request).subarray(0, 2)),
        frame(9, 0, 1, block(request).subarray(2, 4)),
        frame(9, endHeaders, 1, block(request).subarray(4)),
      ],
    ],
    ['other settings, known and unknown', [setting(1, 0), setting(2, 1), setting(5, 20_000), setting(99, 1), open]],
    ['CONNECT without :scheme and :path', [headers(0, 1, { ':method': 'CONNECT' })]],
    ['WINDOW_UPDATE on a stream that has ended', [open, cancel(1), frame(8, 0, 1, uint32(1)), headers(0, 3, request)]],
    ['te: trailers', [headers(0, 1, { ...request, te: 'trailers' })]],
  ];
  for (const [what, frames] of harmless)
    it(`accepts ${what}`, async () => {
      const side = startServer();
      expect(await verdictsOn(side, frames)).to.deep.equal([]);
      expect(side.streams).to.not.have.length(0);
    });

  it('ignores what arrives for streams that it has reset', async () => {
    const side = startServer();
    side.connection.receive(open);
    side.streams[0]!.reset(errorCode.CANCEL);
    await turn();
    side.sink.take();
    const late = [data(0, 1, 'x'), open, cancel(1), frame(8, 0, 1, uint32(1))];
    expect(await verdictsOn(side, late)).to.deep.equal([]);
    expect(side.streams).to.have.length(1);
  });

  it('ignores streams that are opened after its GOAWAY', async () => {
    const side = startServer();
    side.connection.drain();
    side.connection.drain();
    await turn();
    side.sink.take();
    const late = [open, data(endStream, 1, 'x'), cancel(1)];
    expect(await verdictsOn(side, late)).to.deep.equal([]);
    expect(side.streams).to.have.length(0);
  });

  it('waits for the response behind an informational one', async () => {
    const { connection, receiver } = await startClient();
    connection.receive(headers(0, 1, { ':status': '103', link: 'x' }));
    expect(receiver.headers).to.equal(undefined);
    connection.receive(headers(endStream, 1, response));
    expect(receiver.headers?.get(':status')).to.equal('200');
    expect(receiver.ended).to.equal(true);
  });

  it('sends nothing on a stream that it has ended, and lets its writer continue', async () => {
    const { connection, sink, streams, receiver } = await startClient();
    const [stream] = streams as [Http2Stream];
    stream.end();
    await turn();
    sink.take();
    stream.end();
    stream.endWithTrailers(responseFields, []);
    stream.sendHeaders(responseFields, [], true);
    stream.write(Buffer.from('x'));
    await new Promise<void>((taken) => stream.write(Buffer.from('x'), taken));
    stream.resume();
    await turn();
    expect(sink.take()).to.have.length(0);
    connection.receive(headers(endStream, 1, response));
    expect(receiver.ended).to.equal(true);
    expect([stream.closed, stream.remoteEnded, stream.localEnded]).to.deep.equal([true, true, true]);
    stream.reset(errorCode.CANCEL);
    stream.fail({ code: errorCode.CANCEL, connectionLost: false, reason: undefined });
    await turn();
    expect(verdictsIn(sink.take())).to.deep.equal([]);
    expect(receiver.failure).to.equal(undefined);
  });

  it('does nothing more after it has ended', async () => {
    const { connection, sink } = await startClient();
    connection.close('enough');
    await turn();
    expect(verdictsIn(sink.take())).to.deep.equal(['GOAWAY NO_ERROR']);
    connection.close('again');
    connection.drain();
    connection.finish();
    connection.ping();
    connection.writable();
    connection.receive(frame(6, 0, 0, Buffer.alloc(8)));
    await turn();
    expect(sink.take()).to.have.length(0);
    expect([connection.over, connection.usable]).to.deep.equal([true, false]);
  });
});
