/** What a plugin wrote last, where its adapter keeps that. */
interface LastWords {
  /** The last lines of its stderr, at most 10 lines and 2 KiB. */
  readonly stderrTail?: string;
}

/** How a plugin ended. Each reason has its own details, because a plugin that is not a process has no exit code. */
export type PluginEnd =
  /** Its process exited by itself. */
  | { readonly reason: 'exited'; readonly details: { readonly exitCode: number } & LastWords }
  /** A signal such as `SIGSEGV` ended its process. */
  | { readonly reason: 'signaled'; readonly details: { readonly signal: string } & LastWords }
  /** The runtime that executes it stopped it: a module trapped, or an object in this process crashed. */
  | { readonly reason: 'failed'; readonly details?: { readonly message?: string } & LastWords }
  /** The host closed the connection to it. */
  | { readonly reason: 'closed' }
  /** It has ended, and nothing else is known. */
  | { readonly reason: 'lost'; readonly details?: LastWords };

/** What a plugin wrote last; empty where that is not known. */
export const lastWordsOf = (end: PluginEnd): string => (end.reason === 'closed' ? '' : (end.details?.stderrTail ?? ''));

/** How a plugin ended, as the rest of a sentence that begins with its name. */
export function describeEnd(end: PluginEnd): string {
  switch (end.reason) {
    case 'exited':
      return `exited with code ${end.details.exitCode}`;
    case 'signaled':
      return `was ended by ${end.details.signal}`;
    case 'failed':
      return end.details?.message === undefined ? 'crashed' : `crashed: ${end.details.message}`;
    case 'closed':
      return 'was closed';
    case 'lost':
      return 'ended for an unknown reason';
  }
}
