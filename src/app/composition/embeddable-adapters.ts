// The adapters that embedders and their tests make themselves. Only this folder imports adapters, so the package's entry takes them from here.
export { InMemoryPluginTransport } from '../../infrastructure/in_memory/in-memory-plugin-transport.js';
export type { InMemoryPlugins, InMemoryProcess } from '../../infrastructure/in_memory/in-memory-plugins.js';
