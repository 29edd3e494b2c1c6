/**
 * Where a plugin stands. `discovered`: its manifest was found and read. `loaded`: it was checked and can be started. `starting`: its first start
 * is under way. `restarting`: it crashed, and a start is under way or waits for its time. `running`: it answers. `stopped`: it was shut down. `failed`: it could not be found, checked or started, or it ended by itself; `error` says
 * how. `given_up`: it failed too often, and this host does not start it any more. `disabled`: the user switched it off. `builtin`: part of the host, always there.
 */
export type PluginStatus =
  | 'discovered'
  | 'loaded'
  | 'starting'
  | 'restarting'
  | 'running'
  | 'stopped'
  | 'failed'
  | 'given_up'
  | 'disabled'
  | 'builtin';

/** What happens to a plugin. */
export type PluginEvent = 'loaded' | 'starting' | 'restarting' | 'started' | 'stopped' | 'failed' | 'gave up';

interface Transition {
  readonly to: PluginStatus;
  readonly from: readonly PluginStatus[];
}

const transitions: { readonly [E in PluginEvent]: Transition } = {
  loaded: { to: 'loaded', from: ['discovered', 'stopped', 'failed', 'given_up'] },
  starting: { to: 'starting', from: ['loaded'] },
  restarting: { to: 'restarting', from: ['loaded'] },
  started: { to: 'running', from: ['loaded', 'starting', 'restarting'] },
  // Canceling a start stops the plugin, however far the start has come.
  stopped: { to: 'stopped', from: ['discovered', 'loaded', 'starting', 'restarting', 'running', 'failed', 'given_up'] },
  failed: { to: 'failed', from: ['discovered', 'loaded', 'starting', 'restarting', 'running', 'stopped', 'given_up'] },
  'gave up': {
    to: 'given_up',
    from: ['discovered', 'loaded', 'starting', 'restarting', 'running', 'stopped', 'failed'],
  },
};

/** The plugin's status after an event. An event that cannot happen in a status leaves it as it is. */
export function statusAfter(status: PluginStatus, event: PluginEvent): PluginStatus {
  const { from, to } = transitions[event];
  return from.includes(status) ? to : status;
}

/** Whether a plugin may be loaded, for the first time or again. */
export const canLoad = (status: PluginStatus): boolean => transitions.loaded.from.includes(status);
