import { expect } from 'chai';
import fc from 'fast-check';
import {
  encodeMessage,
  MessageDecoder,
  releaseMessage,
  type ReceivedMessage,
} from '../../../src/channel/message-framing.js';

function decodeAll(chunks: readonly Buffer[], limit = -1): { messages: ReceivedMessage[]; decoder: MessageDecoder } {
  const messages: ReceivedMessage[] = [];
  const decoder = new MessageDecoder(limit);
  for (const chunk of chunks) expect(decoder.write(chunk, messages)).to.equal(undefined);
  return { messages, decoder };
}

describe('message framing', () => {
  it('puts the flag and the big-endian length before the message', () => {
    expect(encodeMessage(Buffer.from('abc'), false).toString('hex')).to.equal('0000000003616263');
    expect(encodeMessage(Buffer.alloc(0), true).toString('hex')).to.equal('0100000000');
  });

  it('finds the same messages wherever the bytes are split', () => {
    const bytes = Buffer.concat([
      encodeMessage(Buffer.from('first'), false),
      encodeMessage(Buffer.alloc(0), false),
      encodeMessage(Buffer.from('third'), true),
    ]);
    for (let at = 0; at <= bytes.length; at += 1) {
      const { messages, decoder } = decodeAll([bytes.subarray(0, at), bytes.subarray(at)]);
      expect(messages.map(({ compressed, payload }) => [compressed, payload.toString()])).to.deep.equal([
        [false, 'first'],
        [false, ''],
        [true, 'third'],
      ]);
      expect(decoder.incomplete).to.equal(false);
    }
  });

  it('returns any messages from any chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
        (payloads, sizes) => {
          const bytes = Buffer.concat(payloads.map((payload) => encodeMessage(payload, false)));
          const chunks: Buffer[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
            const size = sizes[turn % sizes.length]!;
            chunks.push(bytes.subarray(at, at + size));
            at += size;
          }
          const { messages } = decodeAll(chunks);
          expect(messages.map(({ payload }) => [...payload])).to.deep.equal(payloads.map((payload) => [...payload]));
        },
      ),
    );
  });

  it('knows whether it is in the middle of a message', () => {
    const bytes = encodeMessage(Buffer.from('abc'), false);
    for (let at = 1; at < bytes.length; at += 1)
      expect(decodeAll([bytes.subarray(0, at)]).decoder.incomplete).to.equal(true);
    expect(decodeAll([bytes]).decoder.incomplete).to.equal(false);
  });

  it('refuses a message over the limit as soon as its length is known, and allows one that just fits', () => {
    const messages: ReceivedMessage[] = [];
    expect(new MessageDecoder(3).write(encodeMessage(Buffer.alloc(4), false).subarray(0, 5), messages)).to.deep.equal({
      kind: 'too-large',
      bytes: 4,
      limit: 3,
    });
    expect(decodeAll([encodeMessage(Buffer.alloc(3), false)], 3).messages).to.have.length(1);
  });

  it('refuses flags other than 0 and 1, after the messages before them', () => {
    const messages: ReceivedMessage[] = [];
    const bytes = Buffer.concat([encodeMessage(Buffer.from('ok'), false), Buffer.from('0200000000', 'hex')]);
    expect(new MessageDecoder(-1).write(bytes, messages)).to.deep.equal({ kind: 'bad-flag', flag: 2 });
    expect(messages).to.have.length(1);
  });

  it('gives back the memory of a large message that came in parts, and no other', () => {
    const payload = Buffer.alloc(3 * 2 ** 20, 'abc');
    const bytes = encodeMessage(payload, false);
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += 16_384) chunks.push(bytes.subarray(at, at + 16_384));
    const [large] = decodeAll(chunks).messages;
    expect(large?.payload.equals(payload)).to.equal(true);
    releaseMessage(large!.payload);
    expect(large?.payload.buffer.byteLength).to.equal(0);
    const [whole] = decodeAll([bytes]).messages;
    releaseMessage(whole!.payload);
    expect(whole?.payload.equals(payload)).to.equal(true);
  });

  it('reserves no memory for an announced length', () => {
    const { decoder } = decodeAll([Buffer.from('00ffffffff', 'hex'), Buffer.alloc(10)]);
    expect(decoder.incomplete).to.equal(true);
  });
});
