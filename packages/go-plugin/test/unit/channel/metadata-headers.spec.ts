import { Metadata } from '@grpc/grpc-js';
import { expect } from 'chai';
import { metadataOfHeaders, requestHeaders, type CallHeaders } from '../../../src/channel/metadata-headers.js';

const call: CallHeaders = {
  path: '/s/M',
  scheme: 'http',
  authority: 'localhost',
  userAgent: 'agent',
  encoding: undefined,
};

function metadata(entries: readonly (readonly [string, string | Buffer])[]): Metadata {
  const result = new Metadata();
  for (const [key, value] of entries) result.add(key, value);
  return result;
}

describe('metadata and headers', () => {
  it('writes the headers that gRPC asks for', () => {
    expect(requestHeaders(call, new Metadata())).to.deep.equal({
      ':method': 'POST',
      ':scheme': 'http',
      ':path': '/s/M',
      ':authority': 'localhost',
      te: 'trailers',
      'content-type': 'application/grpc',
      'user-agent': 'agent',
      'grpc-accept-encoding': 'identity,deflate,gzip',
    });
    expect(requestHeaders({ ...call, encoding: 'gzip' }, new Metadata())['grpc-encoding']).to.equal('gzip');
  });

  it('sends text as it is, several values as several, and bytes in base64', () => {
    const headers = requestHeaders(
      call,
      metadata([
        ['one', 'x'],
        ['two', 'a'],
        ['two', 'b'],
        ['raw-bin', Buffer.of(0, 255)],
      ]),
    );
    expect(headers).to.include({ one: 'x', 'raw-bin': 'AP8=' });
    expect(headers['two']).to.deep.equal(['a', 'b']);
  });

  it('keeps the protocol’s own headers out of the caller’s reach', () => {
    const reserved = ['te', 'content-type', 'user-agent', 'grpc-timeout', 'grpc-encoding', 'connection', 'host'];
    const headers = requestHeaders(call, metadata(reserved.map((key) => [key, 'mine'])));
    expect(headers).to.deep.equal(requestHeaders(call, new Metadata()));
  });

  it('refuses a key that would end the HTTP/2 session', () => {
    expect(() => requestHeaders(call, metadata([['a:b', 'x']]))).to.throw(TypeError, 'a:b');
  });

  it('reads headers back, binary ones also where Node has joined them', () => {
    const read = metadataOfHeaders({ ':path': '/', one: 'x', 'raw-bin': 'AP8, AQ', 'set-cookie': ['a', 'b'] });
    expect(read.get('one')).to.deep.equal(['x']);
    expect(read.get('raw-bin')).to.deep.equal([Buffer.of(0, 255), Buffer.of(1)]);
    expect(read.get('set-cookie')).to.deep.equal(['a', 'b']);
    expect(read.get(':path')).to.deep.equal([]);
  });

  it('keeps to itself what the protocol reads', () => {
    const read = metadataOfHeaders({ 'grpc-status': '0', 'grpc-message': 'm', 'grpc-encoding': 'gzip', kept: 'yes' });
    expect(read.toJSON()).to.deep.equal({ kept: ['yes'] });
  });

  it('leaves out what metadata cannot hold, and keeps the rest', () => {
    expect(metadataOfHeaders({ bad: 'ü', good: 'x' }).toJSON()).to.deep.equal({ good: ['x'] });
  });
});
