import { appendFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { operation, serve, success, type EventCall, type EventToEmit, type Plugin } from 'awf-plugins/sdk';

/** Writes an event into the log, and sums up a run that failed. */
async function keep({ event, config }: EventCall): Promise<readonly EventToEmit[]> {
  const { type, source, metadata, timestamp } = event;
  // AWF's own host does not fill in the default of the manifest.
  const file = typeof config['file'] === 'string' ? config['file'] : 'runs.log';
  await appendFile(file, `${timestamp.toISOString()} ${type} ${source} ${JSON.stringify(metadata)}\n`);
  if (type !== 'workflow.failed') return [];
  return [{ type: 'runlog.failure', metadata: { workflow: metadata.workflow_name ?? '', why: metadata.error ?? '' } }];
}

const backUp = operation({
  description: 'Copies parts of something, and says how far it is',
  inputs: { parts: { type: 'integer', default: 3 } },
  handler: async ({ inputs: { parts }, progress, host }) => {
    for (let part = 1; part <= parts; part += 1) {
      await pause(200);
      progress(part / parts, `part ${part} of ${parts}`);
    }
    await host.emit('runlog.backup', { metadata: { parts: String(parts) } });
    return success({ output: `${parts} parts copied` });
  },
});

const runlog: Plugin = {
  name: 'runlog',
  version: '1.0.0',
  events: { patterns: ['workflow.*', 'step.failed', 'runlog.*'], handler: keep },
  operations: { back_up: backUp },
};

await serve(runlog);
