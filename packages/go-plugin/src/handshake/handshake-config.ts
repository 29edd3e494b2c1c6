/**
 * What host and plugin must agree on before they talk; go-plugin's HandshakeConfig. Share one constant between both sides.
 */
export interface HandshakeConfig {
  /** Version of the application's own protocol, used for the unversioned plugin set. */
  readonly protocolVersion: number;
  /** Environment variable that tells a plugin it was started by a host. A courtesy to people, no security measure. */
  readonly magicCookieKey: string;
  /** The value expected in it. */
  readonly magicCookieValue: string;
}
