/** The moments in a plugin's life at which a fault strikes, in their order. */
export const points = [
  'before the handshake',
  'half a line',
  'after the handshake',
  'connecting',
  'TLS',
  'info',
  'init',
  'list',
  'execute: before',
  'execute: during',
  'execute: after',
  'event',
  'broker dial',
  'shutdown',
  'after shutdown',
  'back-off',
] as const;

/** One of them. */
export type Point = (typeof points)[number];

/** The plugin is being started, and nobody has called it yet. */
export const starting: readonly Point[] = points.slice(0, 5);

/** The calls of a start. */
export const greeting: readonly Point[] = ['info', 'init', 'list'];

/** An operation runs. At `event`, its log lines and printed text are on their way as well. */
export const working: readonly Point[] = ['execute: before', 'execute: during', 'execute: after', 'event'];

/** There is a connection, and it is used. */
export const connected: readonly Point[] = [...greeting, ...working, 'broker dial', 'shutdown'];
