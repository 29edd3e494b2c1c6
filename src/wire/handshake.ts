/** What a host and a plugin must have in common before they talk. */
export interface AwfHandshake {
  /** The version of AWF's plugin protocol. */
  readonly protocolVersion: number;
  /** The environment variable by which a plugin recognises that a host started it. */
  readonly magicCookieKey: string;
  /** What that variable must be. */
  readonly magicCookieValue: string;
}

/** What AWF's host and its plugins agree on; the same values as in AWF. The host imports them from here. */
export const awfHandshake: AwfHandshake = {
  protocolVersion: 1,
  magicCookieKey: 'AWF_PLUGIN',
  magicCookieValue: 'awf-plugin-v1',
};

/** The name under which an AWF plugin is dispensed. */
export const awfPluginKey = 'awf-plugin';
