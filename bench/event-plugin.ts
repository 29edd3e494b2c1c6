// The plugin that the benchmark of events hands its events to.
import { serve } from 'awf-plugins/sdk';

await serve({ name: 'listener', version: '1.0.0', events: { patterns: ['*'], handler: () => undefined } });
