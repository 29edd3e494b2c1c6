import type { PluginInfo } from '../domain/plugin/plugin-info.js';
import type { PluginTransport } from '../ports/plugin-transport.js';
import type { ContractSubject } from './clauses.js';

/** A transport that can reach the contract's plugin. */
export interface PluginTransportSubject extends ContractSubject {
  /** What is tested. */
  readonly transport: PluginTransport;
  /** The contract's plugin, whose program exists. */
  readonly plugin: PluginInfo;
  /** A plugin whose program does not exist. */
  readonly missing: PluginInfo;
}
