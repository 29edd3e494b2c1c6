/** What a plugin says of itself. */
export interface PluginDescription {
  /** Its own name, which may differ from that in its manifest. */
  readonly name: string;
  /** Its own version, in no particular form. */
  readonly version: string;
  /** For people; may be empty. */
  readonly description: string;
  /** Such as `operations`; names that are not known here included. */
  readonly capabilities: readonly string[];
}
