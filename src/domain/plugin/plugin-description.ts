/** What a plugin says of itself. */
export interface PluginDescription {
  /** Its own name, which may differ from that in its manifest. */
  readonly name: string;
  /** Its own version, in any form. */
  readonly version: string;
  /** For people; may be empty. */
  readonly description: string;
  /** For example `operations`. It may contain names that this host does not know. */
  readonly capabilities: readonly string[];
}
