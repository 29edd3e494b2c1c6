import type { HeaderBlock } from './hpack/header-block.js';

/** Fields of HTTP/1 that mean the connection; HTTP/2 has none, RFC 9113 section 8.2.2. */
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

/** Visible ASCII without capitals; a colon may only come first. */
const validName = /^:?[!#-9;-@[-~]+$/;
const invalidValue = /[\0\r\n]/;

/**
 * Whether these fields may begin a request, RFC 9113 section 8.3.1.
 * @returns what is wrong, if something is
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

/** Whether these fields may begin a response. */
export function problemOfResponse(block: HeaderBlock): string | undefined {
  const problem = problemOfFields(block, responsePseudo);
  if (problem !== undefined || block.truncated) return problem;
  const status = block.get(':status');
  return status !== undefined && /^[1-9]\d\d$/.test(status) ? undefined : 'a response without a valid :status';
}

/** Whether these fields may end a request or a response. */
export function problemOfTrailers(block: HeaderBlock): string | undefined {
  return problemOfFields(block, noPseudo);
}

/** Blanks at the ends of a value are no problem here, against the letter of RFC 9113: gRPC metadata may have them. */
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

/** Checks a block once, however many streams share it. */
export function checkOnce(block: HeaderBlock, check: Check): string | undefined {
  const known = verdicts.get(block);
  if (known?.check === check) return known.problem;
  const problem = check(block);
  verdicts.set(block, { check, problem });
  return problem;
}
