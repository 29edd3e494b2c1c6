import type { HandshakeConfig } from 'go-plugin-node';

/** The handshake of AWF's host and its plugins, with AWF's values. The host imports it too. */
export const awfHandshake: HandshakeConfig = {
  protocolVersion: 1,
  magicCookieKey: 'AWF_PLUGIN',
  magicCookieValue: 'awf-plugin-v1',
};

/** The name under which an AWF plugin is dispensed. */
export const awfPluginKey = 'awf-plugin';
