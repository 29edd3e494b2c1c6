import type { HandshakeConfig } from 'go-plugin-node';

/** What AWF's host and its plugins agree on; the same values as in AWF. The host imports them from here. */
export const awfHandshake: HandshakeConfig = {
  protocolVersion: 1,
  magicCookieKey: 'AWF_PLUGIN',
  magicCookieValue: 'awf-plugin-v1',
};

/** The name under which an AWF plugin is dispensed. */
export const awfPluginKey = 'awf-plugin';
