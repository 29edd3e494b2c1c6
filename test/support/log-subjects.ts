import { join } from 'node:path';
import type { PluginLogsSubject } from '../../src/contract/index.js';
import { InMemoryPluginLogs, type KeptLogs } from '../../src/infrastructure/in_memory/in-memory-plugin-logs.js';
import { FilePluginLogs } from '../../src/infrastructure/plugin_logs/file-plugin-logs.js';
import { ownFolder } from './contract-subjects.js';

/** Logs in memory that keep ten entries of a plugin. */
export function memoryLogs(): Promise<PluginLogsSubject> {
  const kept: KeptLogs = { entries: [], listeners: new Set() };
  const open = (): InMemoryPluginLogs => new InMemoryPluginLogs(kept, 10);
  return Promise.resolve({ open, most: 11, filler: 'x', close: () => Promise.resolve() });
}

/** Logs in files that keep some kilobytes of a plugin. */
export async function fileLogs(): Promise<PluginLogsSubject> {
  const { root, close } = await ownFolder();
  const opened: FilePluginLogs[] = [];
  let time = 0;
  const open = (): FilePluginLogs => {
    const limits = { fileBytes: 2_000, totalBytes: 8_000, files: 5 };
    const logs = new FilePluginLogs(join(root, 'logs'), limits, () => new Date((time += 1)));
    opened.push(logs);
    return logs;
  };
  return {
    open,
    most: 40,
    filler: 'x'.repeat(900),
    close: async () => {
      for (const logs of opened) logs[Symbol.dispose]();
      await close();
    },
  };
}
