import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { JsonObject } from '../../../../src/domain/json.js';
import type { OperationResult } from '../../../../src/domain/plugin/operation.js';
import { awfBuiltIns } from '../../../../src/app/composition/awf-built-ins.js';
import { BuiltInOperationProvider } from '../../../../src/infrastructure/in_memory/built-in-operation-provider.js';
import { builtInPorts, configured } from '../../../support/built-in-ports.js';
import { localServer } from '../../../support/local-server.js';

const request = (inputs: JsonObject, config: JsonObject = {}): Promise<OperationResult> =>
  new BuiltInOperationProvider(awfBuiltIns(), builtInPorts(configured('http', config))).execute('http.request', inputs);

const errorOf = (result: OperationResult): string => (result.success ? '' : result.error);

describe('http.request', () => {
  it('sends method, headers and body, and gives status, headers and body', async () => {
    await using server = await localServer((_, response) =>
      response
        .writeHead(
          201,
          [
            ['content-type', 'application/json'],
            ['x-many', 'a'],
            ['x-many', 'b'],
          ].flat(),
        )
        .end('{"id":7}'),
    );
    const headers = { 'Content-Type': 'text/plain', 'X-Count': 4 };
    const result = await request({ url: `${server.url}/items?a=b`, method: 'put', headers, body: 'Grüße' });
    expect(server.requests[0]).to.include({ method: 'PUT', path: '/items?a=b', body: 'Grüße' });
    expect(server.requests[0]?.headers).to.include({
      'content-type': 'text/plain',
      'x-count': '4',
      'content-length': '7',
    });
    expect(result.success).to.equal(true);
    expect(result.outputs).to.include({ status_code: 201, body: '{"id":7}', body_truncated: false });
    expect(result.outputs.headers).to.include({ 'Content-Type': 'application/json', 'X-Many': 'a, b' });
  });

  it('succeeds with every status but those that are retryable', async () => {
    await using server = await localServer((_, response) => response.writeHead(503).end('busy'));
    const inputs = { url: server.url, method: 'GET' };
    expect(await request(inputs)).to.deep.include({ success: true });
    const retryable = await request({ ...inputs, retryable_status_codes: [429, 503] });
    expect(retryable.success).to.equal(false);
    expect(retryable.outputs).to.include({ status_code: 503, body: 'busy' });
  });

  it('takes texts in place of numbers, because AWF makes a text of every template', async () => {
    await using server = await localServer((_, response) => response.end());
    expect(await request({ url: server.url, method: 'GET', timeout: '5' })).to.include({ success: true });
  });

  it('reads 1 MiB of a body, also of one that is larger when it is decompressed', async () => {
    const large = Buffer.alloc(3 * 1024 * 1024, 'a');
    await using server = await localServer(({ path }, response) =>
      path === '/gzip' ? response.setHeader('content-encoding', 'gzip').end(gzipSync(large)) : response.end(large),
    );
    for (const path of ['/plain', '/gzip']) {
      const { outputs } = await request({ url: `${server.url}${path}`, method: 'GET' });
      expect(outputs.body_truncated, path).to.equal(true);
      expect(outputs.body, path).to.have.length(1024 * 1024);
    }
  });

  it('decompresses what it has asked for, and leaves alone what the workflow has asked for', async () => {
    await using server = await localServer((_, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync('text')),
    );
    const own = await request({ url: server.url, method: 'GET' });
    expect(own.outputs).to.include({ body: 'text' });
    expect(own.outputs.headers).not.to.have.property('Content-Encoding');
    const asked = await request({ url: server.url, method: 'GET', headers: { 'accept-encoding': 'gzip' } });
    expect(Buffer.from(asked.outputs.body_base64 as string, 'base64').equals(gzipSync('text'))).to.equal(true);
  });

  it('fails when the answer does not come in time, ends early or is not valid, and names the server alone', async () => {
    await using server = await localServer(({ path }, response) => {
      if (path.startsWith('/cut'))
        response.writeHead(200, { 'content-length': '10' }).write('abc', () => response.destroy());
      if (path.startsWith('/bad')) response.setHeader('content-encoding', 'gzip').end('no gzip');
      if (path.startsWith('/loop')) response.writeHead(302, { location: path }).end();
    });
    const problems = {
      slow: 'did not answer within 1 s',
      cut: 'ended before',
      bad: 'not valid gzip',
      loop: '10 redirects',
    };
    for (const [path, problem] of Object.entries(problems)) {
      const url = `${server.url}/${path}?token=secret`;
      const text = errorOf(await request({ url, method: 'GET', timeout: 1, headers: { Authorization: 'secret' } }));
      expect(text, path).to.contain(problem).and.to.contain(server.url);
      expect(text, path).not.to.contain('secret');
    }
  });

  it('follows a redirect on the same server, with all headers', async () => {
    await using server = await localServer(({ path }, response) =>
      path === '/old' ? response.writeHead(307, { location: '/new' }).end() : response.end('here'),
    );
    const headers = { Authorization: 'secret' };
    const { outputs } = await request({ url: `${server.url}/old`, method: 'POST', body: 'x', headers });
    expect(outputs).to.include({ body: 'here' });
    expect(server.requests[1]).to.include({ method: 'POST', path: '/new', body: 'x' });
    expect(server.requests[1]?.headers).to.include({ authorization: 'secret' });
  });

  it('sends no secret to another server that it is redirected to', async () => {
    await using other = await localServer((_, response) => response.end('other'));
    await using server = await localServer((_, response) => response.writeHead(302, { location: other.url }).end());
    const headers = { Authorization: 'secret', 'X-Api-Key': 'secret', Accept: 'text/plain' };
    expect((await request({ url: server.url, method: 'GET', headers })).outputs).to.include({ body: 'other' });
    expect(JSON.stringify(other.requests)).not.to.contain('secret');
    expect(other.requests[0]?.headers.accept).to.equal('text/plain');
  });

  it('refuses metadata services, other schemes behind a redirect and, with public_only, this machine', async () => {
    await using server = await localServer(({ path }, response) =>
      response.writeHead(302, { location: path === '/file' ? 'file:///etc/passwd' : 'http://169.254.169.254/' }).end(),
    );
    const get = async (url: string, config?: JsonObject) => errorOf(await request({ url, method: 'GET' }, config));
    for (const url of [
      'http://169.254.169.254/',
      'http://[::ffff:a9fe:a9fe]/',
      'http://2852039166/',
      `${server.url}/meta`,
    ])
      expect(await get(url), url).to.contain('link-local');
    expect(await get(`${server.url}/file`)).to.contain('not HTTP');
    for (const url of [server.url, server.url.replace('127.0.0.1', 'localhost')])
      expect(await get(url, { public_only: true }), url).to.contain('public_only');
  });

  it('refuses a setting that it does not have', async () => {
    await expectConfigProblem({ allow_link_locl: true }, 'did you mean allow_link_local?');
    await expectConfigProblem({ public_only: 'yes' }, 'must be a boolean');
  });
});

async function expectConfigProblem(config: JsonObject, problem: string): Promise<void> {
  const error = await request({ url: 'http://127.0.0.1:1', method: 'GET' }, config).catch((thrown: unknown) => thrown);
  expect(error)
    .to.include({ code: 'USER.VALIDATION.PLUGIN_CONFIG' })
    .and.to.have.property('message')
    .that.contains(problem);
}
