# shellcheck shell=bash
# Messages, and the search for a JDK.

say() { printf 'souk: %s\n' "$*" >&2; }

fail() {
    say "$1"
    exit "${2:-1}"
}

# progress TEXT: one line that is overwritten; silent where nobody watches.
progress() { if [[ -t 2 ]]; then printf '\r\033[Ksouk: %s' "$*" >&2; fi; }

progress_done() { if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi; }

# java_major JAVA_HOME: prints the major version of a JDK, or nothing where there is none.
java_major() {
    [[ -x $1/bin/javac && -r $1/release ]] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Sets and exports JAVA_HOME to a JDK of version 17 or newer, and JAVA_MAJOR.
find_jdk() {
    local candidates=() home path_java
    [[ -z ${JAVA_HOME:-} ]] || candidates+=("$JAVA_HOME")
    path_java=$(command -v javac || true)
    [[ -z $path_java ]] || candidates+=("$(dirname "$(dirname "$(readlink -f "$path_java")")")")
    candidates+=(/usr/lib/jvm/*)
    for home in "${candidates[@]}"; do
        JAVA_MAJOR=$(java_major "$home")
        if [[ -n $JAVA_MAJOR && $JAVA_MAJOR -ge 17 ]]; then
            export JAVA_HOME=$home
            return
        fi
    done
    fail "a JDK 17 or newer is needed: install one (Debian: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME"
}

# json_string TEXT: prints TEXT as a JSON string.
json_string() {
    local text=${1//\\/\\\\}
    printf '"%s"' "${text//\"/\\\"}"
}
