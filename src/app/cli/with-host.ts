import type { AwfError } from '../../domain/errors/awf-error.js';
import type { Host } from '../composition/create-host.js';
import { unlessGivenUp, type CliContext, type GlobalOptions } from './cli-context.js';
import { asAwfError, reportFailure } from './errors.js';
import { closeHost, openHost } from './open-host.js';

/** A command that needs a host: gives the exit status. What `work` throws is reported when the host has ended; `canceled` when nobody waits for that. */
export async function withHost(
  options: GlobalOptions,
  context: CliContext,
  work: (host: Host) => Promise<void>,
  canceled: () => AwfError,
): Promise<number> {
  try {
    await unlessGivenUp(workWith(options, context, work), context, canceled);
    return 0;
  } catch (thrown) {
    return reportFailure(asAwfError(thrown), options, context);
  }
}

async function workWith(
  options: GlobalOptions,
  context: CliContext,
  work: (host: Host) => Promise<void>,
): Promise<void> {
  const host = await openHost(context, options);
  try {
    await work(host);
  } finally {
    await closeHost(host);
  }
}
