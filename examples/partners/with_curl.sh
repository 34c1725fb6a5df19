#!/bin/sh
# Send a command with curl to a platform that runs in one process, without a broker (`make run`).
#
#     sh with_curl.sh command.json [http://127.0.0.1:8000]
#
# command.json is a CloudEvent in structured JSON; keep it, and in doubt send the same file again. The answer is
# printed. The exit code is 0 if it was carried out, 1 if it was refused, 2 if it was not taken or this was called
# wrongly, 75 if nobody knows yet.
set -u

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo '用法 usage: sh with_curl.sh command.json [http://127.0.0.1:8000]' >&2
  exit 2
elif [ ! -r "$1" ]; then
  echo "没有这个文件，或不能读 no such file, or it cannot be read: $1" >&2
  exit 2
fi
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
status=$(
  curl --silent --show-error --max-time 30 --retry 4 --retry-connrefused \
    --header 'content-type: application/cloudevents+json' --data-binary "@$1" \
    --output "$answer" --write-out '%{http_code}' "${2:-http://127.0.0.1:8000}/api/commands"
)
cat "$answer"
# A quotation mark inside of a JSON string has a backslash before it: only the type itself can match.
is() { grep -Eq "\"type\": ?\"[a-z]+\.command\.$1\.v1\"" "$answer"; }
case $status in
  200) if is accepted; then exit 0; elif is refused; then exit 1; fi ;;
  4??) exit 2 ;;
esac
exit 75
