import { ContainerModule } from 'inversify';
import { PLUGIN_LOADER } from '../../ports/plugin-loader.js';
import { FilePluginLoader } from './file-plugin-loader.js';

/** Binds the loader of plugins on disk. */
export const manifestLoaderModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_LOADER).toConstantValue(new FilePluginLoader());
  });
