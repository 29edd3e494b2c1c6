import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { HttpClient } from '../../../../src/infrastructure/plugin_releases/http-client.js';
import { LocalProxy } from '../../../support/local-proxy.js';
import { ReleaseServer } from '../../../support/release-server.js';

const signal = new AbortController().signal;

describe('A request', () => {
  let server: ReleaseServer;
  const client = new HttpClient({ userAgent: 'awf-plugins' });

  beforeEach(async () => (server = await ReleaseServer.start()));
  afterEach(() => server[Symbol.asyncDispose]());

  const leadTo = (location: string): void =>
    server.answer('/here', (_, response) => void response.writeHead(302, { Location: location }).end());

  const get = (authorize?: (url: URL) => string | undefined) =>
    client.get({ url: `${server.url}/here`, root: server.url, authorize }, signal);

  for (const location of [
    'file:///etc/passwd',
    'ftp://127.0.0.1/a',
    'data:,a',
    'http://10.0.0.1/a',
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/a',
  ])
    it(`is not led to ${location}`, async () => {
      leadTo(location);
      const { details } = await expectRejection(get(), 'SYSTEM.NETWORK.ADDRESS_REFUSED');
      expect(details.url).to.equal(new URL(location).href);
    });

  it('is not led from https to http', async () => {
    const request = { url: 'http://example.com/a', root: 'https://example.com/' };
    const { details } = await expectRejection(client.get(request, signal), 'SYSTEM.NETWORK.ADDRESS_REFUSED');
    expect(details.problem).to.match(/not encrypted/u);
  });

  it('is not led into the own network by a name', async () => {
    const resolve = (host: string): Promise<readonly string[]> =>
      Promise.resolve(host === 'public.test' ? ['203.0.113.7'] : ['127.0.0.1']);
    const careful = new HttpClient({ userAgent: 'awf-plugins', resolve });
    const request = { url: `http://inside.test:${new URL(server.url).port}/`, root: 'http://public.test/' };
    await expectRejection(careful.get(request, signal), 'SYSTEM.NETWORK.ADDRESS_REFUSED');
    expect(server.seen).to.deep.equal([]);
  });

  it('is led by a proxy to where the user wants, and from there to no network that is nearer', async () => {
    const port = Number(new URL(server.url).port);
    await using proxy = await LocalProxy.start({ names: new Map([['hidden.test:80', port]]) });
    const resolve = (host: string): Promise<readonly string[]> => Promise.reject(new Error(`${host} was looked up`));
    const proxied = new HttpClient({ userAgent: 'awf-plugins', resolve, proxies: { http: proxy.url } });
    const request = { url: 'http://hidden.test/here', root: 'http://hidden.test/' };
    server.file('/here', 'text');
    const answer = await proxied.get(request, signal);
    answer.destroy();
    expect(answer.statusCode).to.equal(200);
    for (const location of ['http://10.0.0.1/', 'http://169.254.169.254/', server.url]) {
      leadTo(location);
      await expectRejection(proxied.get(request, signal), 'SYSTEM.NETWORK.ADDRESS_REFUSED');
    }
  });

  it('ends when a proxy is silent, and names it when it refuses', async () => {
    await using silent = await LocalProxy.start({ isSilent: true });
    const request = { url: 'https://hidden.test/', root: 'https://hidden.test/' };
    const waiting = new HttpClient({ userAgent: 'awf-plugins', silenceMs: 1, proxies: { https: silent.url } });
    await expectRejection(waiting.get(request, signal), 'SYSTEM.NETWORK.TIMEOUT');
    await using refusing = await LocalProxy.start({ refusal: '407 Who are you' });
    const refused = new HttpClient({ userAgent: 'awf-plugins', proxies: { https: refusing.url } });
    const { details } = await expectRejection(refused.get(request, signal), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(details.problem).to.contain(`the proxy ${refusing.url} refused`).and.to.contain('407 Who are you');
  });

  it('follows redirects, relative ones too, and gives secrets to the first server only', async () => {
    await using other = await ReleaseServer.start();
    leadTo('/there');
    server.answer('/there', (_, response) => void response.writeHead(307, { Location: `${other.url}/end` }).end());
    other.file('/end', 'text');
    const answer = await get(({ origin }) => (origin === server.url ? 'Bearer secret' : undefined));
    answer.destroy();
    expect(answer.statusCode).to.equal(200);
    expect(server.seen.map(({ headers }) => headers.authorization)).to.deep.equal(['Bearer secret', 'Bearer secret']);
    expect(other.seen.map(({ headers }) => headers.authorization)).to.deep.equal([undefined]);
  });

  it('is not led around for ever', async () => {
    leadTo('/here');
    const { details } = await expectRejection(get(), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(details.problem).to.match(/more than 5 times/u);
    expect(server.seen).to.have.length(6);
  });

  it('rejects with the reason of its signal', async () => {
    server.answer('/here', () => undefined);
    const canceling = new AbortController();
    const got = client.get({ url: `${server.url}/here`, root: server.url }, canceling.signal);
    const reason = new Error('enough');
    canceling.abort(reason);
    expect(await got.catch((error: unknown) => error)).to.equal(reason);
  });
});
