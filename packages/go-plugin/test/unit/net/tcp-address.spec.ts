import { expect } from 'chai';
import { parseTcpAddress } from '../../../src/net/tcp-address.js';

describe('parseTcpAddress', () => {
  it('reads a name or an IPv4 address before the port', () => {
    expect(parseTcpAddress('localhost:80')).to.deep.equal({ host: 'localhost', port: 80 });
    expect(parseTcpAddress('127.0.0.1:1234')).to.deep.equal({ host: '127.0.0.1', port: 1234 });
  });

  it('reads an IPv6 address in brackets, also one with a zone', () => {
    expect(parseTcpAddress('[::1]:80')).to.deep.equal({ host: '::1', port: 80 });
    expect(parseTcpAddress('[fe80::1%eth0]:80')).to.deep.equal({ host: 'fe80::1%eth0', port: 80 });
  });

  it('treats a missing host as this machine', () => {
    expect(parseTcpAddress(':1234')).to.deep.equal({ host: '127.0.0.1', port: 1234 });
    expect(parseTcpAddress('[]:1234')).to.deep.equal({ host: '127.0.0.1', port: 1234 });
  });

  it('reads every valid port, and no other number', () => {
    for (const port of [0, 1, 65_535]) expect(parseTcpAddress(`a:${port}`)).to.deep.equal({ host: 'a', port });
    for (const port of ['65536', '99999', '100000', '-1', '+1', '1e3', '0x50', ' 80', '80 ', ''])
      expect(parseTcpAddress(`a:${port}`), port).to.equal(undefined);
  });

  it('rejects text that is not an address', () => {
    for (const text of [
      '',
      ':',
      'localhost',
      '80',
      '::1:80',
      '::1',
      '[::1]',
      '[::1',
      '::1]:80',
      '[[::1]]:80',
      '[a]b:80',
    ])
      expect(parseTcpAddress(text), text).to.equal(undefined);
    for (const text of ['a:80\n', 'a:b:80', '/tmp/plugin123', 'http://a:80'])
      expect(parseTcpAddress(text), text).to.equal(undefined);
  });
});
