import { writeFileSync } from 'node:fs';

/**
 * Leaves the memory of this process out of core dumps, and that of all that it starts: keys of connections to plugins are in there. Linux inherits the filter
 * over fork and exec, and applies it also where a program such as systemd-coredump takes the dump. Elsewhere it does nothing. Never throws.
 */
export function leaveMemoryOutOfCoreDumps(filter = '/proc/self/coredump_filter'): void {
  try {
    writeFileSync(filter, '0');
  } catch {
    // Not Linux, or a container without /proc.
  }
}
