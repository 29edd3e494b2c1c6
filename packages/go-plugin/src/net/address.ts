/** Network and address, as in a handshake line or a broker message. */
export interface PluginAddress {
  /** `unix` or `tcp`. A runner may use other networks and translate them. */
  readonly network: string;
  /** A path, or `host:port`. */
  readonly address: string;
}

/** The range of ports for tcp listeners, both ends included. With 0 to 0, the operating system chooses. */
export interface PortRange {
  readonly min: number;
  readonly max: number;
}
