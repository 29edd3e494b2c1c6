import { Metadata } from '@grpc/grpc-js';
import { expect } from 'chai';
import {
  fieldsOfMetadata,
  metadataOfFields,
  requestHeaders,
  requestNames,
  reservedRequestNames,
  reservedResponseNames,
  type CallHeaders,
} from '../../../src/channel/metadata-headers.js';

const call: CallHeaders = {
  path: '/s/M',
  scheme: 'http',
  authority: 'localhost',
  userAgent: 'agent',
  encoding: undefined,
};

type Entries = readonly (readonly [string, string])[];

function metadata(entries: readonly (readonly [string, string | Buffer])[]): Metadata {
  const result = new Metadata();
  for (const [key, value] of entries) result.add(key, value);
  return result;
}

const fields = (entries: Entries) => entries.map(([name, value]) => ({ name, value }));
const sent = (entries: Entries): unknown => fieldsOfMetadata(metadata(entries), reservedRequestNames);

describe('metadata and headers', () => {
  it('writes the headers that gRPC requires', () => {
    expect(requestHeaders(call)).to.deep.equal(
      fields([
        [':method', 'POST'],
        [':scheme', 'http'],
        [':path', '/s/M'],
        [':authority', 'localhost'],
        ['te', 'trailers'],
        ['content-type', 'application/grpc'],
        ['user-agent', 'agent'],
        ['grpc-accept-encoding', 'identity,deflate,gzip'],
      ]),
    );
    expect(requestHeaders({ ...call, encoding: 'gzip' })).to.deep.include({ name: 'grpc-encoding', value: 'gzip' });
  });

  it('sends text as it is, several values as several, and bytes in base64', () => {
    const custom = metadata([
      ['one', ' x '],
      ['two', 'a'],
      ['two', 'b'],
      ['raw-bin', Buffer.of(0, 255)],
    ]);
    expect(fieldsOfMetadata(custom, reservedRequestNames)).to.deep.equal(
      fields([
        ['one', ' x '],
        ['two', 'a'],
        ['two', 'b'],
        ['raw-bin', 'AP8='],
      ]),
    );
  });

  it('does not let a caller set the protocol’s own headers', () => {
    const reserved = ['te', 'content-type', 'user-agent', 'grpc-timeout', 'grpc-encoding', 'connection', 'host'];
    expect(sent(reserved.map((key) => [key, 'mine']))).to.deep.equal([]);
  });

  it('does not let a handler set them either', () => {
    const reserved = [
      'te',
      'content-type',
      'grpc-status',
      'grpc-message',
      'connection',
      'upgrade',
      'transfer-encoding',
    ];
    const own = metadata(reserved.map((key) => [key, 'mine']));
    expect(fieldsOfMetadata(own, reservedResponseNames)).to.deep.equal([]);
  });

  it('refuses a key that HTTP/2 does not allow', () => {
    expect(() => sent([['a:b', 'x']])).to.throw(TypeError, 'a:b');
  });

  it('reads fields back, repeated ones each, and binary ones also where they come joined', () => {
    const read = metadataOfFields(
      fields([
        [':path', '/'],
        ['one', ' x '],
        ['raw-bin', 'AP8, AQ'],
        ['location', 'a'],
        ['location', 'b'],
      ]),
    );
    expect(read.get('one')).to.deep.equal([' x ']);
    expect(read.get('raw-bin')).to.deep.equal([Buffer.of(0, 255), Buffer.of(1)]);
    expect(read.get('location')).to.deep.equal(['a', 'b']);
    expect(read.get(':path')).to.deep.equal([]);
  });

  it('omits the headers of the protocol itself in a response', () => {
    const read = metadataOfFields(
      fields([
        ['grpc-status', '0'],
        ['grpc-message', 'm'],
        ['grpc-encoding', 'gzip'],
        ['kept', 'yes'],
      ]),
    );
    expect(read.toJSON()).to.deep.equal({ kept: ['yes'] });
  });

  it('omits the headers of the protocol itself in a request', () => {
    const read = metadataOfFields(
      fields([
        ['te', 'trailers'],
        ['grpc-timeout', '1S'],
        ['user-agent', 'grpc-go'],
      ]),
      requestNames,
    );
    expect(read.toJSON()).to.deep.equal({ 'user-agent': ['grpc-go'] });
  });

  it('omits headers that metadata cannot hold, and keeps the rest', () => {
    const read = metadataOfFields(
      fields([
        ['bad', 'ü'],
        ['good', 'x'],
      ]),
    );
    expect(read.toJSON()).to.deep.equal({ good: ['x'] });
  });
});
