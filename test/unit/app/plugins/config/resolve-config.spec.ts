import { expect } from 'chai';
import { resolveConfig } from '../../../../../src/app/plugins/config/resolve-config.js';
import type { JsonObject } from '../../../../../src/domain/json.js';
import type { ConfigLayers } from '../../../../../src/domain/plugin/config-layers.js';
import type { ConfigField } from '../../../../../src/domain/plugin/manifest.js';
import { InMemoryValueSource } from '../../../../../src/infrastructure/in_memory/in-memory-value-source.js';

const values = new InMemoryValueSource({
  env: { PORT: '80', WORD: 'many', HOME: '/home/a', KEY: 'canary-of-env', API_KEY: 'canary-by-name', EMPTY: '' },
  files: { '/home/a/token': 'canary-of-file\n' },
});

const config: Readonly<Record<string, ConfigField>> = {
  url: { type: 'string', required: true, default: 'http://${HOST}/' },
  port: { type: 'integer', required: false },
  mode: { type: 'string', required: false, enum: ['fast', 'safe'] },
  key: { type: 'string', required: false, secret: true },
};

const resolve = (layers: Partial<ConfigLayers>, fields = config) =>
  resolveConfig({ config: fields }, { flag: {}, stored: {}, project: {}, ...layers }, values);
const configOf = async (layers: Partial<ConfigLayers>): Promise<JsonObject> => ({ ...(await resolve(layers)).config });
const problemsOf = async (layers: Partial<ConfigLayers>): Promise<readonly string[]> =>
  (await resolve(layers)).problems.map(({ field, problem }) => `${field} ${problem}`);

describe('resolveConfig()', () => {
  it('takes the command line before plugins.json, that before the project, and defaults last', async () => {
    const layers = {
      flag: { port: '1' },
      stored: { port: 2, mode: 'safe' },
      project: { port: 3, mode: 'fast', url: 'u' },
    };
    expect(await configOf(layers)).to.deep.equal({ url: 'u', port: 1, mode: 'safe' });
  });

  it('leaves the text of a default as it is, because it is not the user’s', async () => {
    expect(await configOf({})).to.deep.equal({ url: 'http://${HOST}/' });
  });

  it('gives the type of the setting to a text of the command line and to one with a variable', async () => {
    for (const layer of ['flag', 'stored', 'project'])
      expect(await configOf({ [layer]: { port: '${PORT}' } })).to.include({ port: 80 });
    expect(await problemsOf({ flag: { port: 'many' } })).to.deep.equal(['port must be an integer, is a string']);
    expect(await problemsOf({ project: { port: '${WORD}' } })).to.deep.equal(['port must be an integer, is a string']);
    expect(await problemsOf({ project: { port: '80' } })).to.deep.equal(['port must be an integer, is a string']);
  });

  it('gives JSON to a plugin that declares nothing', async () => {
    const { config: given } = await resolve({ flag: { a: '[1]', b: 'x' }, project: { c: '1', d: '${PORT}' } }, {});
    expect({ ...given }).to.deep.equal({ a: [1], b: 'x', c: '1', d: '80' });
  });

  it('finds every problem, and repeats no value', async () => {
    const problems = await problemsOf({
      stored: { ulr: 'canary', mode: 'canary', key: 'canary' },
      project: { port: '${NO}' },
    });
    expect(problems).to.deep.equal([
      'port refers to the environment variable NO, which is not set',
      'mode must be one of "fast", "safe"',
      'key is a secret, which is given by reference: env:NAME or file:PATH',
      'ulr is not a setting of this plugin; did you mean url?',
    ]);
    expect(problems.join()).not.to.contain('canary');
  });

  it('reads secrets from variables and files, and names them as what no output may show', async () => {
    const fromEnv = await resolve({ project: { key: 'env:KEY' } });
    expect(fromEnv.config).to.include({ key: 'canary-of-env' });
    expect(fromEnv.secrets).to.deep.equal(['canary-of-env']);
    const fromFile = await resolve({ stored: { key: 'file:${HOME}/token' } });
    expect(fromFile.config).to.include({ key: 'canary-of-file' });
    expect(fromFile.secrets).to.deep.equal(['canary-of-file']);
  });

  it('says why there is no secret', async () => {
    const problemOf = async (key: string) => (await problemsOf({ project: { key } }))[0];
    expect(await problemOf('env:NO')).to.equal('key is a secret in the environment variable NO, which is not set');
    expect(await problemOf('env:EMPTY')).to.equal('key is a secret in the environment variable EMPTY, which is empty');
    expect(await problemOf('file:x')).to.equal('key is a secret in a file that is not used: x does not exist');
    expect(await problemOf('file:${NO}/x')).to.equal('key refers to the environment variable NO, which is not set');
  });

  it('takes what AWF’s names say is a secret for one, in settings and in variables', async () => {
    const undeclared = await resolve({ stored: { token: ['canary-1', { a: 'canary-2' }], url: 'b' } }, {});
    expect(undeclared.secrets).to.deep.equal(['canary-1', 'canary-2']);
    expect((await resolve({ project: { url: 'x:${API_KEY}' } })).secrets).to.deep.equal(['canary-by-name']);
  });

  it('takes null for nothing', async () => {
    expect(await configOf({ stored: { port: null, url: null }, project: { port: 3 } })).to.have.property(
      'url',
      'http://${HOST}/',
    );
  });
});
