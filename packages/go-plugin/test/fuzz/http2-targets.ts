import assert from 'node:assert/strict';
import { MessageDecoder, type ReceivedMessage } from '../../src/channel/message-framing.js';
import { ConnectionError } from '../../src/http2/error-code.js';
import { connectionPreface } from '../../src/http2/frame.js';
import { HpackDecoder } from '../../src/http2/hpack/decoder.js';
import { HpackEncoder } from '../../src/http2/hpack/encoder.js';
import type { HeaderBlock } from '../../src/http2/hpack/header-block.js';
import type { Http2Stream } from '../../src/http2/stream.js';
import { frame, settingsFrame } from '../support/hostile-server.js';
import {
  fields,
  RecordingReceiver,
  requestFields,
  responseFields,
  startConnection,
  turn,
} from '../support/http2-pair.js';

/** Checks one input. What it throws is a finding. */
export type FuzzTarget = (input: Buffer) => void | Promise<void>;

/** The bytes in pieces, whose length the first byte decides; the rest of the input is what is cut. */
function cut(input: Buffer): { readonly bytes: Buffer; readonly pieces: readonly Buffer[] } {
  const bytes = input.subarray(1);
  const size = Math.max(1, input[0] ?? 0);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(Buffer.from(bytes.subarray(at, at + size)));
  return { bytes, pieces };
}

/** Decodes a block; undefined for one that breaks the connection. */
function decoded(decoder: HpackDecoder, block: Buffer): HeaderBlock | undefined {
  try {
    return decoder.decode(block, 0, block.length);
  } catch (error) {
    if (error instanceof ConnectionError) return undefined;
    throw error;
  }
}

/** Blocks of one connection: a limit changes nothing but which fields are kept, and what was decoded can be encoded again. */
function hpack(input: Buffer): void {
  const limited = new HpackDecoder(200);
  const unlimited = new HpackDecoder(1_000_000_000);
  const again = new HpackDecoder(1_000_000_000);
  const encoder = new HpackEncoder();
  for (const block of cut(input).pieces) {
    const all = decoded(unlimited, block);
    const some = decoded(limited, block);
    assert.equal(some === undefined, all === undefined);
    if (all === undefined || some === undefined) return;
    assert.deepEqual(some.fields, all.fields.slice(0, some.fields.length));
    assert.equal(some.truncated, some.fields.length < all.fields.length);
    const half = all.fields.length >> 1;
    const encoded = Buffer.from(encoder.encode(all.fields.slice(0, half), all.fields.slice(half)));
    assert.deepEqual(decoded(again, encoded)?.fields, all.fields);
  }
}

const statusTrailers = fields({ 'grpc-status': '0' });

/** Answers a request with its own body. */
class Echo extends RecordingReceiver {
  constructor(private readonly stream: Http2Stream) {
    super();
  }

  override receiveEnd(trailers: HeaderBlock | undefined): void {
    super.receiveEnd(trailers);
    this.stream.sendHeaders(responseFields, [], false);
    if (this.data.length > 0) this.stream.write(this.bytes);
    this.stream.endWithTrailers(statusTrailers, []);
  }
}

/** What a server makes of a client's frames. */
async function serve(pieces: readonly Buffer[]): Promise<Buffer> {
  const receivers: RecordingReceiver[] = [];
  const { connection, sink } = startConnection(
    'server',
    {
      stream: (stream, _block, endStream) => {
        const echo = new Echo(stream);
        receivers.push(echo);
        stream.receiver = echo;
        if (endStream) echo.receiveEnd(undefined);
      },
    },
    { maxConcurrentStreams: 10 },
  );
  connection.receive(connectionPreface);
  connection.receive(settingsFrame);
  for (const piece of pieces) connection.receive(piece);
  await turn();
  assert.ok(connection.streamCount <= 10, 'more streams than were allowed');
  connection.close('the end');
  assert.equal(connection.streamCount, 0);
  for (const { ended, failure } of receivers) assert.ok(ended || failure !== undefined, 'a stream is not told its end');
  return sink.take();
}

