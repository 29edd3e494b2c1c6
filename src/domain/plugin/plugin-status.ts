/**
 * Where a plugin stands. `discovered`: its manifest was found and read. `loaded`: it was checked and can be started. `running`:
 * it answers. `stopped`: it was shut down. `failed`: it could not be found, checked or started, or it ended by itself; `error` says
 * how. `disabled`: the user switched it off. `builtin`: part of the host, always there.
 */
export type PluginStatus = 'discovered' | 'loaded' | 'running' | 'stopped' | 'failed' | 'disabled' | 'builtin';

/** What happens to a plugin. */
export type PluginEvent = 'loaded' | 'started' | 'stopped' | 'failed';

interface Transition {
  readonly to: PluginStatus;
  readonly from: readonly PluginStatus[];
}

const transitions: { readonly [E in PluginEvent]: Transition } = {
  loaded: { to: 'loaded', from: ['discovered', 'stopped', 'failed'] },
  started: { to: 'running', from: ['loaded'] },
  // Canceling a start stops the plugin, however far the start has come.
  stopped: { to: 'stopped', from: ['discovered', 'loaded', 'running', 'failed'] },
  failed: { to: 'failed', from: ['discovered', 'loaded', 'running', 'stopped'] },
};

/** The plugin's status after an event. An event that cannot happen in a status leaves it as it is. */
export function statusAfter(status: PluginStatus, event: PluginEvent): PluginStatus {
  const { from, to } = transitions[event];
  return from.includes(status) ? to : status;
}

/** Whether a plugin may be loaded, for the first time or again. */
export const canLoad = (status: PluginStatus): boolean => transitions.loaded.from.includes(status);
