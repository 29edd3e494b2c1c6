/** Network and address as they stand in a handshake line or in a broker message. */
export interface PluginAddress {
  /** `unix` or `tcp`; a runner's may be others, which it translates. */
  readonly network: string;
  /** A path, or `host:port`. */
  readonly address: string;
}

/** Ports to choose from when listening on tcp, both included; 0 to 0 leaves the choice to the operating system. */
export interface PortRange {
  readonly min: number;
  readonly max: number;
}
