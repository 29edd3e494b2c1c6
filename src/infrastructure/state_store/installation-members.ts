import { isJsonObject, type JsonObject, type JsonValue, recordOf } from '../../domain/json.js';
import type { PluginApproval, PluginOrigin } from '../../domain/plugin/plugin-approval.js';
import { without } from '../../domain/without.js';
import type { PluginInstallation } from '../../ports/plugin-state-store.js';
import { memberOf } from './state-members.js';

// AWF's own members are `checksum`, `checksum_at` and, in `source_data`, `repository`, `version`, `installed_at` and `updated_at`. AWF
// drops members that it does not know, but keeps `source_data` as it is: so ours are in there.

/** The approvals of a valid entry; undefined where it has none. */
export function approvedOf(entry: JsonObject): readonly PluginApproval[] | undefined {
  const checksum = memberOf(entry, 'checksum');
  if (typeof checksum !== 'string' || checksum === '') return undefined;
  const { contents, previous } = sourceOf(entry);
  const approved: PluginApproval = { checksum, ...(typeof contents === 'string' ? { contents } : {}) };
  return isJsonObject(previous) ? [approved, previous as unknown as PluginApproval] : [approved];
}

/** Where the plugin of a valid entry came from; undefined where that is not recorded. */
export function originOf(entry: JsonObject): PluginOrigin | undefined {
  const { repository, version, archive, wanted, installed_at: installedAt, updated_at: updatedAt } = sourceOf(entry);
  if (typeof repository !== 'string') return undefined;
  return {
    repository,
    version: text(version),
    ...(typeof archive === 'string' ? { archive } : {}),
    ...(typeof wanted === 'string' ? { wanted } : {}),
    installedAt: text(installedAt),
    updatedAt: text(updatedAt),
  };
}

/** The entry with another installation, or without one. */
export function withInstallation(
  entry: JsonObject,
  installation: PluginInstallation | undefined,
  now: Date,
): JsonObject {
  const replaced = ['checksum', 'checksum_at', 'source_data'];
  const rest = Object.entries(entry).filter(([key]) => !replaced.includes(key.toLowerCase()));
  const kept = { enabled: true, ...recordOf(rest) };
  if (installation === undefined) return kept;
  const { approved, previous, origin } = installation;
  const source = without(
    sourceOf(entry),
    'contents',
    'previous',
    ...(origin === undefined ? [] : ['archive', 'wanted']),
  );
  return {
    ...kept,
    checksum: approved.checksum,
    checksum_at: Math.floor(now.getTime() / 1000),
    source_data: {
      ...source,
      ...(origin === undefined ? {} : originMembers(origin)),
      ...contentsMember(approved),
      ...(previous === undefined ? {} : { previous: approvalMembers(previous) }),
    },
  };
}

const approvalMembers = (approval: PluginApproval): JsonObject => ({
  checksum: approval.checksum,
  ...contentsMember(approval),
});

const contentsMember = ({ contents }: PluginApproval): JsonObject => (contents === undefined ? {} : { contents });

const originMembers = ({ repository, version, archive, wanted, installedAt, updatedAt }: PluginOrigin): JsonObject => ({
  repository,
  version,
  ...(archive === undefined ? {} : { archive }),
  ...(wanted === undefined ? {} : { wanted }),
  installed_at: installedAt,
  updated_at: updatedAt,
});

function sourceOf(entry: JsonObject): JsonObject {
  const source = memberOf(entry, 'source_data');
  return isJsonObject(source) ? source : {};
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
