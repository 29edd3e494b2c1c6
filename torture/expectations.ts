import { kindOf, type Kind } from './faults.js';
import { backOffEndOf, type Injection, type Observation } from './injection.js';
import { greeting, starting, type Point } from './points.js';

/** How calls may end. A code alone allows every status. */
interface Expectation {
  readonly met: readonly string[];
  /** Undefined: the next call is answered. */
  readonly later?: readonly string[];
  /** For a fault that the first call may not have met. Undefined: the same as `later`. */
  readonly afterAnswer?: readonly string[];
}

/** Points at which a host answers a kind of fault alike. */
type Phase = 'handshake' | 'connecting' | 'greeting' | 'working' | 'answered' | 'broker' | 'ending';

const phaseOf = (point: Point): Phase => {
  if (point === 'connecting' || point === 'TLS') return 'connecting';
  if (starting.includes(point)) return 'handshake';
  if (greeting.includes(point)) return 'greeting';
  if (point === 'execute: after') return 'answered';
  if (point === 'broker dial') return 'broker';
  return point === 'shutdown' || point === 'after shutdown' ? 'ending' : 'working';
};

const plugin = (name: string): string => `EXECUTION.PLUGIN.${name}`;
const answered: Expectation = { met: ['answered'] };
const crashed: Expectation = { met: [plugin('CRASHED')] };
const startTimeout: Expectation = { met: [plugin('START_TIMEOUT')] };
const callTimeout: Expectation = { met: [plugin('CALL_TIMEOUT')] };
const connectFailed: Expectation = { met: [plugin('CONNECT_FAILED')] };
const unavailable: Expectation = { met: [`${plugin('CALL_FAILED')} UNAVAILABLE`] };
const refused: Expectation = { met: ['SYSTEM.IO.PLUGIN_NOT_EXECUTABLE'] };
/** Whatever needs the first descriptor: reading a manifest, or starting a process. */
const withoutDescriptors: Expectation = { met: ['SYSTEM.IO.READ_FAILED', ...refused.met] };
/** A call on a connection that breaks fails; one that comes later has a new connection. */
const eitherSide = ['answered', ...unavailable.met];

/** A certificate counts only while it is valid, also one that both sides know. */
const certificateMatters: Expectation = { met: ['answered', ...connectFailed.met] };

type Phases = Readonly<Record<Exclude<Phase, 'ending'>, Expectation>>;

const everywhere = (expectation: Expectation): Phases => ({
  handshake: expectation,
  connecting: expectation,
  greeting: expectation,
  working: expectation,
  answered: expectation,
  broker: expectation,
});

/**
 * What the host promises, by the kind of the fault: docs/reference/limits.md, the error catalogue and docs/architecture.md. While a plugin ends, nothing
 * is an error: PluginManager.shutdown says so.
 */
