import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createHost, type Host, type HostOptions } from '../../src/app/composition/create-host.js';
import { silentLogger, type Logger } from '../../packages/go-plugin/src/logger.js';
import { kindOf, strikesHost } from '../faults.js';
import { backOffEndOf, type Injection, type Language } from '../injection.js';
import { starting } from '../points.js';
import { traces, workOperation, type Order } from '../victim/order.js';
import { strikeHost } from './host-faults.js';
import { endOf, outcomeOf, type Outcome } from './outcome.js';

/** The names of the victims' folders and manifests. */
export const victims: Readonly<Record<Language, string>> = { TypeScript: 'tsvictim', Go: 'govictim' };

/** What the calls of an injection came to. */
export interface Calls {
  readonly met: Outcome;
  readonly later?: Outcome | undefined;
}

/** Where an injection takes place. */
export interface Scene {
  readonly injection: Injection;
  readonly dir: string;
  readonly pluginsDir: string;
}

/** Limits that no fault reaches but those that hang. A gigabyte takes its time. */
const patientMs = 240_000;
/** Limits for a plugin that hangs. They must be long enough for one that does not, on a machine with other work. */
const startMs = 2_500;
const initMs = 8_000;
const callMs = 2_000;
const executeMs = 800;

/** Logs to nowhere, but wants what plugins print: it is fetched only then. */
const attentive: Logger = { ...silentLogger, isEnabled: () => true, named: () => attentive };

const hangs = ({ fault }: Injection): boolean => kindOf(fault) === 'hang' || kindOf(fault) === 'slow';

/** A host for one injection. */
export function hostFor({ injection, pluginsDir }: Scene, others: HostOptions = {}): Promise<Host> {
  const { point, patience } = injection;
  const slow = hangs(injection);
  const limits = {
    startTimeoutMs: slow
      ? patience * (starting.includes(point) ? startMs : point === 'init' ? initMs : patientMs)
      : patientMs,
    callTimeoutMs: slow && (point === 'info' || point === 'list') ? patience * callMs : patientMs,
    shutdownTimeoutMs: point === 'shutdown' || point === 'after shutdown' ? 500 : 2_000,
  };
  return createHost({ pluginsDir, logger: attentive, limits, ...others });
}

/** What the victim of an injection is to do. */
export function orderOf({ injection, dir }: Scene): Order {
  const { fault, point, size, variant } = injection;
  const host = strikesHost(fault);
  // A plugin must crash twice before the host waits.
  if (point === 'back-off')
    return { dir, fault: host ? 'SIGKILL' : fault, point: 'execute: before', lives: 2, size, variant };
  if (!host) return { dir, fault, point, lives: 1, size, variant };
  // Here the host knows by itself that it is at the point.
  const alone = point === 'before the handshake' || point === 'broker dial';
  return { dir, fault: 'wait', point, lives: alone ? 0 : 1, size, variant };
}

/** Calls the victim's operation. Each call has a text of its own, so that answers cannot be mixed up. */
export function work(host: Host, { injection, dir }: Scene, timeoutMs?: number): Promise<Outcome> {
  const text = `${dir}#${Math.random()}`;
  const name = `${victims[injection.language]}.${workOperation}`;
  return outcomeOf(host.operations.execute(name, { id: text }, { timeoutMs }), text);
}

/** Waits until the victim has left this trace. */
export async function trace(dir: string, name: string): Promise<boolean> {
  const deadline = performance.now() + patientMs;
  while (!existsSync(join(dir, name))) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  return true;
}

/** The calls that meet a fault, and the next one. */
export function play(scene: Scene, host: Host): Promise<Calls> {
  const { point, fault } = scene.injection;
  if (strikesHost(fault)) return playHostFault(scene, host);
  if (point === 'execute: after') return playAnswered(scene, host);
  if (point === 'shutdown' || point === 'after shutdown') return playShutdown(scene, host);
  return playCall(scene, host);
}

const isStart = (point: Injection['point']): boolean => [...starting, 'info', 'init', 'list'].includes(point);

