const prefixes = ['SECRET_', 'API_KEY', 'PASSWORD', 'TOKEN'];

/** Whether AWF takes a name for that of a secret: of a variable, an input or a setting. It looks at how the name begins, in any case. */
export function isSecretName(name: string): boolean {
  const upper = name.slice(0, 'PASSWORD'.length).toUpperCase();
  return prefixes.some((prefix) => upper.startsWith(prefix));
}
