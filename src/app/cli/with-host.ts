import type { Host } from '../create-host.js';
import type { CliContext, GlobalOptions } from './cli-context.js';
import { asAwfError, reportFailure } from './errors.js';
import { closeHost, openHost } from './open-host.js';

/** A command that needs a host: gives the exit status. What `work` throws is reported when the host has ended. */
export async function withHost(
  options: GlobalOptions,
  context: CliContext,
  work: (host: Host) => Promise<void>,
): Promise<number> {
  try {
    const host = await openHost(context, options);
    try {
      await work(host);
    } finally {
      await closeHost(host);
    }
    return 0;
  } catch (thrown) {
    return reportFailure(asAwfError(thrown), options, context);
  }
}
