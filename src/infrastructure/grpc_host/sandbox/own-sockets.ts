import { dirname } from 'node:path';
import { GoPluginError, type Runner, type RunnerFunction } from 'go-plugin-node';

/**
 * Starts plugins that may listen only on sockets in the folder that their host gave them: the host would connect to any other address that they
 * announce, and so reach a network that they cannot reach themselves.
 */
export const withOwnSockets =
  (start: RunnerFunction): RunnerFunction =>
  async (command, signal): Promise<Runner> => {
    const running = await start(command, signal);
    const toHost = running.pluginToHost.bind(running);
    const pluginToHost: Runner['pluginToHost'] = (announced) => {
      const { network, address } = announced;
      if (network === 'unix' && dirname(address) === command.socketDir) return toHost(announced);
      const reason = 'a plugin without network may listen on sockets in the folder of its host alone';
      throw new GoPluginError('CONNECT_FAILED', { address: `${network} ${address}`, reason });
    };
    return Object.assign(running, { pluginToHost });
  };
