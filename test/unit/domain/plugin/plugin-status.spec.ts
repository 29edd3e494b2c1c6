import { expect } from 'chai';
import {
  canLoad,
  statusAfter,
  type PluginEvent,
  type PluginStatus,
} from '../../../../src/domain/plugin/plugin-status.js';

const table: Readonly<Record<PluginStatus, Readonly<Record<PluginEvent, PluginStatus>>>> = {
  discovered: {
    loaded: 'loaded',
    starting: 'discovered',
    restarting: 'discovered',
    started: 'discovered',
    stopped: 'stopped',
    failed: 'failed',
    'gave up': 'given_up',
  },
  loaded: {
    loaded: 'loaded',
    starting: 'starting',
    restarting: 'restarting',
    started: 'running',
    stopped: 'stopped',
    failed: 'failed',
    'gave up': 'given_up',
  },
  starting: {
    loaded: 'starting',
    starting: 'starting',
    restarting: 'starting',
    started: 'running',
    stopped: 'stopped',
    failed: 'failed',
    'gave up': 'given_up',
  },
  restarting: {
    loaded: 'restarting',
    starting: 'restarting',
    restarting: 'restarting',
    started: 'running',
    stopped: 'stopped',
    failed: 'failed',
    'gave up': 'given_up',
  },
  running: {
    loaded: 'running',
    starting: 'running',
    restarting: 'running',
    started: 'running',
    stopped: 'stopped',
    failed: 'failed',
    'gave up': 'given_up',
  },
  stopped: {
    loaded: 'loaded',
    starting: 'stopped',
    restarting: 'stopped',
    started: 'stopped',
    stopped: 'stopped',
    failed: 'failed',
    'gave up': 'given_up',
  },
  failed: {
    loaded: 'loaded',
    starting: 'failed',
    restarting: 'failed',
    started: 'failed',
    stopped: 'stopped',
    failed: 'failed',
    'gave up': 'given_up',
  },
  given_up: {
    loaded: 'loaded',
    starting: 'given_up',
    restarting: 'given_up',
    started: 'given_up',
    stopped: 'stopped',
    failed: 'failed',
    'gave up': 'given_up',
  },
  disabled: {
    loaded: 'disabled',
    starting: 'disabled',
    restarting: 'disabled',
    started: 'disabled',
    stopped: 'disabled',
    failed: 'disabled',
    'gave up': 'disabled',
  },
  builtin: {
    loaded: 'builtin',
    starting: 'builtin',
    restarting: 'builtin',
    started: 'builtin',
    stopped: 'builtin',
    failed: 'builtin',
    'gave up': 'builtin',
  },
};

describe('The status of a plugin', () => {
  for (const [status, after] of Object.entries(table) as [PluginStatus, (typeof table)[PluginStatus]][])
    it(`follows from ${status} and an event`, () => {
      for (const event of Object.keys(after) as PluginEvent[])
        expect(statusAfter(status, event), event).to.equal(after[event]);
      expect(canLoad(status)).to.equal(['discovered', 'stopped', 'failed', 'given_up'].includes(status));
    });
});
