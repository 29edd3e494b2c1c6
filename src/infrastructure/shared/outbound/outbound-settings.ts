import type { JsonObject } from '../../../domain/json.js';
import type { OutboundPolicy } from './outbound-policy.js';

/** What the settings of a plugin allow. */
export const policyOf = (config: JsonObject): OutboundPolicy => ({
  linkLocal: config.allow_link_local === true,
  inwardRedirects: config.allow_inward_redirects === true,
  publicOnly: config.public_only === true,
});
