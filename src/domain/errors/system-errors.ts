import type { Problem } from './problem.js';

/** What the operating system refuses, and defects of this program. Exit status 4. */
export interface SystemErrors {
  /** A file or folder could not be read or entered; `cause` says why. */
  readonly 'SYSTEM.IO.READ_FAILED': {
    readonly path: string;
    readonly problem?: Problem | undefined;
    /** The step whose command was to work in this folder. */
    readonly step?: string | undefined;
    /** Whether it was read, and not used because other users could change it. */
    readonly exposed?: boolean | undefined;
  };
  /** A file, or the output of the command, could not be written; `cause` says why. */
  readonly 'SYSTEM.IO.WRITE_FAILED': {
    readonly path: string;
    readonly problem?: string | undefined;
    readonly remedy?: string | undefined;
  };
  /** A file or folder did not answer within the time that the caller allowed. */
  readonly 'SYSTEM.IO.TIMEOUT': { readonly path: string; readonly timeoutMs: number };
  /** A plugin's folder has a manifest but no program. */
  readonly 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND': { readonly plugin: string; readonly path: string };
  /** A plugin's program cannot be executed: its mode, its kind, or its interpreter. */
  readonly 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': {
    readonly plugin: string;
    readonly path: string;
    readonly reason: string;
    readonly remedy?: string | undefined;
  };
  /** Another user has made the plugin or what records its checksum, or may change it; it was not started. */
  readonly 'SYSTEM.IO.PLUGIN_INSECURE': {
    readonly plugin: string;
    readonly path: string;
    /** The rest of a sentence that begins with the path. */
    readonly problem: string;
  };
  /** A server could not be reached, or did not give what it should; `cause` says why. */
  readonly 'SYSTEM.NETWORK.REQUEST_FAILED': {
    readonly url: string;
    /** The rest of a sentence that begins with the URL. */
    readonly problem: string;
    readonly remedy?: string | undefined;
  };
  /** A server answers no further questions for some time. */
  readonly 'SYSTEM.NETWORK.RATE_LIMITED': {
    readonly host: string;
    /** ISO 8601: when it answers again, if it says so. */
    readonly until?: string | undefined;
    /** Whether the questions had a token. */
    readonly authenticated: boolean;
  };
  /** A server did not answer in time. */
  readonly 'SYSTEM.NETWORK.TIMEOUT': { readonly url: string; readonly timeoutMs: number };
  /** An address led, or was led to, where nothing is fetched from. */
  readonly 'SYSTEM.NETWORK.ADDRESS_REFUSED': {
    readonly url: string;
    /** The rest of a sentence that begins with the URL. */
    readonly problem: string;
  };
  /** Something is not on this machine, and the network must not be used. */
  readonly 'SYSTEM.NETWORK.OFFLINE': { readonly what: string };
  /** A defect of this program; `cause` has what happened. */
  readonly 'SYSTEM.INTERNAL.UNMAPPED': { readonly what: string };
}
