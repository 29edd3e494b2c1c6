import { describePluginLogsContract, pluginLogsClauses, type PluginLogsSubject } from '../../src/contract/index.js';
import type { PluginLogEntry } from '../../src/domain/plugin/plugin-log.js';
import type { PluginLogs } from '../../src/ports/plugin-logs.js';
import { memoryLogs } from '../support/log-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

describePluginLogsContract({ name: 'memory', create: memoryLogs });

const logs =
  (change: (original: PluginLogs) => Partial<PluginLogs>) =>
  (subject: PluginLogsSubject): PluginLogsSubject => ({
    ...subject,
    open: () => {
      const original = subject.open();
      return altered(original, change(original));
    },
  });

const appending = (change: (entry: PluginLogEntry) => PluginLogEntry) =>
  logs((original) => ({ append: (entry) => original.append(change(entry)) }));

const byMessage = (a: PluginLogEntry, b: PluginLogEntry): number => (a.message < b.message ? -1 : 1);

describeMutants('PluginLogs', describePluginLogsContract, pluginLogsClauses, memoryLogs, {
  'KL-01': ['forgets fields', appending((entry) => ({ ...entry, fields: {} }))],
  'KL-02': [
    'gives only what it is asked for by name',
    logs((original) => ({
      read: async (plugin, options) => {
        const found = await original.read(plugin, options);
        return plugin === undefined ? [] : found;
      },
    })),
  ],
  'KL-03': [
    'gives the entries in another order',
    logs((original) => ({
      read: async (plugin, options) => {
        const found = await original.read(plugin, options);
        return found.length === 4 ? [...found].sort(byMessage) : found;
      },
    })),
  ],
  'KL-04': [
    'does not sort the names',
    logs((original) => ({ plugins: async (options) => [...(await original.plugins(options))].reverse() })),
  ],
  'KL-05': [
    'takes a path for a name',
    logs((original) => ({
      read: async (plugin, options) => {
        const found = await original.read(plugin, options);
        const stranger: PluginLogEntry = { time: '', plugin: '', level: 'info', message: '', fields: {} };
        return plugin === '../hello' ? [stranger] : found;
      },
    })),
  ],
  'KL-06': [
    'takes a line for an entry',
    appending((entry) => ({ ...entry, message: entry.message.split('\n')[0] ?? '' })),
  ],
  'KL-07': [
    'keeps the oldest entries',
    logs((original) => {
      let count = 0;
      return {
        append: (entry) => {
          count += 1;
          if (count <= 11) original.append(entry);
        },
      };
    }),
  ],
  'KL-08': [
    'follows what is new alone',
    logs((original) => ({
      follow: async function* (plugin, signal) {
        let isFirst = true;
        for await (const batch of original.follow(plugin, signal)) {
          yield isFirst ? [] : batch;
          isFirst = false;
        }
      },
    })),
  ],
  'KL-09': [
    'fails when it is to end',
    logs((original) => ({
      follow: async function* (plugin, signal) {
        yield* original.follow(plugin, signal);
        throw new Error('aborted');
      },
    })),
  ],
  'KL-10': [
    'does not look at its signal',
    logs((original) => ({ plugins: () => original.plugins(), read: (plugin) => original.read(plugin) })),
  ],
});
