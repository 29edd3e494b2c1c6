/** A synchronous action for the moment when this process is already exiting. */
export type LastResort = () => void;

// Process-wide, because there is one 'exit' event for all clients. If no plugin runs, it is empty and has no listener.
const lastResorts = new Set<LastResort>();

function runLastResorts(): void {
  for (const lastResort of lastResorts) {
    try {
      lastResort();
    } catch {
      // The others must still run, and nobody can receive the error any more.
    }
  }
}

/**
 * Runs `lastResort` when this process exits: at the end of its main program, by `process.exit()`, or by an uncaught
 * exception. At that moment only synchronous code can run. A signal without a handler ends Node without the 'exit'
 * event. Like go-plugin, this library installs no signal handlers, so a host that must end its plugins on SIGTERM
 * handles SIGTERM itself.
 * @returns a function that cancels this
 */
export function guardAgainstOrphan(lastResort: LastResort): () => void {
  if (lastResorts.size === 0) process.on('exit', runLastResorts);
  lastResorts.add(lastResort);
  return () => {
    lastResorts.delete(lastResort);
    if (lastResorts.size === 0) process.off('exit', runLastResorts);
  };
}
