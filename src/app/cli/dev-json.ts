import { type JsonObject, recordOf, type JsonValue } from '../../domain/json.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { ProcessNews } from '../plugins/authoring/dev-log.js';
import type { DevReport } from '../plugins/authoring/plugin-dev.js';
import { errorToJson, type HintOf } from '../workflows/run-result.js';

/** What happens to a plugin that is developed, as the JSON of one line. */
export function devToJson(report: DevReport | ProcessNews, hintOf: HintOf): JsonObject {
  switch (report.type) {
    case 'build-failed':
    case 'start-failed':
    case 'ended':
      return { event: report.type, error: errorToJson(report.error, hintOf) };
    case 'started':
      return { event: report.type, durationMs: Math.round(report.durationMs), ...offersOf(report.plugin) };
    case 'built':
      return { event: report.type, durationMs: Math.round(report.durationMs) };
    case 'watch-failed':
      return { event: report.type, problem: report.error.message };
    default: {
      const { type, ...members } = report;
      return { event: type, ...recordOf(Object.entries<JsonValue>(members)) };
    }
  }
}

function offersOf({ manifest, operations = [], stepTypes = [] }: PluginInfo): JsonObject {
  const { name, version, capabilities, events } = manifest;
  return {
    name,
    version,
    operations: operations.map((operation) => ({ name: operation.name, inputs: requirements(operation.inputs) })),
    stepTypes: stepTypes.map((type) => ({ name: type.name, config: requirements(type.config) })),
    validator: capabilities.includes('validators'),
    ...(capabilities.includes('events') ? { events: { subscribe: events.subscribe, emit: events.emit } } : {}),
  };
}

/** The inputs by name, and whether each is required. */
const requirements = (inputs: Readonly<Record<string, { readonly required: boolean }>>): JsonObject =>
  recordOf(Object.entries(inputs).map(([name, { required }]) => [name, { required }]));
