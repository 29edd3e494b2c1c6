import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../src/app/composition/create-host.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { JsonObject } from '../../src/domain/json.js';
import { EVENT_PUBLISHER } from '../../src/ports/event-publisher.js';
import { projectRoot } from '../../packages/go-plugin/test/support/fixtures.js';
import { eventOf } from './events.js';

/** The fixture plugin that has to do with events. */
export const observer = `${projectRoot}test/fixtures/event-plugins/observer/awf-plugin-observer`;

/** A folder of plugins. Disposing removes it. */
export interface EventPlugins extends AsyncDisposable {
  readonly directory: string;
}

/**
 * A folder with one plugin: a program with a manifest that subscribes to everything.
 * @param manifest its further lines
 */
export async function eventPlugin(name: string, program: string, manifest: string): Promise<EventPlugins> {
  const directory = await mkdtemp(join(tmpdir(), 'awf-events-'));
  await mkdir(join(directory, name));
  const head = `name: ${name}\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations, events]\n`;
  await writeFile(join(directory, name, 'plugin.yaml'), `${head}${manifest}\n`);
  await symlink(program, join(directory, name, `awf-plugin-${name}`));
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
}

/** Publishes events of the host. */
export async function publish(host: Host, ...types: readonly string[]): Promise<void> {
  const publisher = host.container.get(EVENT_PUBLISHER);
  for (const type of types) await publisher.publish(eventOf(type));
}

/** What a plugin says that it has handled, once it is so many events. */
export async function handled(host: Host, operation: string, count: number): Promise<readonly JsonObject[]> {
  for (;;) {
    const events = await handledNow(host, operation);
    if (events.length >= count) return events;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Nothing if the plugin dies during the question. */
async function handledNow(host: Host, operation: string): Promise<readonly JsonObject[]> {
  try {
    const { outputs } = await host.operations.execute(operation, {});
    return (outputs.events ?? []) as readonly JsonObject[];
  } catch (error) {
    if (AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) return [];
    throw error;
  }
}
