// One host process: takes injections as messages of its parent, one after the other, and answers each with an observation.
// Arguments: the folder with the plugins, and a folder of its own.
import { existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createHost, type Host } from '../../src/app/composition/create-host.js';
import { silentLogger } from '../../packages/go-plugin/src/logger.js';
import { strikesHost } from '../faults.js';
import type { Injection, Observation } from '../injection.js';
import { workOperation, traces } from '../victim/order.js';
import { playBroker } from './broker-script.js';
import { endOf, failureOf, outcomeOf } from './outcome.js';
import { belongings, remainsOf, type Belongings } from './remains.js';
import { hostFor, orderOf, play, playBackOff, type Calls, type Scene } from './script.js';

const [pluginsDir = '', ownDir = ''] = process.argv.slice(2);

/** A plugin of the same process that nothing strikes. */
async function callBystander(bystander: Host): Promise<string | undefined> {
  const id = String(Math.random());
  const call = bystander.operations.execute(`bystander.${workOperation}`, { id }, { timeoutMs: 30_000 });
  const { end, message } = await outcomeOf(call, id);
  return end === 'answered' ? undefined : `${end} ${message}`;
}

/** Plays without a failure of its own: what a script cannot do is how the call ended. */
async function played(playing: Promise<Calls>): Promise<Calls> {
  try {
    return await playing;
  } catch (error) {
    return { met: failureOf(error) };
  }
}

async function run(scene: Scene): Promise<{ readonly calls: Calls; readonly closing: string }> {
  const { point } = scene.injection;
  // These close what they open themselves.
  if (point === 'broker dial') return { calls: await played(playBroker(scene)), closing: 'closed' };
  if (point === 'back-off') return { calls: await played(playBackOff(scene)), closing: 'closed' };
  const host = await hostFor(scene);
  const calls = await played(play(scene, host));
  const { end, message } = await endOf(host.close());
  return { calls, closing: end === 'answered' ? 'closed' : `${end}: ${message}` };
}

/** The victim's trace, or a fault that the host itself has seen happen. */
const hasStruck = ({ injection, dir }: Scene): boolean =>
  strikesHost(injection.fault) || existsSync(join(dir, `${traces.struck}1`));

async function observe(injection: Injection, bystander: Host, before: Belongings): Promise<Observation> {
  const began = performance.now();
  const dir = join(ownDir, `injection-${injection.id}-${injection.patience}`);
  mkdirSync(dir);
  const scene = { injection, dir, pluginsDir };
  // The victim's host passes its environment on.
  process.env['TORTURE'] = JSON.stringify(orderOf(scene));
  try {
    const running = run(scene);
    const [{ calls, closing }, meanwhile] = await Promise.all([running, callBystander(bystander)]);
    const left = await remainsOf(dir, before);
    return {
      id: injection.id,
      struck: hasStruck(scene),
      met: calls.met.end,
      message: calls.met.message,
      later: calls.later?.end,
      closing,
      hurt: meanwhile ?? (await callBystander(bystander)),
      left,
      tookMs: performance.now() - began,
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    delete process.env['TORTURE'];
    await rm(dir, { recursive: true, force: true });
  }
}

const bystander = await createHost({ pluginsDir, logger: silentLogger });
await callBystander(bystander);
/** At the first injection, when the channel to the parent is in use. */
let before: Belongings | undefined;
let last = Promise.resolve();
process.on('message', (injection: Injection) => {
  last = last.then(async () => {
    process.send?.(await observe(injection, bystander, (before ??= belongings())));
  });
});
process.on('disconnect', () => void bystander.close());
process.send?.('ready');
