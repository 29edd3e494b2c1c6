import { serve } from 'awf-plugin-sdk';
import { createPlugin } from './plugin.js';

// Print nothing before this: the host reads the first line for itself.
await serve(createPlugin());
