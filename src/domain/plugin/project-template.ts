/** What a plugin can be for. There is a template for each. */
export const pluginKinds = ['operation', 'validator', 'step-type', 'events'] as const;
/** One of {@link pluginKinds}. */
export type PluginKind = (typeof pluginKinds)[number];

/** The languages that there are templates for. */
export const pluginLanguages = ['ts', 'js', 'go', 'python'] as const;
/** One of {@link pluginLanguages}. */
export type PluginLanguage = (typeof pluginLanguages)[number];

/** What a new project is for. */
export interface ProjectChoice {
  /** By which workflows address the plugin. */
  readonly name: string;
  readonly kind: PluginKind;
  readonly language: PluginLanguage;
  /** What npm installs the SDK from: a version, or `file:` and a path. */
  readonly sdk: string;
}

/** A file of a template, or of the project that is made of it. */
export interface ProjectFile {
  /** With slashes. */
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

/** What is wrong with the name of a new plugin, if anything. It becomes the name of a program and of packages, which have lower case only. */
export const newPluginNameProblem = (name: string): string | undefined =>
  /^[a-z](?:[a-z0-9]|[-_](?=[a-z0-9])){0,63}$/u.test(name)
    ? undefined
    : 'must begin with a letter and hold lower-case letters, digits and single "-" or "_" between them, at most 64';

/** Stands for the name of the plugin, in texts and in names of files. It is a valid name, so that templates are programs. */
const namePlaceholder = 'plugin-name';
const sdkPlaceholder = 'sdk-version';

/**
 * The folders that a project is made of. Where two have the same file, the later one counts. The tests of TypeScript are valid in JavaScript as
 * well, and its sources are replaced.
 */
export function templateFolders({ kind, language }: Pick<ProjectChoice, 'kind' | 'language'>): readonly string[] {
  const family = language === 'ts' || language === 'js' ? ['node', `ts-${kind}`] : [];
  return [...new Set([`kind-${kind}`, ...family, language, `${language}-${kind}`])];
}

/** A file of a project, from that of its template. */
export function projectFile(
  { path, text, executable }: ProjectFile,
  { name, language, sdk }: ProjectChoice,
): ProjectFile {
  const filled = text.replaceAll(namePlaceholder, name).replaceAll(sdkPlaceholder, sdk);
  const named = path.replaceAll(namePlaceholder, name).replace(/(?<=^|\/)gitignore$/u, '.gitignore');
  // The sources that both languages have in common are valid in both.
  const extended = language === 'js' ? named.replace(/\.ts$/u, '.js') : named;
  // An archive of npm does not keep the mode of every file.
  const runs = executable || /(?:^|\/)awf-plugin-[^/]+$/u.test(extended);
  return { path: extended, text: filled, executable: runs };
}
