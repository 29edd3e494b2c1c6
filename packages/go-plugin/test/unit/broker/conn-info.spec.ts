import { expect } from 'chai';
import fc from 'fast-check';
import type { BrokerMessage } from '../../../src/broker/broker-message.js';
import { decodeConnInfo, encodeConnInfo, startStreamMethod } from '../../../src/broker/conn-info.js';

const anyId = fc.nat(0xffff_ffff);
const anyText = fc.string({ unit: 'grapheme', maxLength: 40 });
const anyMessage: fc.Arbitrary<BrokerMessage> = fc.oneof(
  fc.record({
    kind: fc.constant('address' as const),
    id: anyId,
    address: fc.record({ network: anyText, address: anyText }),
  }),
  fc.record({ kind: fc.constant('knock' as const), id: anyId }),
  fc.record({
    kind: fc.constant('knock answer' as const),
    id: anyId,
    error: fc.option(
      anyText.filter((text) => text !== ''),
      { nil: undefined },
    ),
  }),
);

describe('ConnInfo', () => {
  it('reads back every message that it wrote', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(decodeConnInfo(encodeConnInfo(message))).to.deep.equal(message);
      }),
    );
  });

  it('writes the bytes that go-plugin writes', () => {
    const address = { network: 'unix', address: '/tmp/p' };
    expect(encodeConnInfo({ kind: 'address', id: 1, address }).toString('hex')).to.equal(
      '08011204756e69781a062f746d702f70',
    );
    expect(encodeConnInfo({ kind: 'knock', id: 2 }).toString('hex')).to.equal('080222020801');
    const answer = encodeConnInfo({ kind: 'knock answer', id: 3, error: undefined });
    expect(answer.toString('hex')).to.equal('0803220408011001');
    expect(encodeConnInfo({ kind: 'invalid', problem: 'x' })).to.have.length(0);
  });

  it('turns any bytes into a message, never into an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(decodeConnInfo(bytes).kind).to.be.oneOf(['address', 'knock', 'knock answer', 'invalid']);
      }),
    );
  });

  it('rejects lengths that exceed the message at once, where google-protobuf would read until memory ends', () => {
    for (const hex of ['1a9acaefec23', '12acbaa9806f121d', '22041a9acaef', '1affffffff0f', '12ffffffffffffffffff01']) {
      expect(decodeConnInfo(Buffer.from(hex, 'hex')).kind).to.equal('invalid');
    }
  });

  it('treats a knock message without a knock as invalid', () => {
    expect(decodeConnInfo(Buffer.from('080222021001', 'hex'))).to.deep.equal({
      kind: 'invalid',
      problem: 'a knock that does not knock',
    });
  });

  it('tells an answer without an error from one with an error', () => {
    const answer = { kind: 'knock answer', id: 3 } as const;
    for (const error of [undefined, 'no'])
      expect(decodeConnInfo(encodeConnInfo({ ...answer, error }))).to.deep.equal({ ...answer, error });
  });

  it('is what go-plugin’s StartStream carries in both directions', () => {
    const { path, requestStream, responseStream, requestSerialize, responseDeserialize } = startStreamMethod;
    expect({ path, requestStream, responseStream }).to.deep.equal({
      path: '/plugin.GRPCBroker/StartStream',
      requestStream: true,
      responseStream: true,
    });
    const knock = { kind: 'knock', id: 2 } as const;
    expect(responseDeserialize(requestSerialize(knock))).to.deep.equal(knock);
  });
});
