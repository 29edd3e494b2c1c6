/**
 * Reads the URL that an input has.
 * @throws Error for anything but a URL of HTTP. It does not show the URL, which may hold a secret.
 */
export function webAddress(text: string, input: string): URL {
  const given = text.trim();
  if (!/^https?:\/\//iu.test(given)) throw new Error(`${input} must begin with http:// or https://`);
  if (!URL.canParse(given)) throw new Error(`${input} is not a URL`);
  return new URL(given);
}

/** The host of a URL as a name or an address. An IPv6 address has no brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/u, '$1');
