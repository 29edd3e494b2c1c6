// The contract's plugin as a program. It is bundled to dist/contract-plugin.js, which bin/plugins/contract-echo starts.
import { writeSync } from 'node:fs';
import { serve } from '../sdk/serve.js';
import { ContractEventPlugin } from './contract-event-plugin.js';

function crash(): never {
  writeSync(2, 'contract-echo: crashing on request\n');
  process.exit(3);
}

await serve(new ContractEventPlugin('contract-echo', crash));
