/**
 * What a plugin may do less than the user who runs it. The user of the host says so in the settings of the project; a plugin's own manifest cannot.
 * What is not given is not limited.
 */
export interface PluginSandbox {
  /** Names of the host's environment variables that the plugin gets, besides PATH. A `*` at the end stands for any rest. Absent: all. */
  readonly env?: readonly string[] | undefined;
  /** Further environment variables, by name. One of them counts before the host's. */
  readonly envValues?: Readonly<Record<string, string>> | undefined;
  /** The folder that it works in, as an absolute path. Absent: that of the host. */
  readonly workingDir?: string | undefined;
  /** Bytes of memory that each of its processes may use. */
  readonly memoryBytes?: number | undefined;
  /** Milliseconds of processor time that each of its processes may use, in whole seconds. */
  readonly cpuTimeMs?: number | undefined;
  /** File descriptors that each of its processes may have. */
  readonly openFiles?: number | undefined;
  /** Processes and threads that it may have, all together. */
  readonly processes?: number | undefined;
  /** Whether it must not gain rights that the host does not have, through programs such as sudo. Default: false. */
  readonly noNewPrivileges?: boolean | undefined;
  /** Whether it can write only to its sockets and to {@link PluginSandbox.writable}. Default: false. */
  readonly readOnly?: boolean | undefined;
  /** Folders that it may write to although its file system is read-only, as absolute paths. */
  readonly writable?: readonly string[] | undefined;
  /** False if it may use unix sockets alone. Default: true. */
  readonly network?: boolean | undefined;
}

/** A setting of {@link PluginSandbox}, by the name that it has in the file of the settings. */
export type SandboxDemand =
  | 'env'
  | 'env_values'
  | 'working_dir'
  | 'memory'
  | 'cpu_time'
  | 'open_files'
  | 'processes'
  | 'no_new_privileges'
  | 'read_only'
  | 'network';

/** The settings that limit something. `network: true` and the like do not. */
export function demandsOf(sandbox: PluginSandbox): readonly SandboxDemand[] {
  const made: Readonly<Record<SandboxDemand, boolean>> = {
    env: sandbox.env !== undefined,
    env_values: sandbox.envValues !== undefined,
    working_dir: sandbox.workingDir !== undefined,
    memory: sandbox.memoryBytes !== undefined,
    cpu_time: sandbox.cpuTimeMs !== undefined,
    open_files: sandbox.openFiles !== undefined,
    processes: sandbox.processes !== undefined,
    no_new_privileges: sandbox.noNewPrivileges === true,
    read_only: sandbox.readOnly === true,
    network: sandbox.network === false,
  };
  return (Object.keys(made) as readonly SandboxDemand[]).filter((name) => made[name]);
}
