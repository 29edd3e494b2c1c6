import { token } from './token.js';

/** What is watched, and who hears of it. */
export interface WatchRequest {
  /** The folder, with all folders in it. */
  readonly folder: string;
  /** Whether a file or folder counts. The path is relative to the folder, with slashes. Folders that do not count are not looked into. */
  readonly counts: (path: string) => boolean;
  /** Told of each file that is new, has changed or is gone, once or more. Must not throw. */
  readonly onChange: (path: string) => void;
  /** Told when changes may be missed from now on. Must not throw. */
  readonly onFailure: (error: Error) => void;
}

/** A folder that is being watched. */
export interface FolderWatch extends AsyncDisposable {
  /** Ends it. Nobody hears of a change after that. May be called again. */
  close(): Promise<void>;
}

/**
 * Tells of changes in a folder.
 * Contract: clauses FW-01 and following.
 */
export interface FolderWatcher {
  /**
   * Begins to watch. When it resolves, no later change is missed.
   *
   * @throws AwfError `USER.INPUT.MISSING_FILE` where there is no such folder, `SYSTEM.IO.READ_FAILED`; the reason of the signal
   */
  watch(request: WatchRequest, signal?: AbortSignal): Promise<FolderWatch>;
}

/** What the {@link FolderWatcher} is bound under. */
export const FOLDER_WATCHER = token<FolderWatcher>('FolderWatcher');
