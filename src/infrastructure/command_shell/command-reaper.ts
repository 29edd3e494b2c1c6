import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Keeps the process groups of the commands that run, one order a line: `+GROUP`, `-GROUP`. The end of descriptor 3 means that the host is gone. Then it
 * ends all groups: SIGTERM first, SIGKILL after 0.3 s. It leaves a copy of itself in the background, which is not a child of the host.
 */
const script = `
trap '' HUP INT TERM
PATH=/usr/bin:/bin
export PATH
cd /
serve() {
  groups=' '
  while read -r order; do
    group=\${order#?}
    case $order in +*) groups="$groups$group " && continue ;; esac
    case $groups in *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;; esac
  done
  [ "$groups" != ' ' ] || exit 0
  for group in $groups; do kill -s TERM -- "-$group"; done
  sleep 0.3
  for group in $groups; do kill -s KILL -- "-$group"; done
}
serve <&3 3<&- >/dev/null 2>&1 &
`;

/** How often a reaper that somebody killed is started again. */
const mostRestarts = 3;

/**
 * A small process that outlives this one. When this process has gone, even by SIGKILL, it ends the commands that still run, each with its process
 * group. There is one for all commands of a runner, from its first one on. Nobody waits for it: the kernel keeps what is written to it.
 */
export class CommandReaper {
  readonly #groups = new Set<number>();
  #link: Socket | undefined;
  #restarts = 0;
  #closed = false;

  /** @param group the pid of a command that has just been started in a process group of its own */
  watch(group: number): void {
    this.#groups.add(group);
    if (this.#link === undefined) this.#start();
    else this.#link.write(`+${group}\n`);
  }

  /** The command has ended. What it left in its group on purpose runs on. */
  forget(group: number): void {
    this.#groups.delete(group);
    this.#link?.write(`-${group}\n`);
  }

  /** Lets the process end, and the commands that still run with it. */
  close(): void {
    this.#closed = true;
    this.#link?.destroy();
  }

  #start(): void {
    // Groups and signals are those of Unix.
    if (process.platform === 'win32' || this.#closed) return;
    const link = startReaper();
    if (link === undefined) return;
    link.unref();
    link.on('error', () => undefined);
    link.once('close', () => {
      this.#link = undefined;
      if (this.#groups.size === 0 || this.#restarts === mostRestarts) return;
      this.#restarts++;
      this.#start();
    });
    this.#link = link;
    link.write([...this.#groups].map((group) => `+${group}\n`).join(''));
  }
}

/** Undefined where no process can be started now. */
function startReaper(): Socket | undefined {
  try {
    const child = spawn('/bin/sh', ['-c', script, 'awf-command-reaper'], {
      // Its own session, so that Ctrl-C in a terminal does not reach it.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      // Of a plugin, this process would be a part, and end too early.
      env: {},
    });
    child.on('error', () => undefined);
    child.unref();
    const link = child.stdio[3];
    return link instanceof Socket ? link : undefined;
  } catch {
    return undefined;
  }
}
