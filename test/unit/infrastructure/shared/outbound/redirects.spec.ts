import { expect } from 'chai';
import { redirected, type OutboundRequest } from '../../../../../src/infrastructure/shared/outbound/redirects.js';

const post: OutboundRequest = {
  method: 'POST',
  url: new URL('https://api.example.org/a/b?c'),
  headers: {
    Authorization: 'Bearer secret',
    'X-Api-Key': 'secret',
    Accept: 'text/plain',
    'Content-Type': 'text/plain',
  },
  body: 'text',
};

const to = (location: string | undefined, status = 307) => redirected(post, status, location);

describe('redirected()', () => {
  it('asks with GET and without the body after 301, 302 and 303', () => {
    for (const status of [301, 302, 303]) {
      const next = to('/new', status);
      expect(next, String(status)).to.include({ method: 'GET', body: undefined });
      expect(next?.headers).not.to.have.property('Content-Type');
    }
  });

  it('repeats the request after 307 and 308', () => {
    for (const status of [307, 308])
      expect(to('/new', status)).to.deep.include({ method: 'POST', body: 'text', headers: post.headers });
  });

  it('resolves the location against the URL of the request', () => {
    expect(to('d')?.url.href).to.equal('https://api.example.org/a/d');
    expect(to('//other.example.org/')?.url.href).to.equal('https://other.example.org/');
  });

  it('follows no other status, and nothing without a location', () => {
    for (const status of [200, 300, 304, 305, 399, 404]) expect(to('/new', status), String(status)).to.equal(undefined);
    expect(to(undefined)).to.equal(undefined);
    expect(to('')).to.equal(undefined);
  });

  it('refuses other schemes and what is not a URL', () => {
    for (const location of ['file:///etc/passwd', 'ftp://example.org/', 'javascript:1', 'http://', 'data:,x'])
      expect(to(location), location).to.equal(null);
  });

  it('sends no header that may be a secret to another server, nor over a connection without TLS', () => {
    for (const location of ['https://evil.example.org/', 'http://api.example.org/', 'https://api.example.org:8443/'])
      expect(Object.keys(to(location)?.headers ?? {}), location).to.deep.equal(['Accept', 'Content-Type']);
  });
});
