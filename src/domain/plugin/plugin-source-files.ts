/** Folders of what tools install, make and keep. Hidden folders need no entry. */
const foldersOfTools: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  'build',
  'release',
  'coverage',
  'target',
  'venv',
  '__pycache__',
]);

/** What editors and systems leave for a moment, and what interpreters compile. */
const passing = /^(?:4913|\.DS_Store|#.*#|\.#.*)$|~$|\.(?:sw[a-z]|tmp|pyc|log|tsbuildinfo)$/u;

/**
 * Whether a file of a project may be a source of its plugin, so that the plugin has to be built again when it changes.
 *
 * @param path relative to the project, with slashes
 * @param output the folder that the build makes, relative in the same way
 */
export function isPluginSource(path: string, output?: string): boolean {
  if (output !== undefined && (path === output || path.startsWith(`${output}/`))) return false;
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  if (foldersOfTools.has(name) || passing.test(name)) return false;
  return !parts.some((folder) => folder.startsWith('.') || foldersOfTools.has(folder));
}
