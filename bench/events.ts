import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultLimits } from '../src/app/composition/container-options.js';
import { EventBus } from '../src/app/plugins/events/event-bus.js';
import { pluginSubscriber } from '../src/app/plugins/events/plugin-subscriber.js';
import { emptyPayload } from '../src/domain/event/domain-event.js';
import { GrpcPluginTransport } from '../src/infrastructure/grpc_host/grpc-plugin-transport.js';
import { FilePluginLoader } from '../src/infrastructure/manifest_loader/file-plugin-loader.js';
import { systemClock } from '../src/infrastructure/system_clock/system-clock.js';
import { silentLogger } from '../packages/go-plugin/src/logger.js';
import { figureRow, type Benchmark } from './report.js';

const events = 10_000;
/** As many as a queue holds, so that none is dropped. */
const atATime = 256;

/** A folder with the plugin that listens. */
async function install(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'awf-bench-'));
  const folder = join(path, 'listener');
  await mkdir(folder);
  await writeFile(join(path, 'package.json'), '{"type":"module"}');
  await writeFile(
    join(folder, 'plugin.yaml'),
    'name: listener\nversion: 1.0.0\nawf_version: ">=0.8.0"\ncapabilities: [events]\nevents: { subscribe: ["*"] }\n',
  );
  const program = join(folder, 'awf-plugin-listener');
  const plugin = fileURLToPath(new URL('event-plugin.js', import.meta.url));
  await writeFile(program, `#!${process.execPath}\nimport ${JSON.stringify(plugin)};\n`);
  await chmod(program, 0o755);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

/** Events per second, from publishing the first one to the plugin's word that it has handled the last one. */
async function publish(bus: EventBus, count: number): Promise<number> {
  const begin = performance.now();
  for (let sent = 0; sent < count;) {
    for (const end = Math.min(count, sent + atATime); sent < end; sent += 1) {
      const metadata = { workflow_id: 'run-1', step_name: `step-${sent}` };
      const event = {
        id: crypto.randomUUID(),
        type: 'step.completed',
        timestamp: new Date(),
        source: 'core',
        metadata,
      };
      const { dropped } = await bus.publish({ ...event, payload: emptyPayload, propagationDepth: 0 });
      if (dropped.length > 0) throw new Error('an event was dropped');
    }
    await bus.drain();
  }
  return (count * 1_000) / (performance.now() - begin);
}

/** 10,000 events to one subscriber in at most 1 s: through the bus, to a plugin of the SDK in a process of its own. */
export const eventsBenchmark: Benchmark = {
  name: 'events',
  async run(scale) {
    await using installed = await install();
    const [plugin] = await new FilePluginLoader().discoverPlugins(installed.path);
    if (plugin === undefined) throw new Error('the plugin is not there');
    await using connection = await new GrpcPluginTransport(silentLogger).connect(plugin);
    await connection.init({});
    const rows = [];
    for (const [how, emit] of [
      ['over a stream', []],
      ['call by call', ['listener.*']],
    ] as const) {
      const bus = new EventBus(defaultLimits, { clock: systemClock, logger: silentLogger });
      const manifest = { ...plugin.manifest, events: { subscribe: ['*'], emit } };
      const reach = { connection: () => Promise.resolve(connection), logger: silentLogger };
      const subscriber = pluginSubscriber(manifest, reach);
      if (subscriber !== undefined) bus.subscribe(subscriber);
      const measured: number[] = [];
      await publish(bus, scale.amount(events));
      for (let round = 0; round < scale.rounds(9); round += 1) measured.push(await publish(bus, scale.amount(events)));
      await bus.close();
      rows.push(figureRow(`events to one plugin, ${how}`, 'events/s', measured, { atLeast: events }));
    }
    return rows;
  },
};
