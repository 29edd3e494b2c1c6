import type { LogFields } from 'go-plugin-node';
import type { JsonObject } from '../domain/json.js';
import type { Progress } from '../domain/plugin/progress.js';
import type { PluginHost } from './events.js';
import type { PluginLog } from './plugin-log.js';

/** A call as its transport sees it. The signal may be made when it is first read. */
export interface Cancelable {
  /** Aborted when the caller cancels or its deadline passes. */
  readonly signal: AbortSignal;
  /** The host's name for the call, if it wants to hear of its progress through the log. */
  readonly callId?: string | undefined;
  /** Told how far the call is, by a transport that needs no log for it. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** What the parts of a runtime share. */
export interface RuntimeContext {
  readonly log: PluginLog;
  readonly host: PluginHost;
  /** The configuration as of now. */
  readonly config: () => JsonObject;
  /** Writes a failure into the log, with its stack. */
  readonly report: (what: string, error: unknown, fields?: LogFields) => void;
}
