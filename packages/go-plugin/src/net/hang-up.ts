/** ECONNABORTED is how Windows puts it. */
const codes: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/**
 * Whether a stream broke because the other side is gone. The same hang-up comes as the end of the stream or as one of these errors, whichever
 * way bytes were going just then: a reset where something was left unread, a broken pipe where one more write was on its way. Nobody
 * may make a difference between them.
 */
export function isHangUp(error: Error): boolean {
  return 'code' in error && codes.has(error.code);
}
