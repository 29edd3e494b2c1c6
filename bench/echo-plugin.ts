// The plugin that the benchmarks call: the operation echo of the Go plugin, with the SDK, and without a line of log.
import { BasePlugin, operation, serve, success } from 'awf-plugins/sdk';

class EchoPlugin extends BasePlugin {
  override readonly operations = {
    echo: operation({
      inputs: { text: { type: 'string', required: true }, prefix: { type: 'string', default: '' } },
      handler: ({ inputs }) => {
        const text = inputs.prefix + inputs.text;
        return success({ output: text, text, length: text.length });
      },
    }),
  };
}

await serve(new EchoPlugin({ name: 'echo', version: '1.0.0' }));
