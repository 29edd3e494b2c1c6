import { expect } from 'chai';
import { DevPluginTransport } from '../../../../../src/app/plugins/authoring/dev-plugin-transport.js';
import { SinglePluginLoader } from '../../../../../src/app/plugins/authoring/single-plugin-loader.js';
import type { PluginInfo } from '../../../../../src/domain/plugin/plugin-info.js';
import type { PluginLoader } from '../../../../../src/ports/plugin-loader.js';
import type { ConnectOptions, PluginConnection, PluginTransport } from '../../../../../src/ports/plugin-transport.js';

const pluginAt = (locator: string, runtime?: string): PluginInfo => ({
  manifest: {
    name: 'hello',
    version: '1.0.0',
    awfVersion: '',
    capabilities: [],
    events: { subscribe: [], emit: [] },
    description: '',
    config: {},
    ...(runtime === undefined ? {} : { runtime }),
  },
  type: 'external',
  status: 'loaded',
  locator,
});

function transports(env: Readonly<Record<string, string>>) {
  const asked: (readonly [who: string, options: ConnectOptions | undefined])[] = [];
  const transport = (who: string): PluginTransport => ({
    connect: (_, options) => {
      asked.push([who, options]);
      return Promise.resolve({} as PluginConnection);
    },
  });
  const developed = { locator: '/dev', transport: transport('developed'), env };
  return { asked, dev: new DevPluginTransport(transport('usual'), developed) };
}

describe('The transport of a plugin that is developed', () => {
  it('starts this plugin itself, and leaves others and those of another runtime to the usual one', async () => {
    const { asked, dev } = transports({});
    await dev.connect(pluginAt('/dev'));
    await dev.connect(pluginAt('/other'));
    await dev.connect(pluginAt('/dev', 'wasm'));
    expect(asked).to.deep.equal([
      ['developed', { sandbox: undefined }],
      ['usual', {}],
      ['usual', {}],
    ]);
  });

  it('adds variables to those of its sandbox', async () => {
    const { asked, dev } = transports({ NODE_OPTIONS: '--inspect' });
    await dev.connect(pluginAt('/dev'), { sandbox: { network: false, envValues: { A: '1' } } });
    expect(asked[0]?.[1]?.sandbox).to.deep.equal({ network: false, envValues: { A: '1', NODE_OPTIONS: '--inspect' } });
  });
});

describe('The loader of a plugin that is developed', () => {
  const loaded: string[] = [];
  const inner: PluginLoader = {
    discoverPlugins: (directory) => Promise.resolve([pluginAt(`${directory}/found`)]),
    loadPlugin: (locator) => {
      loaded.push(locator);
      return Promise.resolve(pluginAt(locator));
    },
  };
  const loader = new SinglePluginLoader(inner, '/dev');

  it('finds the plugin in its own folder, and others in theirs', async () => {
    expect((await loader.discoverPlugins('/dev')).map(({ locator }) => locator)).to.deep.equal(['/dev']);
    expect((await loader.discoverPlugins('/all')).map(({ locator }) => locator)).to.deep.equal(['/all/found']);
  });

  it('loads as the other one does', async () => {
    expect((await loader.loadPlugin('/x')).locator).to.equal('/x');
    expect(loaded).to.deep.equal(['/dev', '/x']);
  });
});
