/**
 * The reaper's program, in POSIX sh with the tools that every system has: awk, cat, grep, sleep and rm, and ps where there is no /proc. A shell has 1 MB
 * and starts in 1 ms; ADR 0020 compares it with others.
 *
 * `$1` is the pid of the host, `$2` is the folder of the kernel's process table, or empty to ask ps. Descriptor 3 brings one order a line, and its end means that the host is gone:
 * - `folder ID PATH`: a folder of plugin ID. Whatever has PATH as PLUGIN_UNIX_SOCKET_DIR in its environment was started by that plugin.
 * - `plugin ID PID`: its process
 * - `gone ID`: it has exited in good order. Whatever it started may run until the host ends.
 * - `kill ID`: it has ended in another way, so the rest ends now
 * - `forget ID`: it belongs to another host
 *
 * A process is known by its pid and its start time together, because the system uses pids again. Zombies count as gone.
 * The lists have one entry a line: `plugins` "ID PID START", `folders` and `left` "ID PATH", `victims` "PID START".
 * awk finds the victims in one pass, because sh reads a file byte by byte. Before each kill, `alive` checks the process itself: what a process calls itself
 * could forge a line of the table, but not a file of it.
 */
export const reaperScript = `
host=$1
proc=$2
nl='
'
PATH=/usr/bin:/bin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL
IFS=$nl
set -f
plugins= folders= left= victims=
[ -r "$proc/self/stat" ] || proc=

parse() {
  IFS=' '
  set -- $1
  IFS=$nl
  case $1 in '' | Z* | X*) return 1 ;; esac
  parent=$2
  if [ -z "$proc" ]; then start=$3-$4-$5-$6-$7; else start=\${20}; fi
  [ -n "$start" ]
}

look() {
  if [ -z "$proc" ]; then
    stat=$(ps -o stat= -o ppid= -o lstart= -p "$1") && parse "$stat"
  else
    read -r stat <$proc/$1/stat && parse "\${stat##*) }"
  fi
}

alive() { look "\${1%% *}" && [ "$start" = "\${1#* }" ]; }

table() {
  if [ -z "$proc" ]; then ps -A -o pid= -o stat= -o ppid= -o lstart=; else set +f; cat $proc/[0-9]*/stat; fi
}

of() {
  found=
  for entry in $1; do case $entry in "$2 "*) found=$found$entry$nl ;; esac; done
}

without() {
  found=
  for entry in $1; do case $entry in "$2 "*) ;; *) found=$found$entry$nl ;; esac; done
}

marked() {
  marks=
  for entry in $1; do marks=$marks\${marks:+$nl}PLUGIN_UNIX_SOCKET_DIR=\${entry#* }; done
  [ -n "$marks" ] || return 0
  if [ -n "$proc" ]; then
    set +f
    files=$(grep -lF -e "$marks" $proc/[0-9]*/environ </dev/null)
    set -f
    for file in $files; do file=\${file%/environ}; printf '%s\\n' "\${file##*/}"; done
  elif [ "$(uname)" = Darwin ]; then
    for entry in $(ps -AwwE -o pid= -o command= | grep -F -e "$marks"); do
      entry=\${entry#"\${entry%%[! ]*}"}
      printf '%s\\n' "\${entry%% *}"
    done
  fi
}

survey='
$1 == "seed" { seed[$2] = $3; next }
!/^ *[0-9]+ / { next }
{
  pid = $1
  if (ps) { state = $2; up = $3; start = $4 "-" $5 "-" $6 "-" $7 "-" $8 }
  else { sub(/^.*[)] /, ""); state = $1; up = $2; start = $20 }
  if (state ~ /^[ZX]/) next
  parent[pid] = up
  began[pid] = start
}
END {
  for (pid in seed) if (pid in began && (seed[pid] == "any" || seed[pid] == began[pid])) victim[pid] = 1
  do {
    more = 0
    for (pid in parent) if (!(pid in victim) && parent[pid] in victim) { victim[pid] = 1; more = 1 }
  } while (more)
  for (pid in victim) print pid, began[pid]
}'

collect() {
  seeds=
  for entry in $victims; do seeds=$seeds'seed '$entry$nl; done
  for entry in $1; do seeds=$seeds'seed '\${entry#* }$nl; done
  for pid in $(marked "$2"); do seeds=$seeds'seed '$pid' any'$nl; done
  victims=
  [ -n "$seeds" ] || return 0
  [ -n "$proc" ] && ps= || ps=yes
  victims=$({ printf '%s' "$seeds"; table; } </dev/null | awk -v ps="$ps" "$survey")
}

end() {
  tries=0
  while collect "$1" "$2" && [ -n "$victims" ] && [ "$tries" -lt 20 ]; do
    for entry in $victims; do alive "$entry" && kill -KILL "\${entry%% *}"; done
    tries=$((tries + 1))
    sleep 0.02
  done
  victims=
}

hold() {
  for entry in $plugins; do entry=\${entry#* }; alive "$entry" && kill -STOP "\${entry%% *}"; done
}

ask() {
  living=
  for entry in $plugins; do
    entry=\${entry#* }
    alive "$entry" && kill -TERM "\${entry%% *}" && kill -CONT "\${entry%% *}" && living=$living\${entry%% *}$nl
  done
  tries=0
  while [ -n "$living" ] && [ "$tries" -lt 6 ]; do
    sleep 0.05
    left_over=
    for pid in $living; do kill -0 "$pid" && left_over=$left_over$pid$nl; done
    living=$left_over
    tries=$((tries + 1))
  done
}

drop() {
  without "$plugins" "$1"
  plugins=$found
  without "$folders" "$1"
  folders=$found
}

serve() {
  while read -r order; do
    verb=\${order%% *} rest=\${order#* }
    id=\${rest%% *} rest=\${rest#* }
    case $verb in
      folder) folders="$folders$id $rest$nl" ;;
      plugin) look "$rest" && [ "$parent" = "$host" ] && plugins="$plugins$id $rest $start$nl" ;;
      gone)
        of "$folders" "$id"
        marks_left=$left$found
        left=
        for mark in $marks_left; do [ -z "$(marked "$mark")" ] || left=$left$mark$nl; done
        drop "$id"
        ;;
      kill)
        of "$plugins" "$id"
        own=$found
        of "$folders" "$id"
        end "$own" "$found"
        drop "$id"
        ;;
      forget) drop "$id" ;;
    esac
  done
  # A plugin that exits first takes the trace to its children with it.
  hold
  collect "$plugins" "$folders$left"
  ask
  end "$plugins" "$folders$left"
  set --
  for entry in $folders; do set -- "$@" "\${entry#* }"; done
  [ $# = 0 ] || rm -rf -- "$@"
  # A process that was being forked when the host died shows its environment only now.
  sleep 0.1
  end "$plugins" "$folders$left"
  [ $# = 0 ] || rm -rf -- "$@"
}

trap '' HUP INT TERM
cd /
serve <&3 3<&- >/dev/null 2>&1 &
`;
