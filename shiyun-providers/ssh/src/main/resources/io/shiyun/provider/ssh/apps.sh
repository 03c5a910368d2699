# What is done on a machine for one replica of an app, by the POSIX shell. Whoever calls sets: owner and replica, two lines of the
# environment that each process of the replica carries; folder, where the replica lies; leader and begun, the number of its first
# process and when that started, both empty where they are not known.

# Reads what the kernel tells of a process, see proc(5). Its name may hold spaces and parentheses, so fields count from the last
# closing one. It started at so many clock ticks since the boot.
look() {
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- ${line##*) }
  state=$1 session=$4 threads=${18} start=${20}
}

# One that only waits to be collected by its parent is dead, unless threads of it are still on their way out.
dead() { [ "$state" = X ] || { [ "$state" = Z ] && [ "$threads" -le 1 ]; }; }

runs() { look "$1" && [ "$start" = "$2" ] && ! dead; }

# Whether the environment that process $1 began with has each of the other lines.
carries() {
  had=$(tr '\0' '\n' 2>/dev/null <"/proc/$1/environ") || return 1
  shift
  for wanted; do
    printf '%s\n' "$had" | grep -qxF -- "$wanted" || return 1
  done
}

# The numbers of the processes whose environment has this text somewhere.
candidates() {
  grep -lF -- "$1" /proc/[0-9]*/environ 2>/dev/null | sed 's|^/proc/||; s|/environ$||'
}

hit() { kill -s "$1" "$2" 2>/dev/null && struck=$((struck + 1)); }

# Sends a signal to each process of the replica and counts them. A number alone proves nothing, since it is given again: it counts
# with its start, with the session of a leader that is proved so, or with its environment, looked at just before the signal.
strike() {
  struck=0
  if [ -n "$leader" ] && look "$leader" && [ "$start" = "$begun" ]; then
    for process in /proc/[0-9]*; do
      look "${process#/proc/}" && ! dead && [ "$session" = "$leader" ] && hit "$1" "${process#/proc/}"
    done
  fi
  for process in $(candidates "$replica"); do
    look "$process" && ! dead && carries "$process" "$owner" "$replica" && hit "$1" "$process"
  done
}

pause() { sleep 0.1 2>/dev/null || sleep 1; }

# Asks the replica to end, waits for so many tenths of a second, kills what is left.
finish() {
  strike 0
  [ "$struck" -gt 0 ] || return 0
  if [ "$1" -gt 0 ]; then
    strike TERM
    waited=0
    while [ "$waited" -lt "$1" ]; do
      if [ -n "$leader" ]; then
        runs "$leader" "$begun" || break
      else
        strike 0
        [ "$struck" -gt 0 ] || break
      fi
      pause
      waited=$((waited + 1))
    done
  fi
  tries=0
  while strike KILL && [ "$struck" -gt 0 ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 50 ]; then
      echo "$struck processes cannot be killed" >&2
      return 71
    fi
    pause
  done
  return 0
}

# Ends what an earlier start left, makes the folder, tells which ports are listened on.
prepare() {
  if [ ! -r /proc/self/stat ] || [ ! -r /proc/net/tcp ] || ! command -v setsid >/dev/null; then
    echo "there is no Linux with /proc and setsid" >&2
    return 70
  fi
  finish 0 || return
  umask 077
  mkdir -p "$folder/root" || return 72
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null
  return 0
}

# Starts the replica in a session of its own and tells its number, its start and the boot. $1 is the line of its environment that
# tells this start from others, $2 and $3 bound its log, $4 is the folder it starts in, the rest is its command.
launch() {
  cd "$folder" || return 72
  if ! (cd "root/$4" && . "${OLDPWD:?}/env" && command -v "$5") >/dev/null 2>&1; then
    return 127
  fi
  mark=$1
  shift
  setsid env -i PATH="$PATH" ${LANG:+LANG="$LANG"} ${TZ:+TZ="$TZ"} "$owner" "$replica" "$mark" sh ./keep "$@" \
    </dev/null >/dev/null 2>&1 &
  start=0
  look "$!"
  echo "$! $start $(cat /proc/sys/kernel/random/boot_id)"
}

# Tells the boot, and of each process, given by number, start and folder, whether it runs and else how it ended.
watch() {
  cat /proc/sys/kernel/random/boot_id
  while [ $# -ge 3 ]; do
    if runs "$1" "$2"; then
      echo "$1 $2 runs"
    else
      code=
      { read -r code <"$3/exit"; } 2>/dev/null
      echo "$1 $2 ended $code"
    fi
    shift 3
  done
}

# Tells number, start and boot of the first process of the replica, the one that carries this line.
seek() {
  for process in $(candidates "$1"); do
    if look "$process" && ! dead && [ "$session" = "$process" ] && carries "$process" "$owner" "$replica" "$1"; then
      echo "$process $start $(cat /proc/sys/kernel/random/boot_id)"
      return
    fi
  done
}

generations() { ls | sed -n 's/^log\.\([0-9][0-9]*\)$/\1/p' | sort -n; }

# Tells where in the log of the replica it reads on, then at most $3 bytes of it: generation, offset, whether that generation is
# closed, and its size. A generation that is no longer kept goes on at the oldest there is.
read_log() {
  cd "$folder" 2>/dev/null || return 0
  kept=$(generations)
  active=1
  found=
  for each in $kept; do
    active=$((each + 1))
    [ "$each" -lt "$1" ] || found=${found:-$each}
  done
  generation=$1 offset=$2
  if [ "$1" -ne "$active" ] && [ "$1" != "$found" ]; then
    set -- $kept "$active" "$3"
    generation=${found:-$1} offset=0
  fi
  closed=1 file=log.$generation
  [ "$generation" -lt "$active" ] || closed=0 file=log
  size=0
  [ ! -e "$file" ] || size=$(wc -c <"$file")
  if [ "$offset" -gt "$size" ]; then
    offset=0
    [ "$closed" -eq 0 ] || offset=$size
  fi
  echo "$generation $offset $closed" $size
  for count; do :; done
  [ "$size" -eq 0 ] || tail -c +$((offset + 1)) "$file" | head -c "$count"
}

# Tells the generation that is written and its size, then the last $1 lines there are, in no more than $2 bytes.
tail_log() {
  cd "$folder" 2>/dev/null || return 0
  last=
  active=1
  for each in $(generations); do last=log.$each active=$((each + 1)); done
  size=0
  [ ! -e log ] || size=$(wc -c <log)
  echo "$active" $size
  { [ -z "$last" ] || tail -c "$2" "$last"; [ "$size" -eq 0 ] || head -c "$size" log; } 2>/dev/null | tail -n "$1" | tail -c "$2"
}

# Tells when the log was last written to, in seconds since 1970.
written() { [ ! -e "$folder/log" ] || stat -c %Y "$folder/log"; }

# Ends the replica and takes its folder away, with $2 folders above it that are then empty.
remove() {
  finish "$1" || return
  rm -rf "$folder" || return 72
  above=$folder
  left=$2
  while [ "$left" -gt 0 ]; do
    above=${above%/*}
    rmdir "$above" 2>/dev/null || return 0
    left=$((left - 1))
  done
}
