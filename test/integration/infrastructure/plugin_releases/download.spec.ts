import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { NetworkSandbox } from '../../../support/network-releases.js';
import { checksumLine, sendFile } from '../../../support/release-server.js';

const bytes = randomBytes(100_000);
const path = '/files/hello.tar.gz';

/** Sends a file up to some byte, and breaks the connection off. */
const cutAt =
  (end: number) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const from = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Length': bytes.length - from,
      ETag: '"one"',
      ...(from > 0 ? { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    response.write(bytes.subarray(from, end), () => response.destroy());
  };

describe('A download', () => {
  let sandbox: NetworkSandbox;
  let source: string;

  beforeEach(async () => {
    sandbox = await NetworkSandbox.create();
    const { server } = sandbox;
    server.file(path, bytes);
    server.file('/files/checksums.txt', checksumLine('hello.tar.gz', bytes));
    source = `${server.url}${path}`;
  });
  afterEach(() => sandbox[Symbol.asyncDispose]());

  const ranges = (): readonly (string | undefined)[] =>
    sandbox.server.seen.filter((seen) => seen.path === path).map(({ headers }) => headers.range);

  const kept = async (): Promise<readonly string[]> =>
    (await readdir(join(sandbox.folder, 'downloads'))).filter((name) => name !== 'parts');

  for (const percent of [0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
    it(`goes on where it was when it is cut off at ${percent} %`, async () => {
      const { server } = sandbox;
      const end = (bytes.length * percent) / 100;
      server.answer(path, (request, response) => {
        server.answer(path, undefined);
        cutAt(end)(request, response);
      });
      await using fetched = await sandbox.fetch(source);
      expect((await readFile(fetched.path)).equals(bytes)).to.equal(true);
      expect(await sandbox.parts()).to.deep.equal([]);
      // What is still on its way when a connection breaks may be lost.
      expect(ranges()).to.have.length(2);
      if (percent > 0) expect(Number(ranges()[1]?.slice('bytes='.length, -1) ?? 0)).to.be.at.most(end);
    });

  it('goes on after every cut, and tells how far it is', async () => {
    const { server } = sandbox;
    let cuts = 0;
    server.answer(path, (request, response) => {
      cuts += 1;
      if (cuts < 10) cutAt(cuts * 10_000)(request, response);
      else sendFile(request, response, bytes);
    });
    const seen: number[] = [];
    await using fetched = await sandbox.fetch(source, { onProgress: ({ received }) => seen.push(received) });
    expect((await readFile(fetched.path)).equals(bytes)).to.equal(true);
    expect(seen.at(-1)).to.equal(bytes.length);
  });

  it('keeps what has arrived when the server is gone, and a later command goes on', async () => {
    const { server } = sandbox;
    server.answer(path, cutAt(40_000));
    const error = await expectRejection(sandbox.fetch(source), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(error.details.problem).to.match(/broke off/u);
    expect(await sandbox.parts()).to.have.length(1);
    server.answer(path, undefined);
    server.seen.length = 0;
    await using fetched = await sandbox.fetch(source);
    expect((await readFile(fetched.path)).equals(bytes)).to.equal(true);
    expect(ranges()).to.deep.equal(['bytes=40000-']);
    expect(await sandbox.parts()).to.deep.equal([]);
  });

  it('begins again where the server cannot go on in the middle', async () => {
    const { server } = sandbox;
    server.answer(path, (request, response) => {
      if (request.headers.range === undefined && ranges().length === 1) cutAt(50_000)(request, response);
      else response.writeHead(200, { 'Content-Length': bytes.length }).end(bytes);
    });
    await using fetched = await sandbox.fetch(source);
    expect((await readFile(fetched.path)).equals(bytes)).to.equal(true);
  });

  it('begins again where the server sends another part than was asked for', async () => {
    const { server } = sandbox;
    server.answer(path, (request, response) => {
      if (ranges().length === 1) cutAt(50_000)(request, response);
      else if (request.headers.range === undefined) sendFile(request, response, bytes);
      else
        response
          .writeHead(206, { 'Content-Range': `bytes 7-${bytes.length - 1}/${bytes.length}` })
          .end(bytes.subarray(7));
    });
    await using fetched = await sandbox.fetch(source);
    expect((await readFile(fetched.path)).equals(bytes)).to.equal(true);
  });

  it('begins again when the part that was kept is of something else', async () => {
    const { server } = sandbox;
    server.answer(path, cutAt(40_000));
    await expectRejection(sandbox.fetch(source), 'SYSTEM.NETWORK.REQUEST_FAILED');
    const [part = ''] = await sandbox.parts();
    await writeFile(join(sandbox.folder, 'downloads', 'parts', part), randomBytes(40_000));
    server.answer(path, undefined);
    await using fetched = await sandbox.fetch(source);
    expect((await readFile(fetched.path)).equals(bytes)).to.equal(true);
  });

  it('takes nothing that has another checksum, and leaves nothing of it', async () => {
    sandbox.server.file(path, randomBytes(100_000));
    const error = await expectRejection(sandbox.fetch(source), 'EXECUTION.PLUGIN.CHECKSUM_MISMATCH');
    expect(error.details).to.include({ plugin: source, part: 'archive' });
    expect([await kept(), await sandbox.parts()]).to.deep.equal([[], []]);
  });

  it('takes nothing from a server that announces less than it sends', async () => {
    sandbox.server.answer(path, (_, response) => {
      response.socket?.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n'), bytes]));
    });
    await expectRejection(sandbox.fetch(source), 'EXECUTION.PLUGIN.CHECKSUM_MISMATCH');
    expect(await kept()).to.deep.equal([]);
  });

  it('gives up on a server that announces more than it sends', async () => {
    sandbox.server.answer(path, (_, response) => {
      response.writeHead(200, { 'Content-Length': bytes.length + 10 });
      response.write(bytes, () => response.destroy());
    });
    await expectRejection(sandbox.fetch(source), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(await kept()).to.deep.equal([]);
  });

  it('ends at the limit, whatever the server announces', async () => {
    const releases = sandbox.releases({ mostBytes: 50_000 });
    sandbox.server.answer(path, (_, response) => {
      const more = (): void => {
        if (response.writable) response.write(bytes, more);
      };
      more();
    });
    const error = await expectRejection(sandbox.fetch(source, {}, releases), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(error.details.problem).to.equal('sends more than 50000 bytes');
    sandbox.server.answer(path, undefined);
    await expectRejection(sandbox.fetch(source, {}, releases), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(sandbox.server.paths.filter((each) => each === path)).to.have.length(2);
  });

  it('gives up on a server that stops in the middle', async () => {
    sandbox.server.answer(path, (_, response) => void response.writeHead(200, { 'Content-Length': 9 }).write('x'));
    const releases = sandbox.releases({ silenceMs: 20 });
    await expectRejection(sandbox.fetch(source, {}, releases), 'SYSTEM.NETWORK.TIMEOUT');
  });

  it('tries again when the server has a problem, but not when there is no such file', async () => {
    const { server } = sandbox;
    server.answer(path, (_, response) => {
      server.answer(path, undefined);
      response.writeHead(503).end();
    });
    await using fetched = await sandbox.fetch(source);
    expect(fetched.size).to.equal(bytes.length);
    server.file('/files/checksums.txt', checksumLine('gone.tar.gz', bytes.subarray(1)));
    const gone = `${server.url}/files/gone.tar.gz`;
    const error = await expectRejection(sandbox.fetch(gone), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(error.details).to.deep.include({ url: gone, problem: 'answered with status 404' });
    expect(server.paths.filter((each) => each === '/files/gone.tar.gz')).to.have.length(1);
  });

  it('leaves nothing behind when it is canceled', async () => {
    const canceling = new AbortController();
    sandbox.server.answer(
      path,
      (_, response) => void response.writeHead(200, { 'Content-Length': 100_000 }).write(bytes.subarray(1)),
    );
    const fetching = sandbox.fetch(source, { signal: canceling.signal, onProgress: () => canceling.abort() });
    await expectRejection(fetching, 'EXECUTION.PLUGIN.CANCELED');
    expect([await kept(), await sandbox.parts()]).to.deep.equal([[], []]);
  });

  it('is made once, also offline, and checked again each time', async () => {
    await using first = await sandbox.fetch(source);
    await sandbox.fetch(source);
    expect(ranges()).to.have.length(1);
    const offline = sandbox.releases({ offline: true });
    const again = await sandbox.fetch(source, {}, offline);
    expect(again.path).to.equal(first.path);
    await writeFile(first.path, 'something else');
    await expectRejection(sandbox.fetch(source, {}, sandbox.releases({ offline: true })), 'SYSTEM.NETWORK.OFFLINE');
    await using repaired = await sandbox.fetch(source);
    expect((await readFile(repaired.path)).equals(bytes)).to.equal(true);
  });

  it('can be made twice at once', async () => {
    const [one, two] = await Promise.all([sandbox.fetch(source), sandbox.fetch(source)]);
    expect(one.path).to.equal(two.path);
    expect((await readFile(one.path)).equals(bytes)).to.equal(true);
    expect(await sandbox.parts()).to.deep.equal([]);
  });

  it('says where downloads are kept when nothing can be written there', async () => {
    await writeFile(join(sandbox.folder, 'downloads'), 'a file');
    const error = await expectRejection(sandbox.fetch(source), 'SYSTEM.IO.WRITE_FAILED');
    expect(error.details.remedy).to.include('XDG_CACHE_HOME');
  });

  it('hears of a connection that cannot be made at all', async () => {
    const releases = sandbox.releases();
    const release = await releases.resolve({ kind: 'url', url: source });
    const gone = sandbox.server[Symbol.asyncDispose]();
    await gone;
    const [asset] = release.assets;
    if (asset === undefined) throw new Error('no archive');
    const error = await expectRejection(releases.fetch(release, asset), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(error.details.problem).to.match(/cannot be reached/u);
    sandbox = await NetworkSandbox.create();
  });
});
