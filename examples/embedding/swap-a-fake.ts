import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLOCK, COMMAND_RUNNER, createHost, InMemoryCommandRunner, ManualClock, RecordingLogger } from 'awf-plugins';
import { failure, operation, success, type Plugin } from 'awf-plugins/sdk';

const deploy = `
name: deploy
states:
  initial: build
  build: { type: step, command: make, on_success: ship }
  ship: { type: operation, operation: cloud.deploy, on_success: done, on_failure: roll_back }
  roll_back: { type: step, command: make undo, on_success: failed }
  failed: { type: terminal, status: failure }
  done: { type: terminal }
`;

/** The cloud as this test needs it. */
const cloud = (answer: ReturnType<typeof failure | typeof success>): Plugin => ({
  name: 'cloud',
  version: '1.0.0',
  operations: { deploy: operation({ handler: () => answer }) },
});

/** Runs the workflow with every adapter that touches the world replaced. */
async function run(plugin: Plugin) {
  const commands = new InMemoryCommandRunner();
  const logger = new RecordingLogger();
  await using host = await createHost({
    transport: 'in_memory',
    plugins: { cloud: plugin },
    logger,
    configure: (container) => {
      container.rebind(COMMAND_RUNNER).toConstantValue(commands);
      container.rebind(CLOCK).toConstantValue(new ManualClock());
    },
  });
  const { status } = await host.run(deploy);
  return { status, ran: commands.requests.map(({ command }) => command), logger };
}

await test('a deployment that works is not rolled back', async () => {
  const { status, ran } = await run(cloud(success({})));
  assert.equal(status, 'completed');
  assert.deepEqual(ran, ['make']);
});

await test('a deployment that fails is rolled back', async () => {
  const { status, ran } = await run(cloud(failure('no room')));
  assert.equal(status, 'failed');
  assert.deepEqual(ran, ['make', 'make undo']);
});
