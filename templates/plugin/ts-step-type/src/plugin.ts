import { BasePlugin, stepType } from 'awf-plugin-sdk';

class CountPlugin extends BasePlugin {
  readonly stepTypes = {
    count: stepType({
      description: 'Counts words',
      config: {
        text: { type: 'string', required: true, description: 'What to count in' },
        at_least: { type: 'integer', default: 0, description: 'Fail with exit code 1 if there are fewer' },
      },
      handler: ({ config }) => {
        const words = config.text.split(/\s+/).filter((word) => word !== '').length;
        return { output: `${words} words`, data: { words }, exitCode: words < config.at_least ? 1 : 0 };
      },
    }),
  };
}

export const createPlugin = () => new CountPlugin({ name: 'plugin-name', version: '0.1.0' });
