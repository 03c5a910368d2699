# Keeps one replica of an app, for as long as it runs: starts its command, bounds its log, writes down how it ended. Begins in the
# folder of the replica, where env holds its variables. $1 is how large the log may grow, $2 how many older ones are kept, $3 the
# folder below root that the command begins in; the rest is the command.
largest=$1 keep=$2 at=$3
shift 3
umask 077
HOME=$(pwd)/root
export HOME
. ./env
rm -f exit

# The command has the file open and appends: what it writes between the copy and the cut is lost.
bound() {
  size=$(wc -c <log)
  [ "$size" -ge "$largest" ] || return 0
  newest=0
  for old in log.*; do
    case ${old#log.} in
    *[!0-9]*) ;;
    *) [ "${old#log.}" -le "$newest" ] || newest=${old#log.} ;;
    esac
  done
  if cp log log.new && mv log.new "log.$((newest + 1))"; then
    : >log
  else
    rm -f log.new
    [ "$size" -lt $((largest * 2)) ] || : >log
  fi
  for old in log.*; do
    case ${old#log.} in
    *[!0-9]*) ;;
    *) [ "${old#log.}" -gt $((newest + 1 - keep)) ] || rm -f "$old" ;;
    esac
  done
}

trap : TERM INT HUP
(cd "root/$at" && exec "$@") >>log 2>&1 </dev/null &
command=$!
(trap - TERM; while sleep 2; do bound; done) >/dev/null 2>&1 </dev/null &
bounding=$!
# A signal ends the waiting and not the command.
while wait "$command"; code=$?; [ "$code" -gt 128 ] && [ -d "/proc/$command" ]; do :; done
echo "$code" >exit
kill -s KILL "$bounding" 2>/dev/null
exit "$code"