const promises: Readonly<Record<Kind, Phases>> = {
  death: {
    ...everywhere(crashed),
    answered,
    broker: { met: ['plugin exited', 'CONNECT_FAILED', 'BROKER_CLOSED'] },
  },
  hang: {
    handshake: startTimeout,
    connecting: startTimeout,
    greeting: callTimeout,
    working: callTimeout,
    answered: { met: ['answered'], later: callTimeout.met },
    broker: { met: ['DEADLINE_EXCEEDED', 'BROKER_TIMEOUT', 'deadline exceeded'] },
  },
  slow: {
    handshake: startTimeout,
    connecting: startTimeout,
    greeting: callTimeout,
    working: callTimeout,
    answered: { met: ['answered'], later: callTimeout.met },
    broker: { met: ['DEADLINE_EXCEEDED', 'BROKER_TIMEOUT', 'deadline exceeded'] },
  },
  cut: {
    handshake: connectFailed,
    connecting: connectFailed,
    greeting: unavailable,
    working: unavailable,
    answered: { met: ['answered'], later: eitherSide },
    broker: { met: ['CONNECT_FAILED', 'connection lost'] },
  },
  attack: {
    handshake: connectFailed,
    connecting: { met: [...eitherSide, ...connectFailed.met], afterAnswer: eitherSide },
    greeting: unavailable,
    working: unavailable,
    answered: { met: ['answered'], later: eitherSide },
    broker: { met: ['CONNECT_FAILED', 'connection lost', 'answered'] },
  },
  size: everywhere({ met: [`${plugin('CALL_FAILED')} RESOURCE_EXHAUSTED`] }),
  nonsense: everywhere({ met: [`${plugin('CALL_FAILED')} INTERNAL`] }),
  types: everywhere(answered),
  endless: everywhere({ met: [`${plugin('CALL_FAILED')} INTERNAL`, `${plugin('CALL_FAILED')} UNIMPLEMENTED`] }),
  flood: everywhere(answered),
  clock: {
    ...everywhere(answered),
    handshake: certificateMatters,
    connecting: certificateMatters,
    broker: { met: ['answered', 'CONNECT_FAILED'] },
  },
  disk: everywhere(answered),
  descriptors: { ...everywhere(answered), handshake: withoutDescriptors, broker: { met: ['CONNECT_FAILED'] } },
  spawn: everywhere(refused),
};

/** The largest message that the host takes, and the largest list of schemas, in megabytes. */
const largestMessage = 64;
const largestList = 8;

/** What the promises say of this injection. */
export function expectationOf(injection: Injection): Expectation {
  const { fault, point, language, size } = injection;
  const kind = kindOf(fault);
  if (point === 'back-off') return backOffExpectation(injection);
  const phase = phaseOf(point);
  if (phase === 'ending') return answered;
  if (kind === 'size' && point === 'list' && size > largestList && size <= largestMessage)
    return { met: [`${plugin('CALL_FAILED')} INTERNAL`] };
  if (kind === 'size' && size <= largestMessage) return answered;
  // An empty message is not looked into, because later versions may give it fields.
  if (kind === 'nonsense' && point === 'init') return answered;
  if (kind === 'endless' && point === 'event') return answered;
  if (fault === 'stdout without newline' && (point === 'before the handshake' || point === 'half a line'))
    return { met: [plugin('HANDSHAKE_INVALID')] };
  // The host may have connected just before its last descriptor was taken.
  if (kind === 'descriptors' && point === 'after the handshake') return { met: ['answered', ...connectFailed.met] };
  // The other goroutines of a Go program go on.
  if (fault === 'endless loop' && language === 'Go' && phase === 'answered') return answered;
  return promises[kind][phase];
}

function backOffExpectation(injection: Injection): Expectation {
  const kind = kindOf(injection.fault);
  // A start that the system refuses may fail before it is interrupted.
  const failed = kind === 'descriptors' ? withoutDescriptors.met : kind === 'spawn' ? refused.met : [];
  const end = backOffEndOf(injection);
  if (end === 'cancels') return { met: [plugin('CANCELED'), ...failed] };
  if (end === 'closes') return { met: ['EXECUTION.HOST.CLOSED', ...failed] };
  if (kind === 'clock') return certificateMatters;
  return failed.length > 0 ? { met: failed } : answered;
}

const allows = (expected: readonly string[], seen: string): boolean =>
  expected.some((one) => seen === one || seen.startsWith(`${one} `));

/** What is wrong with an observation, if anything. */
export function wrongIn(injection: Injection, { met, later, message }: Observation): string | undefined {
  const expected = expectationOf(injection);
  if (!allows(expected.met, met)) return `the call ended with ${met}, not ${expected.met.join(' or ')}: ${message}`;
  const wanted = (met === 'answered' ? expected.afterAnswer : undefined) ?? expected.later ?? ['answered'];
  if (later !== undefined && !allows(wanted, later))
    return `the next call ended with ${later}, not ${wanted.join(' or ')}`;
  return undefined;
}
