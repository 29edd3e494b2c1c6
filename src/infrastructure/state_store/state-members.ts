import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.js';
import { isContentsHash } from '../../domain/plugin/plugin-approval.js';

/** What is wrong with an entry, or with one of its members. */
export interface MemberFault {
  /** As it is written; undefined for the entry as a whole. */
  readonly member: string | undefined;
  readonly problem: string;
}

/** Whether a value has the type of a member, and what that type is called. */
interface MemberType {
  readonly name: string;
  accepts(value: JsonValue): boolean;
}

const text: MemberType = { name: 'a string', accepts: (value) => typeof value === 'string' };
const flag: MemberType = { name: 'true or false', accepts: (value) => typeof value === 'boolean' };
const object: MemberType = { name: 'an object', accepts: isJsonObject };
/** The last time that JavaScript can express. */
const mostSeconds = 8_640_000_000_000;
const time: MemberType = {
  name: 'a whole number of seconds since 1970',
  accepts: (value) => Number.isInteger(value) && Math.abs(value as number) <= mostSeconds,
};

/** The members that AWF reads. A wrong type in any of them makes AWF refuse the whole file. */
const types: Readonly<Record<string, MemberType>> = {
  enabled: flag,
  config: object,
  checksum: text,
  disabled_at: time,
  source_data: object,
  checksum_at: time,
};

/** Go ignores the case of member names, so `Enabled` also disables a plugin. */
const known = (member: string): string | undefined => {
  const name = member.toLowerCase();
  return Object.hasOwn(types, name) ? name : undefined;
};

/** The value of a member, however the case of its name is; undefined when it is missing or null. */
export function memberOf(entry: JsonObject, name: string): JsonValue | undefined {
  return Object.entries(entry).find(([member]) => known(member) === name)?.[1] ?? undefined;
}

/** All that is wrong with an entry. Names types alone: the values may be secrets. */
export function memberFaults(entry: JsonValue): readonly MemberFault[] {
  if (!isJsonObject(entry)) return [{ member: undefined, problem: 'must be an object' }];
  const faults: MemberFault[] = [];
  const seen = new Set<string>();
  for (const [member, value] of Object.entries(entry)) {
    const name = known(member);
    if (name === undefined) continue;
    if (seen.has(name)) faults.push({ member, problem: `stands there twice, because case does not matter` });
    seen.add(name);
    const type = types[name];
    if (value !== null && type?.accepts(value) === false) faults.push({ member, problem: `must be ${type.name}` });
  }
  faults.push(...installationFaults(entry));
  if ((memberOf(entry, 'enabled') ?? null) === null)
    faults.push({ member: undefined, problem: 'enabled is missing: it must be true or false' });
  return faults;
}

/** What is wrong with the approvals in an entry. One that cannot be read must not count as none. */
function installationFaults(entry: JsonObject): readonly MemberFault[] {
  const source = memberOf(entry, 'source_data');
  if (!isJsonObject(source)) return [];
  const { contents = null, previous = null } = source;
  const fault = (problem: string): readonly MemberFault[] => [{ member: 'source_data', problem }];
  if (contents !== null && !isHash(contents)) return fault('contents must be a hash such as h1:...');
  if (contents !== null && (memberOf(entry, 'checksum') ?? '') === '')
    return fault('contents needs a checksum beside it');
  if (previous === null) return [];
  const known = isJsonObject(previous) && typeof previous.checksum === 'string';
  return known && (previous.contents === undefined || isHash(previous.contents))
    ? []
    : fault('previous must have a checksum, and may have contents');
}

const isHash = (value: JsonValue): boolean => typeof value === 'string' && isContentsHash(value);
