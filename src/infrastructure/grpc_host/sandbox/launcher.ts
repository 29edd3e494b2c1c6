import type { PluginSandbox } from '../../../domain/plugin/plugin-sandbox.js';

/** The programs that are to take rights away, by their absolute paths: the PATH of the plugin must not decide which program limits it. */
export interface Means {
  /** Starts a program without network, or with a count of processes of its own. It replaces itself with the program. */
  readonly unshare?: string;
  /** Does the same and more. It stays beside the program. */
  readonly bwrap?: string;
  /** Takes away what a program such as sudo could give. bwrap always does. */
  readonly setpriv?: string;
}

/** The name of a program in {@link Means}. */
export type Tool = keyof Means;

/** A program and its arguments, to which a program that it starts is added. */
export type Launcher = readonly [program: string, ...args: string[]];

/** The shell that sets the limits of resources. */
export const shell = '/bin/sh';

/**
 * What starts a plugin with fewer rights, the outermost program first: namespaces, limits, privileges. Undefined if nothing has to.
 * @param socketDir stays writable
 */
export function launcherOf(sandbox: PluginSandbox, means: Means, socketDir: string | undefined): Launcher | undefined {
  const limits = limitsScript(sandbox);
  const [program, ...args] = [
    ...(means.bwrap === undefined ? [] : bubblewrap(means.bwrap, sandbox, socketDir)),
    ...(means.unshare === undefined ? [] : unshare(means.unshare, sandbox)),
    ...(limits === undefined ? [] : [shell, '-c', limits, 'sandbox']),
    ...(means.setpriv === undefined ? [] : [means.setpriv, '--no-new-privs', '--']),
  ];
  return program === undefined ? undefined : [program, ...args];
}

/** The user keeps their id. Memory and environment of processes outside of the namespace cannot be read. */
const unshare = (path: string, { network }: PluginSandbox): readonly string[] => [
  ...[path, '--user', '--map-current-user'],
  ...(network === false ? ['--net'] : []),
  '--',
];

/**
 * bwrap stays beside the plugin, and kills it when it is killed itself. The plugin sees no process outside of its namespace. Without a session of its
 * own, it could type into the terminal.
 */
function bubblewrap(path: string, sandbox: PluginSandbox, socketDir: string | undefined): readonly string[] {
  const { readOnly = false, writable = [], network } = sandbox;
  const open = readOnly ? [...writable, ...(socketDir === undefined ? [] : [socketDir])] : [];
  return [
    ...[path, '--unshare-user', '--unshare-pid', '--unshare-ipc'],
    ...(network === false ? ['--unshare-net'] : []),
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    // A read-only bind has no devices, so /dev is made anew.
    ...(readOnly ? ['--ro-bind', '/', '/', '--dev', '/dev'] : ['--dev-bind', '/', '/']),
    ...['--proc', '/proc'],
    ...open.flatMap((path) => ['--bind', path, path]),
    '--',
  ];
}

/** An end of the script with this status has nothing to do with the plugin. */
const refused = 126;

/**
 * A limit that is lower already is kept. The letters are those of POSIX shells; for processes, dash has -p and bash -u.
 * Whatever fails ends the script before the plugin.
 */
const prelude = `
limit() {
  ulimit "$1" "$2" 2>/dev/null && return
  most=$(ulimit -H "$1") && [ "$most" != unlimited ] && [ "$most" -le "$2" ] && return
  echo "the limit $1 of the shell cannot be set to $2" >&2
  exit ${refused}
}
`;

function limitsScript({ memoryBytes, cpuTimeMs, openFiles, processes }: PluginSandbox): string | undefined {
  const lines = [
    ...(openFiles === undefined ? [] : [`limit -n ${openFiles}`]),
    // In KiB. Not -v: V8 and Go reserve far more addresses than they use.
    ...(memoryBytes === undefined ? [] : [`limit -d ${Math.floor(memoryBytes / 1024)}`]),
    ...(cpuTimeMs === undefined ? [] : [`limit -t ${Math.ceil(cpuTimeMs / 1000)}`]),
    ...(processes === undefined
      ? []
      : [`case $(ulimit -u 2>/dev/null) in '') limit -p ${processes} ;; *) limit -u ${processes} ;; esac`]),
  ];
  return lines.length === 0 ? undefined : `${prelude}${lines.join('\n')}\nexec "$@"`;
}
