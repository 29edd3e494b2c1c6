// Measures the host's memory per plugin. memory.ts starts it with --expose-gc. It reports with one message.
import { readdirSync } from 'node:fs';
import { createHost } from '../src/app/composition/create-host.js';
import { collectedMemory } from './collected-memory.js';
import { installGoPlugin } from './go-peers.js';

/** The result of one run of this program. */
export interface MemoryFigures {
  readonly perPluginMb: number;
  readonly growthMb: number;
  readonly heapGrowthMb: number;
  readonly descriptors: number;
  /** Descriptors left by many lives of a plugin in one host. */
  readonly descriptorsOfLives: number;
}

const furtherPlugins = 10;

const openDescriptors = (): number => readdirSync('/proc/self/fd').length;

async function cycle(path: string): Promise<void> {
  await using host = await createHost({ pluginsDir: path, logLevel: 'error' });
  await host.operations.execute('goecho.echo', { text: 'hello' });
}

async function perPlugin(path: string): Promise<number> {
  await using host = await createHost({ pluginsDir: path, logLevel: 'error' });
  await host.operations.execute('goecho.echo', { text: 'hello' });
  const one = collectedMemory().rss;
  for (let index = 1; index <= furtherPlugins; index += 1)
    await host.operations.execute(`goecho${index}.echo`, { text: 'hello' });
  return (collectedMemory().rss - one) / furtherPlugins;
}

/** A life ends with the plugin's shutdown, and not with its host. A host keeps some pipes for later starts, which the first lives open. */
async function descriptorsOfLives(path: string, count: number): Promise<number> {
  await using host = await createHost({ pluginsDir: path, logLevel: 'error' });
  const live = async (): Promise<void> => {
    await host.operations.execute('goecho.echo', { text: 'hello' });
    await host.plugins.shutdown('goecho');
  };
  for (let done = 0; done < firstLives; done += 1) await live();
  const before = openDescriptors();
  for (let done = 0; done < count; done += 1) await live();
  return openDescriptors() - before;
}

const firstLives = 20;
const [binary = '', cycles = '0', lives = '0'] = process.argv.slice(2);
await using installed = await installGoPlugin(binary, furtherPlugins + 1);
for (let done = 0; done < 3; done += 1) await cycle(installed.path);
const perPluginMb = await perPlugin(installed.path);
for (let done = 0; done < Number(cycles); done += 1) await cycle(installed.path);
const [before, descriptorsBefore] = [collectedMemory(), openDescriptors()];
for (let done = 0; done < Number(cycles); done += 1) await cycle(installed.path);
const [after, descriptorsAfter] = [collectedMemory(), openDescriptors()];
const figures: MemoryFigures = {
  perPluginMb,
  growthMb: after.rss - before.rss,
  heapGrowthMb: after.heap - before.heap,
  descriptors: descriptorsAfter - descriptorsBefore,
  descriptorsOfLives: await descriptorsOfLives(installed.path, Number(lives)),
};
process.send?.(figures);