async function playCall(scene: Scene, host: Host): Promise<Calls> {
  const { injection } = scene;
  if (!isStart(injection.point)) await host.plugins.init(victims[injection.language]);
  const limited = hangs(injection) && !isStart(injection.point);
  const met = await work(host, scene, limited ? executeMs * injection.patience : undefined);
  // A plugin that hangs is ended only when its host closes. For another start, the limits are too short.
  if (hangs(injection)) return { met };
  return { met, later: await work(host, scene) };
}

async function playAnswered(scene: Scene, host: Host): Promise<Calls> {
  const met = await work(host, scene);
  await trace(scene.dir, `${traces.struck}1`);
  const kind = kindOf(scene.injection.fault);
  let later = await work(host, scene, hangs(scene.injection) ? executeMs : undefined);
  // A plugin leaves its trace just before it stops itself: on a busy machine, it may still answer a call or two.
  for (let calls = 1; kind === 'hang' && later.end === 'answered' && calls < mostAnswers; calls++)
    later = await work(host, scene, executeMs);
  // The host may notice the end of the plugin or of the connection only now.
  return { met, later: ['death', 'cut', 'attack'].includes(kind) ? await orNext(later, scene, host) : later };
}

/** Calls that a plugin may answer after its trace, before it hangs. */
const mostAnswers = 5;

const orNext = async (seen: Outcome, scene: Scene, host: Host): Promise<Outcome> =>
  seen.end === 'EXECUTION.PLUGIN.CRASHED' || seen.end === 'EXECUTION.PLUGIN.CALL_FAILED UNAVAILABLE'
    ? work(host, scene)
    : seen;

async function playShutdown(scene: Scene, host: Host): Promise<Calls> {
  const called = await work(host, scene);
  if (called.end !== 'answered') return { met: called };
  return { met: await endOf(host.plugins.shutdown(victims[scene.injection.language])) };
}

async function playHostFault(scene: Scene, host: Host): Promise<Calls> {
  const { injection, dir } = scene;
  const { fault, point, variant, language } = injection;
  if (point === 'before the handshake') {
    await host.plugins.load(victims[language]);
    const release = strikeHost(fault, variant);
    const met = await work(host, scene);
    release();
    return { met, later: await work(host, scene) };
  }
  const ending = point === 'shutdown';
  if (!isStart(point)) await host.plugins.init(victims[language]);
  // With a limit, because a deadline is a time of the clock.
  const call = ending ? endOf(host.plugins.shutdown(victims[language])) : work(host, scene, patientMs);
  await trace(dir, `${traces.struck}1`);
  const release = strikeHost(fault, variant);
  mkdirSync(join(dir, traces.go));
  const met = await call;
  release();
  return ending ? { met } : { met, later: await work(host, scene) };
}

/** Crashes the plugin twice, and calls it again while the host waits before the third start. */
export async function playBackOff(scene: Scene): Promise<Calls> {
  const { injection } = scene;
  const { fault, variant } = injection;
  await using host = await hostFor(scene, {
    supervision: {
      mostStarts: 5,
      firstDelayMs: 600,
      longestDelayMs: 600,
      probeEveryMs: kindOf(fault) === 'hang' ? 100 : 0,
      probeTimeoutMs: 1_500,
    },
  });
  for (const life of [1, 2]) {
    const { end, message } = await work(host, scene);
    if (end !== 'EXECUTION.PLUGIN.CRASHED') return { met: { end: `life ${life}: ${end}`, message } };
  }
  const cancel = new AbortController();
  const text = `${scene.dir}#third`;
  const name = `${victims[injection.language]}.${workOperation}`;
  const release = strikesHost(fault) ? strikeHost(fault, variant) : () => undefined;
  const met = outcomeOf(host.operations.execute(name, { id: text }, { signal: cancel.signal }), text);
  const end = backOffEndOf(injection);
  // In the next turn, the host waits.
  await new Promise((resolve) => setImmediate(resolve));
  if (end === 'cancels') cancel.abort();
  if (end === 'closes') void host.close();
  const seen = await met;
  release();
  return { met: seen };
}
