import { BasePlugin } from 'awf-plugin-sdk';

class CountingPlugin extends BasePlugin {
  #ended = 0;

  events = {
    // The same as in plugin.yaml.
    patterns: ['workflow.completed', 'workflow.failed'],
    handler: ({ event, log }) => {
      this.#ended += 1;
      log.info('a workflow has ended', { event: event.type, workflow: event.metadata.workflow_name ?? '' });
      return [{ type: 'plugin-name.counted', metadata: { ended: String(this.#ended) } }];
    },
  };
}

export const createPlugin = () => new CountingPlugin({ name: 'plugin-name', version: '0.1.0' });
