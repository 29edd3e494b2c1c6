/** What {@link cleanupClients} ends. */
export interface ManagedClient {
  kill(): Promise<void>;
}

// Process-wide by intent, as in go-plugin: whoever ends the program need not know who has started plugins.
const managedClients = new Set<ManagedClient>();

/** Has {@link cleanupClients} end a client. @returns calls that off */
export function manage(client: ManagedClient): () => void {
  managedClients.add(client);
  return () => managedClients.delete(client);
}

/**
 * Ends the plugins of all clients that were made with `managed: true`, all at once, and waits for their end; go-plugin's
 * CleanupClients. For the end of a program. Never rejects, and takes no longer than the slowest `kill`.
 */
export async function cleanupClients(): Promise<void> {
  await Promise.all([...managedClients].map((client) => client.kill()));
}
