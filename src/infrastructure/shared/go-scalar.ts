/** A plain YAML scalar as a value, with a warning where this host and AWF cannot read it alike. */
export interface PlainScalar {
  readonly value: null | boolean | number | string;
  /** Names both readings. */
  readonly warning?: string;
}

const words: Readonly<Record<string, null | boolean>> = {
  '': null,
  '~': null,
  null: null,
  Null: null,
  NULL: null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};

const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/u;
const integer = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]*)|([1-9]\d*))$/u;
const infinity = /^([-+]?)\.(?:inf|Inf|INF)$/u;
const time = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2})?)?$/u;

const mostUnsigned = 2n ** 64n - 1n;
const leastSigned = -(2n ** 63n);

/**
 * Reads an unquoted YAML scalar as yaml.v3 does, the library of AWF: `0755` is octal, `1_000` a number, `yes` a text. The `yaml` package
 * follows YAML 1.2, where these differ, and a workflow must mean the same under both hosts.
 */
export function readPlainScalar(text: string): PlainScalar {
  if (Object.hasOwn(words, text)) return { value: words[text] ?? null };
  // yaml.v3 looks at the first character before it removes the underscores.
  if (!/^[-+.\d]/u.test(text)) return { value: text };
  if (/^\.(?:nan|NaN|NAN)$/u.test(text)) return { value: NaN };
  const infinite = infinity.exec(text);
  if (infinite !== null) return { value: infinite[1] === '-' ? -Infinity : Infinity };
  if (time.test(text)) return readTime(text);
  return readNumber(text.replaceAll('_', '')) ?? { value: text };
}

function readNumber(text: string): PlainScalar | undefined {
  const exact = readInteger(text);
  if (exact !== undefined) {
    const value = Number(exact);
    return Number.isSafeInteger(value) ? { value } : { value, warning: inexact(text, value) };
  }
  if (!float.test(text)) return undefined;
  const value = Number(text);
  // A number that is out of range stays a text.
  return Number.isFinite(value) ? { value } : undefined;
}

function readInteger(text: string): bigint | undefined {
  const match = integer.exec(text);
  if (match === null) return undefined;
  const [, sign, hex, binary, octal, oldOctal, decimal] = match;
  const digits =
    hex !== undefined
      ? `0x${hex}`
      : binary !== undefined
        ? `0b${binary}`
        : (decimal ?? `0o${octal ?? (oldOctal === '' ? '0' : (oldOctal ?? '0'))}`);
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
  return value >= leastSigned && value <= mostUnsigned ? value : undefined;
}

/**
 * A warning for an unquoted integer that is octal because it begins with 0, which few people mean. Both hosts read it so. Undefined for
 * every other text.
 */
export function octalWarning(text: string): string | undefined {
  const match = integer.exec(text.replaceAll('_', ''));
  const digits = match?.[5];
  if (match === null || digits === undefined || digits === '' || Number(digits) < 8) return undefined;
  const value = `${match[1] === '-' ? '-' : ''}${Number.parseInt(digits, 8)}`;
  return `${text} is octal and means ${value}, here and in AWF; write ${value}, or put ${text} in quotes`;
}

const inexact = (text: string, value: number): string =>
  `${text} has more digits than a number holds here: AWF reads it exactly, this host as ${value}; put it in quotes`;

/** AWF makes a point in time of it, which it sends to plugins in RFC 3339. */
function readTime(text: string): PlainScalar {
  const point = pointInTime(text);
  if (point === undefined) return { value: text };
  return { value: text, warning: `AWF reads ${text} as the time ${point}, this host as a text; put it in quotes` };
}

function pointInTime(text: string): string | undefined {
  const [date = '', clock = '00:00:00Z'] = text.split(/[Tt ]/u);
  const [year = '', month = '', day = ''] = date.split('-');
  const full = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const days = new Date(`${full}T00:00:00Z`);
  if (Number.isNaN(days.getTime()) || !days.toISOString().startsWith(full)) return undefined;
  return `${full}T${/[Z+-]/u.test(clock) ? clock : `${clock}Z`}`;
}

const yes: ReadonlySet<string> = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON']);
const no: ReadonlySet<string> = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF']);

/** The words of YAML 1.1 for booleans. yaml.v3 takes them where a field must be a boolean, and nowhere else. */
export function readFlagWord(text: string): boolean | undefined {
  return yes.has(text) ? true : no.has(text) ? false : undefined;
}
