import {
  describePluginEventsContract,
  pluginEventsClauses,
  type PluginEventsSubject,
} from '../../src/contract/index.js';
import type { ConnectOptions, PluginConnection } from '../../src/ports/plugin-transport.js';
import { memoryEvents } from '../support/event-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

type Mutate = (subject: PluginEventsSubject) => PluginEventsSubject;

const transport =
  (
    change: (original: PluginConnection) => Partial<PluginConnection>,
    options: (given: ConnectOptions) => ConnectOptions = (given) => given,
  ): Mutate =>
  (subject) => ({
    ...subject,
    transport: {
      connect: async (plugin, given = {}) => {
        const connected = await subject.transport.connect(plugin, options(given));
        return altered(connected, change(connected));
      },
    },
  });

const same = (): Partial<PluginConnection> => ({});

describeMutants('PluginEvents', describePluginEventsContract, pluginEventsClauses, memoryEvents, {
  'EV-01': [
    'loses the payload',
    transport((original) => ({
      handleEvent: (event, options) => original.handleEvent({ ...event, payload: new Uint8Array(0) }, options),
    })),
  ],
  'EV-02': [
    'loses what the plugin emits in answer',
    transport((original) => ({ handleEvent: async (...call) => (await original.handleEvent(...call)).slice(0, 0) })),
  ],
  'EV-03': [
    'takes a failed handler for one that emits nothing',
    transport((original) => ({
      handleEvent: (event, options) =>
        original.handleEvent(event, options).catch((error: unknown) => {
          if (event.type === 'contract.fail') return [];
          throw error;
        }),
    })),
  ],
  'EV-04': [
    'knows no time limits',
    transport((original) => ({ handleEvent: (event, { signal } = {}) => original.handleEvent(event, { signal }) })),
  ],
  'EV-05': [
    'sends the first two events of a stream in the wrong order',
    transport((original) => ({
      streamEvents: () => {
        const stream = original.streamEvents();
        let first: (() => Promise<void>) | undefined;
        let sent = 0;
        return {
          send: async (event, options) => {
            sent += 1;
            if (sent === 1 && event.type !== 'contract.fail') {
              first = () => stream.send(event, options);
              return;
            }
            await stream.send(event, options);
            await first?.();
            first = undefined;
          },
          end: (options) => stream.end(options),
        };
      },
    })),
  ],
  'EV-06': [
    'ends a stream with the first handler that fails',
    transport((original) => ({
      streamEvents: () => {
        const stream = original.streamEvents();
        let failed = false;
        return {
          send: async (event, options) => {
            if (!failed) await stream.send(event, options);
            failed ||= event.type === 'contract.fail';
          },
          end: (options) => stream.end(options),
        };
      },
    })),
  ],
  'EV-07': [
    'hands the host an event without its metadata',
    transport(same, ({ onEmit, ...options }) => ({
      ...options,
      onEmit: onEmit && ((event) => onEmit({ ...event, metadata: {} })),
    })),
  ],
  'EV-08': [
    'takes a refused event for an accepted one',
    transport(same, ({ onEmit, ...options }) => ({
      ...options,
      onEmit:
        onEmit &&
        (async (event) => {
          const answer = await onEmit(event);
          return answer.accepted ? answer : { accepted: true, eventId: '' };
        }),
    })),
  ],
  'EV-09': [
    'takes events for a connection that is closed',
    transport((original) => {
      let closed = false;
      return {
        handleEvent: (...call) => (closed ? Promise.resolve([]) : original.handleEvent(...call)),
        close: () => {
          closed = true;
          return original.close();
        },
      };
    }),
  ],
});
