import type { HeaderBlock } from './hpack/header-block.js';

/** HTTP/1 fields about the connection. They are invalid in HTTP/2, RFC 9113 section 8.2.2. */
export const connectionFields: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

const requestPseudo: ReadonlySet<string> = new Set([':method', ':scheme', ':authority', ':path']);
const responsePseudo: ReadonlySet<string> = new Set([':status']);
const noPseudo: ReadonlySet<string> = new Set();

/** Visible ASCII without capitals. A colon is only allowed at the beginning. */
const validName = /^:?[!#-9;-@[-~]+$/;
const invalidValue = /[\0\r\n]/;

/**
 * Checks the headers of a request, RFC 9113 section 8.3.1.
 * @returns the problem, or undefined if there is none
 */
export function problemOfRequest(block: HeaderBlock): string | undefined {
  const problem = problemOfFields(block, requestPseudo);
  if (problem !== undefined || block.truncated) return problem;
  if (block.get(':method') === undefined) return 'a request without :method';
  if (block.get(':method') === 'CONNECT') return undefined;
  if (block.get(':scheme') === undefined) return 'a request without :scheme';
  const path = block.get(':path');
  return path === undefined || path === '' ? 'a request without :path' : undefined;
}

/** The same for the headers of a response. */
export function problemOfResponse(block: HeaderBlock): string | undefined {
  const problem = problemOfFields(block, responsePseudo);
  if (problem !== undefined || block.truncated) return problem;
  const status = block.get(':status');
  return status !== undefined && /^[1-9]\d\d$/.test(status) ? undefined : 'a response without a valid :status';
}

/** The same for trailers. */
export function problemOfTrailers(block: HeaderBlock): string | undefined {
  return problemOfFields(block, noPseudo);
}

/** Contrary to RFC 9113, a value may begin and end with blanks, because gRPC metadata may. */
function problemOfFields({ fields }: HeaderBlock, pseudo: ReadonlySet<string>): string | undefined {
  const seen = new Set<string>();
  let regular = false;
  for (const { name, value } of fields) {
    if (!validName.test(name)) return 'a field name that is not valid';
    if (invalidValue.test(value)) return `a value of ${name} that is not valid`;
    if (!name.startsWith(':')) {
      regular = true;
      if (connectionFields.has(name)) return `the field ${name}, which HTTP/2 forbids`;
      if (name === 'te' && value !== 'trailers') return 'the field te with something else than trailers';
      continue;
    }
    if (regular) return `${name} behind other fields`;
    if (!pseudo.has(name)) return `${name}, which does not belong here`;
    if (seen.has(name)) return `${name} twice`;
    seen.add(name);
  }
  return undefined;
}

type Check = (block: HeaderBlock) => string | undefined;

const verdicts = new WeakMap<HeaderBlock, { readonly check: Check; readonly problem: string | undefined }>();

/** Checks a block. A block that several streams share is checked only once. */
export function checkOnce(block: HeaderBlock, check: Check): string | undefined {
  const known = verdicts.get(block);
  if (known?.check === check) return known.problem;
  const problem = check(block);
  verdicts.set(block, { check, problem });
  return problem;
}
