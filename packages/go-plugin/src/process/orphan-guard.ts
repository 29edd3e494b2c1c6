/** Ends something without waiting: what is possible while this process is already exiting. */
export type LastResort = () => void;

// Process-wide by nature: there is one 'exit' event for all clients. Empty, and without a listener, when no plugin runs.
const lastResorts = new Set<LastResort>();

function runLastResorts(): void {
  for (const lastResort of lastResorts) {
    try {
      lastResort();
    } catch {
      // The others must still be ended; there is nobody left to tell.
    }
  }
}

/**
 * Runs `lastResort` if this process exits first: by returning from its main program, by `process.exit()`, by an uncaught
 * exception (T30). Not by a signal without a handler, which ends Node without the event; like go-plugin, this library installs no
 * signal handlers: a host that is to end its plugins on SIGTERM handles SIGTERM.
 * @returns withdraws it
 */
export function guardAgainstOrphan(lastResort: LastResort): () => void {
  if (lastResorts.size === 0) process.on('exit', runLastResorts);
  lastResorts.add(lastResort);
  return () => {
    lastResorts.delete(lastResort);
    if (lastResorts.size === 0) process.off('exit', runLastResorts);
  };
}
