import { BasePlugin, operation, success } from 'awf-plugin-sdk';

class GreetPlugin extends BasePlugin {
  operations = {
    greet: operation({
      description: 'Greets somebody',
      inputs: {
        name: { type: 'string', required: true, description: 'Whom to greet' },
        greeting: { type: 'string', default: 'Hello', description: 'How to greet' },
      },
      outputs: { text: { type: 'string', description: 'The greeting' } },
      handler: ({ inputs, log }) => {
        const text = `${inputs.greeting}, ${inputs.name}!`;
        log.info('greeted', { name: inputs.name });
        return success({ output: text, text });
      },
    }),
  };
}

export const createPlugin = () => new GreetPlugin({ name: 'plugin-name', version: '0.1.0' });
