/** The file of a project that says how to build its plugin. */
export const projectFileName = 'plugin.build.yaml';

/** How the folder of a plugin is made from a project. */
export interface PluginBuild {
  /** In the language of the shell, for the folder of the project. */
  readonly command: string;
  /** The folder that is the plugin afterwards. */
  readonly output: string;
}

/** What a person works on to make a plugin. */
export interface PluginProject {
  readonly directory: string;
  /** Absent: the folder is the plugin as it is. */
  readonly build?: PluginBuild | undefined;
}

/** The folder that is the plugin, once the project has been built. */
export const pluginFolderOf = ({ directory, build }: PluginProject): string => build?.output ?? directory;