/** What a client with two calls makes of a server's frames. */
async function call(pieces: readonly Buffer[]): Promise<Buffer> {
  const { connection, sink } = startConnection('client');
  const receivers = [new RecordingReceiver(), new RecordingReceiver()];
  for (const receiver of receivers) {
    const stream = connection.openStream(receiver);
    stream.sendHeaders(requestFields, [], false);
    stream.write(Buffer.alloc(100));
    stream.end();
  }
  connection.receive(settingsFrame);
  for (const piece of pieces) connection.receive(piece);
  await turn();
  connection.close('the end');
  assert.equal(connection.streamCount, 0);
  for (const { ended, failure } of receivers) assert.ok(ended || failure !== undefined, 'a stream is not told its end');
  return Buffer.concat([sink.take(), ...receivers.map(({ bytes }) => bytes)]);
}

/** However the bytes are cut, the answer is the same; and it is in proportion to them. */
const anyCut =
  (play: (pieces: readonly Buffer[]) => Promise<Buffer>): FuzzTarget =>
  async (input) => {
    const { bytes, pieces } = cut(input);
    const whole = await play([Buffer.from(bytes)]);
    assert.deepEqual(await play(pieces), whole);
    assert.ok(whole.length <= 4_096 + 200 * bytes.length, `${bytes.length} bytes are answered by ${whole.length}`);
  };

/** Messages of gRPC: however the bytes are cut, the messages and the problem are the same. */
function messages(input: Buffer): void {
  const { bytes, pieces } = cut(input);
  const read = (chunks: readonly Buffer[]): unknown => {
    const decoder = new MessageDecoder(1_000);
    const out: ReceivedMessage[] = [];
    for (const chunk of chunks) {
      const problem = decoder.write(chunk, out);
      if (problem !== undefined) return { out, problem };
    }
    return { out, incomplete: decoder.incomplete };
  };
  assert.deepEqual(read(pieces), read([bytes]));
}

/** Everything that reads bytes of the other side, by name. */
export const fuzzTargets: Readonly<Record<string, FuzzTarget>> = {
  hpack,
  server: anyCut(serve),
  client: anyCut(call),
  messages,
};

const requestBlock = Buffer.from(new HpackEncoder().encode(requestFields, []));
const responseBlock = Buffer.from(new HpackEncoder().encode(responseFields, statusTrailers));

/** Valid pieces, from which a fuzzer gets on faster than from nothing. */
export const fuzzWords: Readonly<Record<string, readonly Buffer[]>> = {
  hpack: [requestBlock, responseBlock],
  server: [
    frame(1, 5, 1, requestBlock),
    frame(1, 4, 1, requestBlock),
    frame(1, 0, 3, requestBlock),
    frame(9, 4, 3),
    frame(0, 0, 1, Buffer.from('data')),
    frame(0, 1, 1, Buffer.from('data')),
    frame(3, 0, 1, Buffer.from('00000008', 'hex')),
    frame(6, 0, 0, Buffer.alloc(8)),
    frame(8, 0, 0, Buffer.from('00001000', 'hex')),
    frame(4, 0, 0, Buffer.from('000400000064', 'hex')),
  ],
  client: [
    frame(1, 4, 1, responseBlock),
    frame(1, 5, 3, responseBlock),
    frame(1, 5, 1, responseBlock),
    frame(0, 0, 1, Buffer.from('data')),
    frame(0, 8, 1, Buffer.from('02646174610000', 'hex')),
    frame(3, 0, 3, Buffer.from('00000008', 'hex')),
    frame(7, 0, 0, Buffer.alloc(8)),
    frame(4, 0, 0, Buffer.from('000400000064', 'hex')),
  ],
  messages: [Buffer.from('0000000003616263', 'hex'), Buffer.from('010000000161', 'hex')],
};
