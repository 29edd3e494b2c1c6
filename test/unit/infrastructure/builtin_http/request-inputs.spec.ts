import { expect } from 'chai';
import { requestOf } from '../../../../src/infrastructure/builtin_http/request-inputs.js';

const url = 'http://example.org/';

describe('requestOf()', () => {
  it('takes AWF’s methods in any case', () => {
    for (const method of ['get', 'Post', 'PUT', ' delete ']) {
      expect(requestOf({ url, method }).method).to.equal(method.trim().toUpperCase());
    }
    for (const method of ['', 'PATCH', 'HEAD', 'GET /'])
      expect(() => requestOf({ url, method }), method).to.throw('method must be one of');
  });

  it('takes URLs of HTTP alone', () => {
    expect(requestOf({ url: 'HTTPS://example.org', method: 'GET' }).url.href).to.equal('https://example.org/');
    for (const wrong of [
      '',
      'example.org',
      'file:///etc/passwd',
      'ftp://example.org',
      'http:example.org',
      'http://',
      'http://a b/',
    ])
      expect(() => requestOf({ url: wrong, method: 'GET' }), wrong).to.throw(/^url /u);
  });

  it('sends numbers and truth values in headers as texts, and leaves out null', () => {
    const headers = { 'X-Text': ' a ', 'X-Number': 4, 'X-Flag': true, 'X-Null': null };
    expect(requestOf({ url, method: 'GET', headers }).headers).to.deep.equal({
      'X-Text': 'a',
      'X-Number': '4',
      'X-Flag': 'true',
    });
  });

  it('leaves out the headers that the connection decides about, as AWF does', () => {
    const headers = {
      Host: 'a',
      'content-length': '3',
      'Transfer-Encoding': 'chunked',
      Trailer: 'x',
      Upgrade: 'h2c',
      Connection: 'x',
    };
    expect(requestOf({ url, method: 'GET', headers }).headers).to.deep.equal({});
  });

  it('refuses headers that HTTP does not allow, without showing their value', () => {
    const wrong = [
      { 'a b': 'x' },
      { '': 'x' },
      { 'X:': 'x' },
      { X: 'se\ncret' },
      { X: 'secret\0' },
      { X: 'secret€' },
      { X: ['secret'] },
    ];
    for (const headers of wrong)
      expect(() => requestOf({ url, method: 'GET', headers }), JSON.stringify(headers))
        .to.throw(/^headers/u)
        .with.property('message')
        .that.does.not.match(/secret/u);
  });
});
