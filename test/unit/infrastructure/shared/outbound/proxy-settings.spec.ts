import { expect } from 'chai';
import { OutboundError } from '../../../../../src/infrastructure/shared/outbound/outbound-error.js';
import { proxiesIn, proxyFor } from '../../../../../src/infrastructure/shared/outbound/proxy-settings.js';

const proxy = 'http://user:pass@proxy.test:3128';

const found = (url: string, env: Readonly<Record<string, string | undefined>>): string | undefined =>
  proxyFor(new URL(url), proxiesIn(env))?.href;

/** Whether a request takes the proxy in spite of a `NO_PROXY`. */
const isProxied = (url: string, except: string): boolean =>
  found(url, { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: except }) !== undefined;

describe('The proxy of a request', () => {
  it('is that of its scheme', () => {
    const env = { HTTP_PROXY: 'http://plain.test', HTTPS_PROXY: 'https://secure.test:8443/' };
    expect(found('http://example.org/', env)).to.equal('http://plain.test/');
    expect(found('https://example.org/', env)).to.equal('https://secure.test:8443/');
    expect(found('https://example.org/', { HTTP_PROXY: proxy })).to.equal(undefined);
    expect(found('http://example.org/', {})).to.equal(undefined);
  });

  it('is named in upper case or in lower case; upper case counts first, and an empty value for none', () => {
    expect(found('http://example.org/', { http_proxy: 'a.test' })).to.equal('http://a.test/');
    expect(found('http://example.org/', { HTTP_PROXY: 'b.test', http_proxy: 'a.test' })).to.equal('http://b.test/');
    expect(found('http://example.org/', { HTTP_PROXY: '', http_proxy: 'a.test' })).to.equal('http://a.test/');
    expect(found('http://example.org/', { HTTP_PROXY: 'b.test', no_proxy: 'example.org' })).to.equal(undefined);
  });

  it('may be a host and a port without a scheme', () => {
    expect(found('http://example.org/', { HTTP_PROXY: 'proxy.test:3128' })).to.equal('http://proxy.test:3128/');
  });

  it('is none for this machine', () => {
    for (const host of ['localhost', 'localhost:8080', '127.0.0.1', '127.1.2.3:1', '[::1]'])
      expect(isProxied(`http://${host}/`, ''), host).to.equal(false);
  });

  for (const [except, apart, through] of [
    ['*', ['example.org', '203.0.113.7'], []],
    [
      'example.org',
      ['example.org', 'a.example.org', 'EXAMPLE.org'],
      ['badexample.org', 'example.org.test', '203.0.113.7'],
    ],
    ['.example.org', ['a.example.org'], ['example.org']],
    ['*.example.org', ['a.b.example.org'], ['example.org']],
    [' a.test , ,example.org:8080', ['a.test', 'example.org:8080'], ['example.org', 'example.org:8081']],
    ['example.org:80', ['example.org'], ['example.org:8080']],
    ['203.0.113.7', ['203.0.113.7', '203.0.113.7:81'], ['203.0.113.8']],
    ['203.0.113.7:81', ['203.0.113.7:81'], ['203.0.113.7']],
    ['10.0.0.0/8', ['10.1.2.3'], ['11.1.2.3', 'example.org', '[fd00::1]']],
    ['fd00::/8,[2001:db8::1]:80', ['[fd00::1]', '[2001:db8::1]'], ['[fe00::1]', '[2001:db8::1]:81']],
    ['2001:db8::1', ['[2001:db8::1]'], ['[2001:db8::2]']],
    ['10.0.0.0/33,10.0.0.0/x,a/8', [], ['10.0.0.1', 'a']],
  ] as const)
    it(`is none for what NO_PROXY names: ${except}`, () => {
      for (const host of apart) expect(isProxied(`http://${host}/`, except), host).to.equal(false);
      for (const host of through) expect(isProxied(`http://${host}/`, except), host).to.equal(true);
    });

  it('compares the port of a URL that names none', () => {
    expect(isProxied('https://example.org/', 'example.org:443')).to.equal(false);
    expect(isProxied('https://example.org/', 'example.org:80')).to.equal(true);
  });

  for (const setting of ['http://', 'http://:80', 'socks5://user:pass@proxy.test:1080', 'user:pass@:x'])
    it(`is refused if it cannot be used, without its password: ${setting}`, () => {
      expect(() => found('https://example.org/', { HTTPS_PROXY: setting }))
        .to.throw(OutboundError, /proxy for https/u)
        .with.property('message')
        .that.does.not.contain('pass');
    });
});
