import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { describePluginContract, TestHost } from 'awf-plugin-sdk/testing';
import { parse } from 'yaml';
import { createPlugin } from '../src/plugin.js';

const manifest = parse(readFileSync('plugin.yaml', 'utf8'));
describePluginContract({ create: createPlugin, manifest, runner: { describe, it } });

describe('The handler of events', () => {
  it('counts the workflows that end, and tells others', async () => {
    await using host = await TestHost.start(createPlugin());
    await host.handleEvent({ type: 'workflow.completed', metadata: { workflow_name: 'a' } });
    const emitted = await host.handleEvent({ type: 'workflow.failed', metadata: { workflow_name: 'b' } });
    assert.deepEqual(
      emitted.map(({ type, metadata }) => ({ type, metadata })),
      [{ type: 'plugin-name.counted', metadata: { ended: '2' } }],
    );
    assert.deepEqual(host.log[0]?.fields, { event: 'workflow.completed', workflow: 'a' });
  });

  it('does not get the start of a workflow', async () => {
    await using host = await TestHost.start(createPlugin());
    assert.deepEqual(await host.handleEvent({ type: 'workflow.started' }), []);
  });
});
