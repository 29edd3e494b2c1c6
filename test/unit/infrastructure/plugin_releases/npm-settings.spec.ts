import { expect } from 'chai';
import { NpmSettings, parseNpmrc } from '../../../../src/infrastructure/plugin_releases/npm-settings.js';

const settings = (text: string): NpmSettings => new NpmSettings(parseNpmrc(text, { TOKEN: 'from-env' }));
const authorization = (text: string, url: string): string | undefined => settings(text).authorizationFor(new URL(url));

describe('The settings of npm', () => {
  it('name a registry for all packages, and others for scopes', () => {
    const given = settings('registry=https://npm.test/all\n@mine:registry = "https://mine.test"\n');
    expect(given.registryOf('hello')).to.equal('https://npm.test/all/');
    expect(given.registryOf('@other/hello')).to.equal('https://npm.test/all/');
    expect(given.registryOf('@mine/hello')).to.equal('https://mine.test/');
    expect(settings('').registryOf('hello')).to.equal('https://registry.npmjs.org/');
  });

  it('pass over comments and sections, and expand variables that are set', () => {
    const values = parseNpmrc('; a=1\n# b=2\n[c]\nd = ${TOKEN}\ne=${MISSING}\nf="g"\n=h\n', { TOKEN: 't' });
    expect(Object.fromEntries(values)).to.deep.equal({ d: 't', e: '${MISSING}', f: 'g' });
  });

  it('give a token to the registry that it is for, and to nobody else', () => {
    const text = '//npm.test/team/:_authToken=${TOKEN}';
    expect(authorization(text, 'https://npm.test/team/hello')).to.equal('Bearer from-env');
    expect(authorization(text, 'https://npm.test/team/-/a.tgz')).to.equal('Bearer from-env');
    for (const url of [
      'https://npm.test/',
      'https://npm.test/teams/a',
      'https://npm.test:8443/team/a',
      'https://a.npm.test/team/a',
    ])
      expect(authorization(text, url)).to.equal(undefined);
  });

  it('give no token over a connection that others can read', () => {
    const text = '//npm.test/:_authToken=a\n//127.0.0.1:4873/:_authToken=b';
    expect(authorization(text, 'http://npm.test/a')).to.equal(undefined);
    expect(authorization(text, 'http://127.0.0.1:4873/a')).to.equal('Bearer b');
  });

  it('know names with passwords, as npm writes them', () => {
    expect(authorization('//npm.test/:_auth=YTpi', 'https://npm.test/a')).to.equal('Basic YTpi');
    const written = '//npm.test/:username=a\n//npm.test/:_password=Yg==';
    expect(authorization(written, 'https://npm.test/a')).to.equal(`Basic ${Buffer.from('a:b').toString('base64')}`);
  });

  it('name proxies for registries, which count before those of the environment', () => {
    const environment = { http: 'http://a.test', https: 'http://b.test', except: 'c.test' };
    expect(settings('').proxiesBeside(environment)).to.deep.equal(environment);
    expect(settings('proxy=null\nhttps-proxy=false\n').proxiesBeside(environment)).to.deep.equal(environment);
    const own = settings('proxy=http://d.test\nnoproxy=e.test\n').proxiesBeside(environment);
    expect(own).to.deep.equal({ http: 'http://d.test', https: 'http://d.test', except: 'e.test' });
    const both = settings('proxy=http://d.test\nhttps-proxy=http://f.test\n').proxiesBeside(environment);
    expect(both).to.include({ http: 'http://f.test', https: 'http://f.test' });
  });

  it('are read from variables, whose lines stand for hyphens', async () => {
    const env = {
      HOME: '/nowhere',
      npm_config_https_proxy: 'http://g.test',
      npm_config_globalconfig: '/nowhere/npmrc',
    };
    const read = await NpmSettings.read({ cwd: () => '/nowhere', env }, new AbortController().signal);
    expect(read.proxiesBeside({})).to.include({ https: 'http://g.test' });
  });

  it('refuse a registry that is not a URL', () => {
    for (const registry of ['npm.test', 'file:///etc', ''])
      expect(() => settings(`registry=${registry}`).registryOf('a')).to.throw(/registry is not a valid URL/u);
  });
});
