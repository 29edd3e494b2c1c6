import { expect } from 'chai';
import {
  OutboundClient,
  type OutboundOptions,
} from '../../../../../src/infrastructure/shared/outbound/outbound-client.js';
import { usualPolicy } from '../../../../../src/infrastructure/shared/outbound/outbound-policy.js';
import { LocalProxy } from '../../../../support/local-proxy.js';
import { localServer, type LocalServer } from '../../../../support/local-server.js';

const limits = { signal: new AbortController().signal, mostBytes: 1_000 };

/** Nobody here knows a name. */
const find: NonNullable<OutboundOptions['find']> = (host, done) => done(new Error(`${host} was looked up`), []);

const portOf = ({ url }: LocalServer): number => Number(new URL(url).port);

/** Sends a request through a proxy. */
async function send(
  proxy: LocalProxy,
  url: string,
  { user = '', ...options }: OutboundOptions & { readonly user?: string } = {},
): Promise<string> {
  const { host } = new URL(proxy.url);
  const proxies = { http: `http://${user}${host}`, https: `http://${user}${host}` };
  const request = { method: 'POST', url: new URL(url), headers: { 'X-Own': 'a' }, body: 'text' };
  const { bytes } = await new OutboundClient({ find, proxies, ...options }).send(request, limits);
  return bytes.toString();
}

const failureOf = (sent: Promise<string>): Promise<string> =>
  sent.then(
    () => '',
    (error: unknown) => (error as Error).message,
  );

describe('A request through a proxy', () => {
  it('asks it for the URL, and leaves the name of the server to it', async () => {
    await using server = await localServer(({ body }, response) => response.end(`got ${body}`));
    await using proxy = await LocalProxy.start({ names: new Map([['hidden.test:80', portOf(server)]]) });
    expect(await send(proxy, 'http://user:word@hidden.test/a?b#c')).to.equal('got text');
    expect(proxy.seen[0]).to.include({ method: 'POST', target: 'http://hidden.test/a?b' });
    const authorization = `Basic ${Buffer.from('user:word').toString('base64')}`;
    expect(server.requests[0]).to.include({ path: '/a?b', method: 'POST' });
    expect(server.requests[0]?.headers).to.include({ host: 'hidden.test', 'x-own': 'a', authorization });
  });

  it('has the name and the password of the user for the proxy, which the server does not get by a tunnel', async () => {
    await using proxy = await LocalProxy.start({ refusal: '403 Not here' });
    const failure = await failureOf(send(proxy, 'https://hidden.test/secret', { user: 'us%3Aer:pass@' }));
    expect(failure).to.equal(`the proxy ${proxy.url} refused a connection to https://hidden.test: 403 Not here`);
    expect(proxy.seen[0]).to.include({ method: 'CONNECT', target: 'hidden.test:443' });
    const expected = `Basic ${Buffer.from('us:er:pass').toString('base64')}`;
    expect(proxy.seen[0]?.headers).to.include({ 'proxy-authorization': expected, host: 'hidden.test:443' });
    expect(proxy.seen[0]?.headers).not.to.have.property('x-own');
  });

  it('fails with the names of both when the proxy is not there', async () => {
    const proxy = await LocalProxy.start();
    await proxy[Symbol.asyncDispose]();
    const gone = `through the proxy ${proxy.url}: the connection was refused`;
    expect(await failureOf(send(proxy, 'http://hidden.test/'))).to.equal(`http://hidden.test ${gone}`);
    expect(await failureOf(send(proxy, 'https://hidden.test/'))).to.equal(`https://hidden.test ${gone}`);
  });

  it('ends with its signal, also while the proxy says nothing', async () => {
    await using proxy = await LocalProxy.start({ isSilent: true });
    const reason = new Error('enough');
    for (const url of ['http://hidden.test/', 'https://hidden.test/']) {
      const canceling = new AbortController();
      const proxies = { http: proxy.url, https: proxy.url };
      const request = { method: 'GET', url: new URL(url), headers: {} };
      const sent = new OutboundClient({ proxies }).send(request, { ...limits, signal: canceling.signal });
      await proxy.asked();
      canceling.abort(reason);
      expect(await sent.catch((error: unknown) => error), url).to.equal(reason);
    }
  });

  it('does not lead to an address that the rules refuse', async () => {
    await using proxy = await LocalProxy.start();
    expect(await failureOf(send(proxy, 'http://169.254.169.254/latest'))).to.contain('metadata service of a cloud');
    expect(await failureOf(send(proxy, 'https://[fe80::1]/'))).to.contain('metadata service of a cloud');
    expect(proxy.seen).to.deep.equal([]);
  });

  it('with public_only leads to public addresses, and to no name', async () => {
    await using proxy = await LocalProxy.start({ refusal: '503 Enough seen' });
    const policy = { ...usualPolicy, publicOnly: true };
    expect(await failureOf(send(proxy, 'https://10.0.0.1/', { policy }))).to.contain('the setting public_only');
    expect(await failureOf(send(proxy, 'http://hidden.test/', { policy }))).to.contain('nobody here knows its address');
    expect(proxy.seen).to.deep.equal([]);
    expect(await failureOf(send(proxy, 'https://8.8.8.8/', { policy }))).to.contain('503 Enough seen');
  });

  it('follows a redirect to another name, and none to a nearer network', async () => {
    await using server = await localServer(({ path }, response) => {
      const to = { '/name': 'http://other.test/end', '/address': 'http://10.0.0.1/', '/here': server.url }[path];
      response.writeHead(to === undefined ? 200 : 307, to === undefined ? {} : { Location: to }).end('end');
    });
    const names = new Map(['hidden.test:80', 'other.test:80'].map((name) => [name, portOf(server)]));
    await using proxy = await LocalProxy.start({ names });
    expect(await send(proxy, 'http://hidden.test/name')).to.equal('end');
    expect(await failureOf(send(proxy, 'http://hidden.test/address'))).to.contain('a private network');
    expect(await failureOf(send(proxy, 'http://hidden.test/here'))).to.contain('an address of this machine');
  });
});
