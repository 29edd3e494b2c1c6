import { expect } from 'chai';
import {
  canLoad,
  statusAfter,
  type PluginEvent,
  type PluginStatus,
} from '../../../../src/domain/plugin/plugin-status.js';

const table: Readonly<Record<PluginStatus, Readonly<Record<PluginEvent, PluginStatus>>>> = {
  discovered: { loaded: 'loaded', started: 'discovered', stopped: 'stopped', failed: 'failed' },
  loaded: { loaded: 'loaded', started: 'running', stopped: 'stopped', failed: 'failed' },
  running: { loaded: 'running', started: 'running', stopped: 'stopped', failed: 'failed' },
  stopped: { loaded: 'loaded', started: 'stopped', stopped: 'stopped', failed: 'failed' },
  failed: { loaded: 'loaded', started: 'failed', stopped: 'stopped', failed: 'failed' },
  disabled: { loaded: 'disabled', started: 'disabled', stopped: 'disabled', failed: 'disabled' },
  builtin: { loaded: 'builtin', started: 'builtin', stopped: 'builtin', failed: 'builtin' },
};

describe('The status of a plugin', () => {
  for (const [status, after] of Object.entries(table) as [PluginStatus, (typeof table)[PluginStatus]][])
    it(`follows from ${status} and an event`, () => {
      for (const event of Object.keys(after) as PluginEvent[])
        expect(statusAfter(status, event), event).to.equal(after[event]);
      expect(canLoad(status)).to.equal(['discovered', 'stopped', 'failed'].includes(status));
    });
});
