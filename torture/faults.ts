import { connected, greeting, points, starting, working, type Point } from './points.js';

/** What a fault does to a plugin or its host. What the host must answer depends on this alone, and on the point. */
export type Kind =
  /** The plugin's process ends. */
  | 'death'
  /** The process lives and does nothing any more. */
  | 'hang'
  /** The connection breaks, and the process lives on. */
  | 'cut'
  /** What the plugin sends on a sound connection breaks HTTP/2. */
  | 'attack'
  /** A message that is larger than the host takes, or one that is not. */
  | 'size'
  /** A message that is no message of this service. */
  | 'nonsense'
  /** A message with values of other types than the contract has. */
  | 'types'
  /** An answer that never ends. */
  | 'endless'
  /** Much output beside the connection. */
  | 'flood'
  /** Bytes come too slowly for every limit. */
  | 'slow'
  /** The host's clock jumps. */
  | 'clock'
  /** The host's temp folder is on a full disk. */
  | 'disk'
  /** The host has no descriptor left. */
  | 'descriptors'
  /** The host's system starts no process. */
  | 'spawn';

/** A fault: its kind, and the points where it can strike. */
export interface Fault {
  readonly kind: Kind;
  readonly points: readonly Point[];
}

const afterStart: readonly Point[] = ['after the handshake', 'connecting', 'TLS', ...connected];
const broken: readonly Point[] = ['connecting', 'TLS', ...connected];
const answers: readonly Point[] = [...greeting, 'execute: during', 'shutdown'];

/** All faults by name. What they leave out cannot happen at that point; README.md says why. */
export const faults = {
  SIGKILL: { kind: 'death', points },
  SIGSEGV: { kind: 'death', points },
  'exit 0': { kind: 'death', points },
  'exit 3': { kind: 'death', points },
  'out of memory': { kind: 'death', points },
  'uncaught exception': { kind: 'death', points },
  SIGSTOP: { kind: 'hang', points },
  'endless loop': { kind: 'hang', points },
  'closed socket': { kind: 'cut', points: broken },
  'half-closed socket': { kind: 'cut', points: broken },
  'TLS garbage': { kind: 'cut', points: broken },
  'HTTP/2 attack': { kind: 'attack', points: ['TLS', ...connected] },
  'large answer': { kind: 'size', points: answers },
  'no protobuf': { kind: 'nonsense', points: answers },
  'wrong JSON types': { kind: 'types', points: ['list', 'execute: during'] },
  'endless stream': { kind: 'endless', points: [...greeting, 'execute: during', 'event'] },
  'stdout without newline': {
    kind: 'flood',
    points: [...starting, ...greeting, ...working, 'shutdown', 'after shutdown'],
  },
  'log lines': { kind: 'flood', points: [...starting, ...greeting, ...working, 'shutdown', 'after shutdown'] },
  'broker ids': { kind: 'flood', points: connected },
  'slow peer': { kind: 'slow', points: broken.filter((point) => point !== 'broker dial') },
  'clock jump': { kind: 'clock', points: ['before the handshake', ...afterStart, 'back-off'] },
  'full disk': { kind: 'disk', points: ['before the handshake', ...afterStart, 'back-off'] },
  EMFILE: { kind: 'descriptors', points: ['before the handshake', ...afterStart, 'back-off'] },
  ENOMEM: { kind: 'spawn', points: ['before the handshake', 'back-off'] },
  EAGAIN: { kind: 'spawn', points: ['before the handshake', 'back-off'] },
} as const satisfies Readonly<Record<string, Fault>>;

/** The name of a fault. */
export type FaultName = keyof typeof faults;

/** The names, in the order of the table. */
export const faultNames = Object.keys(faults) as readonly FaultName[];

/** What kind of fault this is. */
export const kindOf = (fault: FaultName): Kind => faults[fault].kind;

const ofHost: readonly Kind[] = ['clock', 'disk', 'descriptors', 'spawn'];

/** Whether the fault happens to the host and not to the plugin. */
export const strikesHost = (fault: FaultName): boolean => ofHost.includes(kindOf(fault));
