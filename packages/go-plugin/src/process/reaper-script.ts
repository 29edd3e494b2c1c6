/**
 * The reaper's program, in POSIX sh with the tools that every system has: grep, sleep and rm, and ps where there is no /proc. A shell has 1 MB
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
 * The lists have one entry a line: `plugins` "ID PID START", `folders` and `left` "ID PATH", `processes` "PID PARENT START", `victims` "PID START".
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
plugins= folders= left= victims= processes=
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

list() {
  processes=
  if [ -z "$proc" ]; then
    for entry in $(ps -A -o pid= -o stat= -o ppid= -o lstart=); do
      entry=\${entry#"\${entry%%[! ]*}"}
      parse "\${entry#* }" && processes=$processes\${entry%% *}' '$parent' '$start$nl
    done
  else
    set +f
    for entry in $proc/[0-9]*; do
      pid=\${entry##*/}
      set -f
      look "$pid" && processes="$processes$pid $parent $start$nl"
    done
    set -f
  fi
}

alive() { look "\${1%% *}" && [ "$start" = "\${1#* }" ]; }

add() {
  case $nl$victims in *"$nl$1 "*) return ;; esac
  victims="$victims$1 $2$nl"
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

collect() {
  kept=
  for entry in $victims; do alive "$entry" && kept=$kept$entry$nl; done
  victims=$kept
  for entry in $1; do entry=\${entry#* }; alive "$entry" && add "\${entry%% *}" "$start"; done
  for pid in $(marked "$2"); do look "$pid" && add "$pid" "$start"; done
  [ -n "$victims" ] || return 0
  list
  more=yes
  while [ -n "$more" ]; do
    more=
    for entry in $processes; do
      pid=\${entry%% *}
      rest=\${entry#* }
      case $nl$victims in *"$nl$pid "*) continue ;; esac
      case $nl$victims in *"$nl\${rest%% *} "*) add "$pid" "\${rest#* }" && more=yes ;; esac
    done
  done
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

ask() {
  for entry in $plugins; do entry=\${entry#* }; alive "$entry" && kill -TERM "\${entry%% *}"; done
  tries=0
  while [ "$tries" -lt 16 ]; do
    living=
    for entry in $plugins; do alive "\${entry#* }" && living=yes; done
    [ -n "$living" ] || return 0
    tries=$((tries + 1))
    sleep 0.05
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
  collect "$plugins" "$folders$left"
  ask
  end "$plugins" "$folders$left"
  # A process that was being forked when the host died shows its environment only now.
  sleep 0.1
  end "$plugins" "$folders$left"
  for entry in $folders; do rm -rf -- "\${entry#* }"; done
}

trap '' HUP INT TERM
cd /
serve <&3 3<&- >/dev/null 2>&1 &
`;
