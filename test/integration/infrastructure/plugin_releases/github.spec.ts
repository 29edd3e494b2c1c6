import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { NetworkSandbox, remoteSource } from '../../../support/network-releases.js';

const archive = Buffer.from('an archive');

describe('Releases at GitHub', () => {
  let sandbox: NetworkSandbox;

  beforeEach(async () => (sandbox = await NetworkSandbox.create()));
  afterEach(() => sandbox[Symbol.asyncDispose]());

  const resolve = (text: string, options = {}) => sandbox.releases(options).resolve(remoteSource(text));

  it('have an archive for each platform, with the checksums and the signature to the byte', async () => {
    const signature = Buffer.from([0, 255, 10]);
    const files = {
      'a_1.0.0_linux_amd64.tar.gz': archive,
      'a_1.0.0_darwin_arm64.tar.gz': archive,
      'notes.md': archive,
    };
    sandbox.server.release('o/r', 'v1.0.0', files, { signature });
    const release = await resolve('o/r');
    expect(release.assets.map(({ platform }) => platform)).to.deep.equal([
      { os: 'linux', arch: 'amd64' },
      { os: 'darwin', arch: 'arm64' },
    ]);
    expect(Buffer.from(release.signature?.bytes ?? []).equals(signature)).to.equal(true);
    expect(Buffer.from(release.checksums?.bytes ?? []).toString()).to.match(/^[0-9a-f]{64} {2}a_1/u);
  });

  it('are read page by page, without drafts', async () => {
    const { server } = sandbox;
    for (const version of ['1.0.0', '1.2.0', '1.1.0', '0.9.0']) server.release('o/r', version, { 'a.tar.gz': archive });
    server.release('o/r', '9.0.0', { 'a.tar.gz': archive }, { draft: true });
    server.pageSize = 2;
    expect((await resolve('o/r@<1.0.0')).version).to.equal('0.9.0');
    expect((await resolve('o/r')).version).to.equal('1.2.0');
    expect(server.paths.filter((path) => path === '/repos/o/r/releases')).to.have.length(6);
  });

  it('are not read on at another server', async () => {
    sandbox.server.answer('/repos/o/r/releases', (_, response) => {
      response.setHeader('Link', '<http://127.0.0.1:1/repos/o/r/releases?page=2>; rel="next"');
      response.end('[]');
    });
    const error = await expectRejection(resolve('o/r', { token: 'secret' }), 'USER.INPUT.PLUGIN_SOURCE');
    expect(error.details.problem).to.equal('it has no releases');
  });

  it('need checksums that do not contradict each other', async () => {
    const files = { 'a.tar.gz': archive };
    sandbox.server.release('o/none', '1.0.0', files, { checksums: undefined });
    const none = await expectRejection(resolve('o/none'), 'USER.INPUT.PLUGIN_SOURCE');
    expect(none.details.problem).to.match(/no checksum file/u);
    const [one, two] = ['a', 'b'].map((letter) => `${letter.repeat(64)}  a.tar.gz\n`);
    sandbox.server.release('o/two', '1.0.0', files, { checksums: `${one}${two}` });
    const wrong = await expectRejection(resolve('o/two'), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(wrong.details.problem).to.equal('is wrong in line 2: a.tar.gz has two checksums');
  });

  it('must have the hash that the API says as well', async () => {
    sandbox.server.file('/checksums.txt', `${'a'.repeat(64)}  a.tar.gz\n`);
    const { url } = sandbox.server;
    const files = [
      { name: 'a.tar.gz', browser_download_url: `${url}/a.tar.gz`, digest: `sha256:${'b'.repeat(64)}` },
      { name: 'checksums.txt', browser_download_url: `${url}/checksums.txt`, digest: null },
    ];
    sandbox.server.answer(
      '/repos/o/r/releases',
      (_, response) => void response.end(JSON.stringify([{ tag_name: 'v1.0.0', assets: files }])),
    );
    const { assets } = await resolve('o/r');
    expect(assets[0]?.hashes.map(({ hex }) => hex.slice(0, 1))).to.deep.equal(['a', 'b']);
  });

  it('say when GitHub answers again', async () => {
    sandbox.server.answer(
      '/repos/o/r/releases',
      (_, response) =>
        void response.writeHead(403, { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1800000000' }).end('{}'),
    );
    const { details } = await expectRejection(resolve('o/r'), 'SYSTEM.NETWORK.RATE_LIMITED');
    expect(details).to.include({ until: '2027-01-15T08:00:00.000Z', authenticated: false });
    sandbox.server.answer(
      '/repos/o/r/releases',
      (_, response) => void response.writeHead(429, { 'Retry-After': 'soon' }).end(),
    );
    const limited = await expectRejection(resolve('o/r', { token: 'a' }), 'SYSTEM.NETWORK.RATE_LIMITED');
    expect(limited.details).to.include({ until: undefined, authenticated: true });
  });

  it('say what to do about a token that GitHub does not take', async () => {
    sandbox.server.answer('/repos/o/r/releases', (_, response) => void response.writeHead(401).end());
    const { details } = await expectRejection(resolve('o/r', { token: 'old' }), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(details.remedy).to.match(/GITHUB_TOKEN/u);
  });

  for (const body of ['', '{}', 'null', '[1]', '[{"tag_name":1}]', '[{"tag_name":"1.0.0","assets":[{}]}]', '<html>'])
    it(`are not read from ${JSON.stringify(body)}`, async () => {
      sandbox.server.answer('/repos/o/r/releases', (_, response) => void response.end(body));
      await expectRejection(resolve('o/r'), 'SYSTEM.NETWORK.REQUEST_FAILED');
    });

  it('are fetched with the token from the API, and without it from elsewhere', async () => {
    const { server } = sandbox;
    server.release('o/r', '1.0.0', { 'a.tar.gz': archive });
    await sandbox.fetch('o/r', {}, sandbox.releases({ token: 'secret' }));
    expect(new Set(server.seen.map(({ headers }) => headers.authorization))).to.deep.equal(new Set(['Bearer secret']));
  });

  it('of a private repository are fetched through the API, whose redirect gets no token', async () => {
    const { server } = sandbox;
    await using store = await NetworkSandbox.create();
    store.server.file('/a.tar.gz', archive);
    server.release('o/r', '1.0.0', { 'a.tar.gz': archive });
    const listed = {
      name: 'a.tar.gz',
      browser_download_url: 'https://github.test/a.tar.gz',
      url: `${server.url}/assets/1`,
    };
    const checksums = { name: 'checksums.txt', browser_download_url: `${server.url}/download/o/r/1.0.0/checksums.txt` };
    server.answer(
      '/repos/o/r/releases',
      (_, response) => void response.end(JSON.stringify([{ tag_name: '1.0.0', assets: [listed, checksums] }])),
    );
    server.answer(
      '/assets/1',
      (_, response) => void response.writeHead(302, { Location: `${store.server.url}/a.tar.gz` }).end(),
    );
    await using fetched = await sandbox.fetch('o/r', {}, sandbox.releases({ token: 'secret' }));
    expect((await readFile(fetched.path)).equals(archive)).to.equal(true);
    expect(store.server.seen.map(({ headers }) => headers.authorization)).to.deep.equal([undefined]);
    expect(server.seen.at(-1)?.headers).to.include({
      authorization: 'Bearer secret',
      accept: 'application/octet-stream',
    });
  });

  it('are known offline as far as they were seen', async () => {
    sandbox.server.release('o/r', '1.0.0', { 'a.tar.gz': archive }, { signature: Buffer.from('s') });
    sandbox.server.release('o/r', '2.0.0', { 'a.tar.gz': archive });
    const online = await resolve('o/r@1.0.0');
    const offline = await resolve('o/r', { offline: true });
    expect(JSON.parse(JSON.stringify(offline))).to.deep.equal(JSON.parse(JSON.stringify(online)));
    expect(await sandbox.releases({ offline: true }).list(remoteSource('o/r'))).to.have.length(2);
    await expectRejection(resolve('o/r@2.0.0', { offline: true }), 'SYSTEM.NETWORK.OFFLINE');
    await expectRejection(resolve('o/other', { offline: true }), 'SYSTEM.NETWORK.OFFLINE');
  });
});
