import { CLOCK, createHost, PLUGIN_STATE_STORE } from 'awf-plugins';
import { FolderStateStore } from './folder-state-store.js';

const [folder = 'states', plugin = 'echo'] = process.argv.slice(2);

await using host = await createHost({
  pluginsDir: 'examples/plugins',
  configure: (container) => {
    container.rebind(PLUGIN_STATE_STORE).toConstantValue(new FolderStateStore(folder, container.get(CLOCK)));
  },
});
await host.pluginStates.setEnabled(plugin, false);
await host.plugins.discover();
console.log(`${plugin} is ${host.plugins.get(plugin)?.status}`);
