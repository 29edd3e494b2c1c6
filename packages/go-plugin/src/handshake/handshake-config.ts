/**
 * What host and plugin must agree on before they communicate. go-plugin's HandshakeConfig. Share one constant between
 * both sides.
 */
export interface HandshakeConfig {
  /** Version of the application's own protocol, used for the unversioned plugin set. */
  readonly protocolVersion: number;
  /**
   * The environment variable that shows a plugin that a host started it. It helps people who start a plugin by hand. It
   * is not a security measure.
   */
  readonly magicCookieKey: string;
  /** The expected value of that variable. */
  readonly magicCookieValue: string;
}
