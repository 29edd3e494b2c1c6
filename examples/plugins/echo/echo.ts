import { BasePlugin, operation, serve, success } from 'awf-plugins/sdk';

class EchoPlugin extends BasePlugin {
  override readonly operations = {
    echo: operation({
      description: 'Gives its text back',
      inputs: {
        text: { type: 'string', required: true, description: 'What to say' },
        prefix: { type: 'string', default: '', description: 'Put in front of the text' },
      },
      outputs: { text: { type: 'string', description: 'Prefix and text' } },
      handler: ({ inputs, log }) => {
        const text = inputs.prefix + inputs.text;
        log.info('echoing', { length: text.length });
        return success({ output: text, text });
      },
    }),
  };
}

await serve(new EchoPlugin({ name: 'echo', version: '1.0.0' }));
