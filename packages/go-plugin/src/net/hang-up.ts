/** ECONNABORTED is Windows' code for it. */
const codes: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/**
 * Whether a stream broke because the other side is gone. The same hang-up appears as the end of the stream, as a reset
 * (if something was left unread), or as a broken pipe (if a write was in progress). Callers must treat all of these the
 * same.
 */
export function isHangUp(error: Error): boolean {
  return 'code' in error && codes.has(error.code);
}
