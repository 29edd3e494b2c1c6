import { compareVersions, parseVersion, type Version } from './version.js';

type Operator = '==' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '^';

interface Comparator {
  readonly operator: Operator;
  readonly version: Version;
}

/** Conditions on a version, all of which must hold. */
export type VersionConstraint = readonly Comparator[];

const comparator = /(==|!=|>=|<=|>|<|~|\^)?\s*([^\s,]+)(?:\s*,\s*|\s+|$)/y;

/**
 * Reads a constraint such as `>=0.5.0 <1.0.0` or `^1.2.0, !=1.3.1`. The rules are AWF's, neither npm's nor Go's: a bare version
 * means `==`, and conditions are separated by spaces or commas. Undefined when it is none.
 */
export function parseVersionConstraint(text: string): VersionConstraint | undefined {
  const trimmed = text.trim();
  const conditions: Comparator[] = [];
  comparator.lastIndex = 0;
  while (comparator.lastIndex < trimmed.length) {
    const match = comparator.exec(trimmed);
    const version = match?.[2] === undefined ? undefined : parseVersion(match[2]);
    if (match === null || version === undefined) return undefined;
    conditions.push({ operator: (match[1] ?? '==') as Operator, version });
  }
  return conditions.length === 0 || trimmed.endsWith(',') ? undefined : conditions;
}

const holds: { readonly [O in Operator]: (version: Version, wanted: Version) => boolean } = {
  '==': (v, w) => compareVersions(v, w) === 0,
  '!=': (v, w) => compareVersions(v, w) !== 0,
  '>': (v, w) => compareVersions(v, w) > 0,
  '>=': (v, w) => compareVersions(v, w) >= 0,
  '<': (v, w) => compareVersions(v, w) < 0,
  '<=': (v, w) => compareVersions(v, w) <= 0,
  '~': (v, w) => v.major === w.major && v.minor === w.minor && compareVersions(v, w) >= 0,
  // Below 1.0.0 every minor version may break, so the caret holds the minor version there.
  '^': (v, w) => v.major === w.major && (w.major > 0 || v.minor === w.minor) && compareVersions(v, w) >= 0,
};

/** Whether a version meets all conditions of a constraint. */
export const satisfies = (version: Version, constraint: VersionConstraint): boolean =>
  constraint.every(({ operator, version: wanted }) => holds[operator](version, wanted));
