/** A URL for a message, without what may be secret in it: a name and a password, and what follows a question mark. */
export function shownUrl(url: string): string {
  const end = url.search(/[?#]/u);
  const [path, mark] = end < 0 ? [url, ''] : [url.slice(0, end), `${url.charAt(end)}***`];
  const [scheme = '', ...rest] = path.split('//');
  if (rest.length === 0) return path + mark;
  const [authority = '', ...folders] = rest.join('//').split('/');
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return `${scheme}//${[host === authority ? host : `***@${host}`, ...folders].join('/')}${mark}`;
}
