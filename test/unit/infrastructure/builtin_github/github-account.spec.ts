import { expect } from 'chai';
import {
  gitHubServer,
  repositoryInRemote,
  repositoryOf,
} from '../../../../src/infrastructure/builtin_github/github-account.js';

const { signal } = new AbortController();
const machine = (env: Readonly<Record<string, string>>) => ({ env, cwd: () => '/' });

describe('repositoryInRemote()', () => {
  const remotes = [
    'git@github.com:owner/name.git',
    'git@github.com:owner/name',
    'https://github.com/owner/name.git',
    'https://github.com/owner/name/',
    'https://user:token@github.com/owner/name.git',
    'ssh://git@github.com/owner/name.git',
    'ssh://git@ssh.github.com:443/owner/name.git',
  ];
  for (const remote of remotes)
    it(`finds the repository in ${remote}`, () => {
      expect(repositoryInRemote(remote, undefined)).to.equal('owner/name');
    });

  it('finds it at the host of GITHUB_API_URL, and nowhere else', () => {
    const remote = 'git@git.example.org:owner/name.git';
    expect(repositoryInRemote(remote, 'https://git.example.org/api/v3')).to.equal('owner/name');
    expect(repositoryInRemote(remote, 'https://api.git.example.org')).to.equal('owner/name');
    for (const other of [remote, 'https://evil.org/github.com/owner/name', '/home/me/name', ''])
      expect(repositoryInRemote(other, undefined), other).to.equal(undefined);
  });
});

describe('repositoryOf()', () => {
  it('takes the one that the step names, then that of GH_REPO', async () => {
    expect(await repositoryOf(' a/b ', machine({ GH_REPO: 'c/d' }), signal)).to.equal('a/b');
    expect(await repositoryOf(undefined, machine({ GH_REPO: 'c/d' }), signal)).to.equal('c/d');
  });

  it('refuses what would be another path of the API', async () => {
    for (const wrong of ['a', 'a/b/c', '../a', 'a/..', 'a/b?c', 'a b/c', 'a/b#c', '/a'])
      expect(
        await repositoryOf(wrong, machine({}), signal).catch((error: unknown) => (error as Error).message),
        wrong,
      ).to.contain('owner/name');
  });
});

describe('gitHubServer()', () => {
  it('takes the token of GH_TOKEN before that of GITHUB_TOKEN, and GITHUB_API_URL', async () => {
    const both = await gitHubServer(machine({ GH_TOKEN: ' a ', GITHUB_TOKEN: 'b' }), signal);
    expect(both.token).to.equal('a');
    expect(both.base.href).to.equal('https://api.github.com/');
    const other = await gitHubServer(
      machine({ GITHUB_TOKEN: 'b', GITHUB_API_URL: 'http://127.0.0.1:1/api/v3' }),
      signal,
    );
    expect(other).to.deep.equal({ base: new URL('http://127.0.0.1:1/api/v3'), token: 'b' });
  });

  it('has no token where there is neither a variable nor the program gh', async () => {
    expect((await gitHubServer(machine({ PATH: '/nowhere' }), signal)).token).to.equal(undefined);
  });

  it('sends no token over a network without encryption', async () => {
    const http = { GITHUB_API_URL: 'http://git.example.org/api/v3', PATH: '/nowhere' };
    const refused = gitHubServer(machine({ ...http, GITHUB_TOKEN: 'b' }), signal);
    const message = await refused.catch((error: unknown) => (error as Error).message);
    expect(message).to.equal('GITHUB_API_URL must begin with https://, because the token is sent there');
    expect((await gitHubServer(machine(http), signal)).token).to.equal(undefined);
  });

  it('refuses a GITHUB_API_URL that is not one of HTTP', async () => {
    for (const url of ['file:///etc', 'api.github.com', 'x'])
      expect(
        await gitHubServer(machine({ GITHUB_API_URL: url }), signal).catch(
          (error: unknown) => (error as Error).message,
        ),
        url,
      ).to.contain('GITHUB_API_URL');
  });
});
