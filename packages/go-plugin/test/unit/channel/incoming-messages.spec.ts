import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import { gzipSync } from 'node:zlib';
import { status } from '@grpc/grpc-js';
import { expect } from 'chai';
import { IncomingMessages, type MessageSink } from '../../../src/channel/incoming-messages.js';
import { encodeMessage } from '../../../src/channel/message-framing.js';
import type { CallStatus } from '../../../src/channel/status-mapping.js';

class RecordingSink extends EventEmitter implements MessageSink {
  readonly events: string[] = [];
  incoming: IncomingMessages | undefined;
  readOn = false;

  private record(event: string): void {
    this.events.push(event);
    this.emit('event');
  }
  receive(message: Buffer): void {
    this.record(message.length > 10 ? `message of ${message.length}` : message.toString());
    if (this.readOn) this.incoming?.startRead();
  }
  fail(failure: CallStatus): void {
    this.record(status[failure.code]);
  }
  pause(): void {
    this.record('pause');
  }
  resume(): void {
    this.record('resume');
  }
  settled(): void {
    this.record('settled');
  }
}

function prepare(limit = -1): { sink: RecordingSink; incoming: IncomingMessages } {
  const sink = new RecordingSink();
  const incoming = new IncomingMessages(sink, limit);
  sink.incoming = incoming;
  return { sink, incoming };
}

const text = (value: string): Buffer => encodeMessage(Buffer.from(value), false);

describe('IncomingMessages', () => {
  it('delivers one message for each read, in order', () => {
    const { sink, incoming } = prepare();
    incoming.write(Buffer.concat([text('a'), text('b')]));
    expect(sink.events).to.deep.equal([]);
    incoming.startRead();
    expect(sink.events).to.deep.equal(['a']);
    incoming.startRead();
    expect(sink.events).to.deep.equal(['a', 'b', 'settled']);
  });

  it('delivers a message at once if it was requested before it arrived', () => {
    const { sink, incoming } = prepare();
    incoming.startRead();
    incoming.write(text('a'));
    expect(sink.events).to.deep.equal(['settled', 'a', 'settled']);
  });

  it('can be asked for the next message during delivery, ten thousand times, without nesting', () => {
    const { sink, incoming } = prepare();
    sink.readOn = true;
    incoming.write(Buffer.concat(Array.from({ length: 10_000 }, () => text('x'))));
    incoming.startRead();
    expect(sink.events).to.have.length(10_001);
    expect(sink.events.at(-1)).to.equal('settled');
  });

  it('pauses the stream while many messages wait, and resumes it when all are read', () => {
    const { sink, incoming } = prepare();
    incoming.write(encodeMessage(Buffer.alloc(40_000), false));
    expect(sink.events).to.deep.equal([]);
    incoming.write(encodeMessage(Buffer.alloc(40_000), false));
    expect(sink.events).to.deep.equal(['pause']);
    incoming.startRead();
    incoming.startRead();
    expect(sink.events).to.deep.equal(['pause', 'message of 40000', 'message of 40000', 'resume', 'settled']);
  });

  it('decompresses, and keeps the order', async () => {
    const { sink, incoming } = prepare();
    sink.readOn = true;
    incoming.useEncoding('gzip');
    incoming.write(Buffer.concat([encodeMessage(gzipSync(Buffer.from('zipped')), true), text('plain')]));
    incoming.startRead();
    expect(incoming.drained).to.equal(false);
    while (!incoming.drained) await once(sink, 'event');
    expect(sink.events).to.deep.equal(['zipped', 'plain', 'settled']);
  });

  it('fails for a compressed message if the response has no encoding or an unknown one', () => {
    for (const [encoding, expected] of [
      ['identity', 'INTERNAL'],
      ['snappy', 'UNIMPLEMENTED'],
    ] as const) {
      const { sink, incoming } = prepare();
      incoming.useEncoding(encoding);
      incoming.startRead();
      incoming.write(encodeMessage(Buffer.from('x'), true));
      expect(sink.events).to.include(expected);
    }
  });

  it('fails for a message that decompresses beyond the limit, and for one that is not gzip', async () => {
    for (const [payload, expected] of [
      [gzipSync(Buffer.alloc(100_000)), 'RESOURCE_EXHAUSTED'],
      [Buffer.from('garbage'), 'INTERNAL'],
    ] as const) {
      const { sink, incoming } = prepare(1000);
      incoming.useEncoding('gzip');
      incoming.startRead();
      incoming.write(encodeMessage(payload, true));
      await once(sink, 'event');
      expect(sink.events.at(-1)).to.equal(expected);
    }
  });

  it('fails for a message over the limit and for a bad flag', () => {
    for (const [bytes, expected] of [
      [encodeMessage(Buffer.alloc(11), false), 'RESOURCE_EXHAUSTED'],
      [Buffer.from('0700000000', 'hex'), 'INTERNAL'],
    ] as const) {
      const { sink, incoming } = prepare(10);
      incoming.write(bytes);
      expect(sink.events.at(-1)).to.equal(expected);
    }
  });

  it('delivers the rest without requests when the stream has ended', () => {
    const { sink, incoming } = prepare();
    incoming.write(Buffer.concat([text('a'), encodeMessage(Buffer.alloc(70_000), false)]));
    incoming.handOutRest();
    incoming.write(text('b'));
    expect(sink.events).to.deep.equal(['pause', 'a', 'message of 70000', 'resume', 'settled', 'b', 'settled']);
  });

  it('delivers nothing after it was told to discard', () => {
    const { sink, incoming } = prepare();
    incoming.write(text('a'));
    incoming.discard();
    incoming.write(text('b'));
    incoming.startRead();
    expect(sink.events).to.deep.equal(['settled']);
  });
});
