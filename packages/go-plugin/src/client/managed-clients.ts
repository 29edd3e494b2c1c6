/** A client that {@link cleanupClients} ends. */
export interface ManagedClient {
  kill(): Promise<void>;
}

// Process-wide on purpose, as in go-plugin: the code that ends the program need not know which code started plugins.
const managedClients = new Set<ManagedClient>();

/** Registers a client for {@link cleanupClients}. @returns a function that removes it again */
export function manage(client: ManagedClient): () => void {
  managedClients.add(client);
  return () => managedClients.delete(client);
}

/**
 * Ends the plugins of all clients with `managed: true` at the same time, and waits for their exit. go-plugin's
 * CleanupClients. Call it at the end of a program. Never rejects, and takes as long as the slowest `kill`.
 */
export async function cleanupClients(): Promise<void> {
  await Promise.all([...managedClients].map((client) => client.kill()));
}
