import { status } from '@grpc/grpc-js';
import { expect } from 'chai';
import { decodeGrpcMessage, statusOfTrailers } from '../../../src/channel/response-status.js';
import { errorCode } from '../../../src/http2/error-code.js';
import { HeaderBlock } from '../../../src/http2/hpack/header-block.js';
import { statusOfHttpStatus, statusOfReset } from '../../../src/channel/status-mapping.js';

const trailers = (fields: Readonly<Record<string, string>>): HeaderBlock =>
  new HeaderBlock(
    Object.entries(fields).map(([name, value]) => ({ name, value })),
    false,
  );

describe('gRPC statuses', () => {
  describe('of an HTTP status', () => {
    const table: readonly [number | undefined, status][] = [
      [400, status.INTERNAL],
      [401, status.UNAUTHENTICATED],
      [403, status.PERMISSION_DENIED],
      [404, status.UNIMPLEMENTED],
      [429, status.UNAVAILABLE],
      [502, status.UNAVAILABLE],
      [503, status.UNAVAILABLE],
      [504, status.UNAVAILABLE],
      [200, status.UNKNOWN],
      [418, status.UNKNOWN],
      [undefined, status.UNKNOWN],
    ];
    for (const [http, grpc] of table)
      it(`${http ?? 'none'} is ${status[grpc]}`, () => {
        expect(statusOfHttpStatus(http)).to.equal(grpc);
      });
  });

  describe('of an HTTP/2 error code', () => {
    const table: readonly [keyof typeof errorCode, status][] = [
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
    for (const [name, grpc] of table)
      it(`${name} is ${status[grpc]}`, () => {
        expect(statusOfReset(errorCode[name], 200).code).to.equal(grpc);
      });

    it('uses the HTTP status if the stream ended without an error', () => {
      expect(statusOfReset(errorCode.NO_ERROR, 503).code).to.equal(status.UNAVAILABLE);
    });

    it('names the code, even an unknown one', () => {
      expect(statusOfReset(errorCode.PROTOCOL_ERROR, 200).details).to.include('PROTOCOL_ERROR');
      expect(statusOfReset(4711, 200)).to.deep.equal({
        code: status.INTERNAL,
        details: 'the stream was reset with error 4711',
      });
    });
  });

  describe('of trailers', () => {
    it('is what grpc-status says, with the decoded message', () => {
      expect(statusOfTrailers(trailers({ 'grpc-status': '0' }), 200)).to.deep.equal({ code: status.OK, details: '' });
      expect(statusOfTrailers(trailers({ 'grpc-status': '5', 'grpc-message': 'no%20such' }), 200)).to.deep.equal({
        code: status.NOT_FOUND,
        details: 'no such',
      });
      expect(statusOfTrailers(trailers({ 'grpc-status': '16' }), 500).code).to.equal(status.UNAUTHENTICATED);
    });

    it('comes from the HTTP status when grpc-status is missing', () => {
      expect(statusOfTrailers(trailers({}), 200).code).to.equal(status.UNKNOWN);
      expect(statusOfTrailers(trailers({}), 403).code).to.equal(status.PERMISSION_DENIED);
    });

    for (const raw of ['', 'abc', '-1', '17', '1e1', '0x5', '99999999999', '5 '])
      it(`is UNKNOWN for the grpc-status ${JSON.stringify(raw)}, and says so`, () => {
        const found = statusOfTrailers(trailers({ 'grpc-status': raw, 'grpc-message': 'text' }), 200);
        expect(found.code).to.equal(status.UNKNOWN);
        expect(found.details).to.equal(`invalid grpc-status ${JSON.stringify(raw)}: text`);
      });
  });

  describe('texts', () => {
    const table: readonly [string, string][] = [
      ['', ''],
      ['plain', 'plain'],
      ['%e2%82%AC', '€'],
      ['a%2Fb%23c%25', 'a/b#c%'],
      ['100%', '100%'],
      ['%zz%4', '%zz%4'],
      ['%+1%20', '%+1 '],
      ['%ff', '\uFFFD'],
      ['%F0%9F%91%8B', '👋'],
      [Buffer.from('grüße').toString('latin1'), 'grüße'],
    ];
    for (const [encoded, text] of table)
      it(`reads ${JSON.stringify(encoded)} as ${JSON.stringify(text)}`, () => {
        expect(decodeGrpcMessage(encoded)).to.equal(text);
      });
  });
});
