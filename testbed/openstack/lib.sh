# Sourced by up, down and prove: names, ports, and processes that are known by pid and start time.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
export LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
unset PYTHONPATH PYTHONHOME http_proxy https_proxy HTTP_PROXY HTTPS_PROXY all_proxy ALL_PROXY

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
host=127.0.0.1
base=${PORTBASE:-15000}
# One port each, in this order from PORTBASE.
port_names=(keystone placement glance nova neutron mariadb rabbitmq epmd erlang cinder magnum)
declare -A port
for i in "${!port_names[@]}"; do port[${port_names[$i]}]=$((base + i)); done

began=$(date +%s%N)
say() { printf '[%5.1f s] %s\n' "$(($(date +%s%N) - began))e-9" "$*" >&2; }
die() {
  say "FAILED: $*"
  exit 1
}

# choose [DIR] [--FLAG]...: sets dir and flags from the command line
choose() {
  dir='' flags=()
  while [ $# -gt 0 ]; do
    case $1 in
      --*) flags+=("$1") ;;
      *) [ -z "$dir" ] || die "one DIR only: '$dir' and '$1' were given"; dir=$1 ;;
    esac
    shift
  done
  dir=${dir:-${TMPDIR:-/tmp}/shiyun-openstack}
  case $dir in /*) ;; *) dir=$PWD/$dir ;; esac
  [[ $base =~ ^[0-9]+$ ]] && [ "$base" -ge 1024 ] && [ "$base" -le 65500 ] || die "PORTBASE is '$base', not a number from 1024 to 65500"
}

# What began, not merely a pid: pids come back.
birth() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
pid_of() { # NAME: the pid, if that very process still lives
  local pid at
  read -r pid at 2>/dev/null <"$dir/run/$1" && [ "$(birth "$pid")" = "$at" ] && echo "$pid"
}
alive() { pid_of "$1" >/dev/null; }

start() { # NAME COMMAND...: in a session of its own, its output in log/NAME.out
  local name=$1 pid
  shift
  alive "$name" && return
  setsid "$@" >"$dir/log/$name.out" 2>&1 </dev/null 9>&- &
  pid=$!
  echo "$pid $(birth $pid)" >"$dir/run/$name"
}

listens() { (exec 3<>"/dev/tcp/$host/$1") 2>/dev/null; }
await() { # NAME: until it listens on its port
  local i
  for ((i = 0; i < 2400; i++)); do
    listens "${port[$1]}" && return
    alive "$1" || die "$1 ended: $(tail -n 3 "$dir/log/$1.out" | tr '\n' ' ') (all of it in $dir/log)"
    sleep 0.1
  done
  die "$1 does not listen on $host:${port[$1]} after 4 min; see $dir/log"
}

stop() { # NAME...: all at once, politely; what is still there after 15 s is killed with its session
  local name pid i left
  for name in "$@"; do
    pid=$(pid_of "$name") && kill -TERM "$pid" 2>/dev/null || true
  done
  for ((i = 0; i < 150; i++)); do
    left=''
    for name in "$@"; do alive "$name" && left+=" $name" || true; done
    [ -z "$left" ] && break
    sleep 0.1
  done
  for name in $left; do
    pid=$(pid_of "$name") && kill -KILL -- "-$pid" 2>/dev/null || true
  done
  for name in "$@"; do rm -f "$dir/run/$name"; done
}
running() { # the names of all that were started and live
  local file
  for file in "$dir"/run/*; do
    [ -e "$file" ] && alive "${file##*/}" && echo "${file##*/}" || true
  done
}
