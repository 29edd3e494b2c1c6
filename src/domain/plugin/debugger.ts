/** How the program of a plugin can be debugged: by V8's inspector, as any program can, or in no way that a host can turn on. */
export type DebuggerKind = 'inspector' | 'attach' | 'none';

/**
 * How a program can be debugged.
 *
 * @param head the first bytes of the program, as Latin-1
 */
export function debuggerOf(head: string): DebuggerKind {
  if (!head.startsWith('#!')) return 'attach';
  // A script for a shell may start Node.
  return /\bnode\b/u.test(head) ? 'inspector' : 'none';
}

/** Where a debugger waits, as Node takes it: `[host:]port`. The default is Node's. */
export const defaultInspectAddress = '127.0.0.1:9229';

/** What is wrong with `[host:]port`, if anything. */
export function inspectAddressProblem(address: string): string | undefined {
  const [, port] = /^(?:(?:[\w.-]+|\[[\da-fA-F:.]+\]):)?(\d{1,5})$/u.exec(address) ?? [];
  if (port === undefined) return 'expected [host:]port, such as 9229 or 127.0.0.1:0';
  return Number(port) > 65_535 ? 'a port is at most 65535' : undefined;
}

/** The address in what Node writes to stderr when its debugger waits. */
export const debuggerUrlIn = (line: string): string | undefined =>
  /^Debugger listening on (ws:\/\/\S+)$/u.exec(line.trim())?.[1];

/** What Node writes to stderr when its debugger cannot wait. */
export const debuggerFailureIn = (line: string): string | undefined =>
  /^Starting inspector on .+ failed: .+$/u.exec(line.trim())?.[0];
