import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { NetworkSandbox, remoteSource } from '../../../support/network-releases.js';

const tarball = Buffer.from('a tarball');

describe('Packages of npm', () => {
  let sandbox: NetworkSandbox;

  beforeEach(async () => (sandbox = await NetworkSandbox.create()));
  afterEach(() => sandbox[Symbol.asyncDispose]());

  const resolve = (text: string) => sandbox.releases().resolve(remoteSource(text));

  it('are found in the registry of the folder, of their scope, and with the token for it', async () => {
    await using other = await NetworkSandbox.create();
    const { server } = other;
    const { host } = new URL(server.url);
    const lines = [`@mine:registry=${server.url}/team/`, `//${host}/team/:_authToken=\${SECRET}`];
    await writeFile(join(sandbox.folder, '.npmrc'), lines.join('\n'));
    server.package('@mine/hello', '1.0.0', tarball);
    server.answer(
      '/team/@mine%2fhello',
      (_, response) =>
        void response.end(
          JSON.stringify({
            versions: {
              '1.0.0': {
                dist: {
                  tarball: `${server.url}/tarballs/@mine/hello-1.0.0.tgz`,
                  integrity: `sha512-${'A'.repeat(86)}==`,
                },
              },
            },
          }),
        ),
    );
    const npm = { cwd: () => sandbox.folder, env: { HOME: '/nowhere', SECRET: 'abc' } };
    const release = await sandbox.releases({ npm }).resolve(remoteSource('npm:@mine/hello'));
    expect(release).to.include({ repository: 'npm:@mine/hello', version: '1.0.0' });
    expect(server.seen[0]?.headers.authorization).to.equal('Bearer abc');
    const [asset] = release.assets;
    if (asset === undefined) throw new Error('no archive');
    await expectRejection(sandbox.releases({ npm }).fetch(release, asset), 'EXECUTION.PLUGIN.CHECKSUM_MISMATCH');
    // The tarball is not below the address that the token is for.
    expect(server.seen.at(-1)?.headers.authorization).to.equal(undefined);
  });

  it('are not looked for with settings that other users could change, unless a warning is enough', async function () {
    if (process.platform === 'win32') this.skip();
    sandbox.server.package('hello', '1.0.0', tarball);
    const file = join(sandbox.folder, '.npmrc');
    await writeFile(file, `registry=${sandbox.server.url}`);
    await chmod(file, 0o606);
    const npm = { cwd: () => sandbox.folder, env: { HOME: '/nowhere' } };
    const source = remoteSource('npm:hello');
    const { details } = await expectRejection(sandbox.releases({ npm }).resolve(source), 'SYSTEM.IO.READ_FAILED');
    expect(details).to.deep.include({ path: file, exposed: true });
    const warnings: string[] = [];
    const tolerant = sandbox.releases({ npm: { ...npm, onInsecure: (problem) => warnings.push(problem) } });
    expect((await tolerant.resolve(source)).version).to.equal('1.0.0');
    expect(warnings.join()).to.include('is not safe from other users');
  });

  it('have a latest version, above which nothing is for everybody', async () => {
    for (const version of ['1.0.0', '1.1.0', '2.0.0', '3.0.0-beta.1'])
      sandbox.server.package('hello', version, tarball);
    sandbox.server.tag('hello', { latest: '1.1.0' });
    expect((await resolve('npm:hello')).version).to.equal('1.1.0');
    expect((await resolve('npm:hello@<1.1.0')).version).to.equal('1.0.0');
    expect((await sandbox.releases().resolve(remoteSource('npm:hello'), { preReleases: true })).version).to.equal(
      '3.0.0-beta.1',
    );
  });

  it('are found by a name that the registry gives to a version, also offline', async () => {
    const { server } = sandbox;
    for (const version of ['1.0.0', '2.0.0-beta.1', '2.0.0-beta.2']) server.package('hello', version, tarball);
    server.tag('hello', { latest: '1.0.0', next: '2.0.0-beta.1' });
    expect((await resolve('npm:hello@next')).version).to.equal('2.0.0-beta.1');
    expect((await resolve('npm:hello@latest')).version).to.equal('1.0.0');
    const { details } = await expectRejection(resolve('npm:hello@nightly'), 'USER.INPUT.PLUGIN_SOURCE');
    expect(details).to.include({
      problem: 'it has no tag nightly',
      remedy: 'Name a version, or one of its tags: latest, next.',
    });
    const offline = sandbox.releases({ offline: true });
    expect((await offline.resolve(remoteSource('npm:hello@next'))).version).to.equal('2.0.0-beta.1');
  });

  it('need a hash that counts as safe', async () => {
    sandbox.server.package('hello', '1.0.0', tarball, {
      dist: { tarball: `${sandbox.server.url}/a.tgz`, integrity: 'sha1-AAAA' },
    });
    const { details } = await expectRejection(resolve('npm:hello'), 'USER.INPUT.PLUGIN_SOURCE');
    expect(details.problem).to.match(/no SHA-512 hash/u);
  });

  it('say what is not done for them', async () => {
    const members = {
      hasInstallScript: true,
      dependencies: { a: '1', b: '1' },
      bundleDependencies: ['a'],
      deprecated: 'use x',
    };
    sandbox.server.package('hello', '1.0.0', tarball, members);
    expect((await resolve('npm:hello')).notes).to.deep.equal([
      'its author says: use x',
      'its install scripts are not run',
      'its dependencies are not installed: b',
    ]);
  });

  it('are not read from a registry that says something else, or refuses', async () => {
    for (const body of ['', '7', '{"versions":{"1.0.0":{}}}', '{"versions":[1]}']) {
      sandbox.server.answer('/hello', (_, response) => void response.end(body));
      await expectRejection(resolve('npm:hello'), 'SYSTEM.NETWORK.REQUEST_FAILED');
    }
    sandbox.server.answer('/hello', (_, response) => void response.writeHead(403).end());
    const { details } = await expectRejection(resolve('npm:hello'), 'SYSTEM.NETWORK.REQUEST_FAILED');
    expect(details.remedy).to.match(/\.npmrc/u);
  });
});
