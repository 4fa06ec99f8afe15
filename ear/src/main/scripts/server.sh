# shellcheck shell=bash
# Starts, stops and describes one control plane. Everything that changes lives in its home folder:
#   souk.properties   the settings            db/, blocks/   the data
#   log/              server and console log  server.pid     the process
#   domain/           Payara's working copy, made anew at every start, so that nothing of a crash remains
# The server under ear/target is only read, so any number of homes can run from it at once.

SERVER=$SOUK_ROOT/ear/target/server
# A start that has failed is noticed at once; the limit is for a machine that is busy with something else.
START_TIMEOUT_SECONDS=${SOUK_START_TIMEOUT:-300}
STOP_TIMEOUT_SECONDS=${SOUK_STOP_TIMEOUT:-30}
PORT_KEYS=(souk.http.port souk.websocket.port souk.grpc.port souk.admin.port)

declare -A SETTINGS=() OVERRIDES=()
AS_JSON=0

parse_server_options() {
    HOME_DIR=${SOUK_HOME:-.souk}
    while [[ $# -gt 0 ]]; do
        case $1 in
            --home) [[ $# -ge 2 ]] || fail "--home needs a folder" 2; HOME_DIR=$2; shift 2 ;;
            --home=*) HOME_DIR=${1#*=}; shift ;;
            --set) [[ $# -ge 2 ]] || fail "--set needs key=value" 2; add_override "$2"; shift 2 ;;
            --set=*) add_override "${1#*=}"; shift ;;
            --json) AS_JSON=1; shift ;;
            *) fail "unknown option '$1'" 2 ;;
        esac
    done
    [[ -n $HOME_DIR ]] || fail "the home folder has no name" 2
    HOME_DIR=$(realpath -m -- "$HOME_DIR")
    PID_FILE=$HOME_DIR/server.pid
    ARGS_FILE=$HOME_DIR/server.args
    LOG=$HOME_DIR/log/server.log
    CONSOLE=$HOME_DIR/log/console.log
}

add_override() {
    [[ $1 =~ ^([A-Za-z0-9._-]+)=(.*)$ ]] || fail "--set wants key=value but got '$1'" 2
    OVERRIDES[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
}

# Defaults, then souk.properties, then the environment (as MicroProfile Config names it), then --set.
load_settings() {
    local file=$HOME_DIR/souk.properties line number=0 key name
    SETTINGS=(
        [souk.http.port]=8080 [souk.websocket.port]=9001 [souk.grpc.port]=50051 [souk.admin.port]=4848
        # H2 writes a commit to the disk half a second late unless told otherwise: kill -9 would lose it.
        [souk.db.url]="jdbc:h2:file:$HOME_DIR/db/souk;DB_CLOSE_DELAY=-1;WRITE_DELAY=0"
        # Without it /openapi names the host and every port, the nodes' too.
        [mp.openapi.servers]=/api
    )
    if [[ -e $file ]]; then
        while IFS= read -r line || [[ -n $line ]]; do
            number=$((number + 1))
            [[ $line =~ ^[[:space:]]*([#!].*)?$ ]] && continue
            [[ $line =~ ^[[:space:]]*([A-Za-z0-9._-]+)[[:space:]]*[=:][[:space:]]*(.*[^[:space:]]|)[[:space:]]*$ ]] \
                || fail "$file:$number: not key=value: $line" 2
            SETTINGS[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
        done <"$file"
    fi
    for key in "${!SETTINGS[@]}"; do
        name=${key^^}
        name=${name//[^A-Z0-9]/_}
        [[ -z ${!name:-} ]] || SETTINGS[$key]=${!name}
    done
    for key in "${!OVERRIDES[@]}"; do
        SETTINGS[$key]=${OVERRIDES[$key]}
    done
    if [[ -z ${SETTINGS[souk.db.driver]:-}${SOUK_DB_DRIVER:-} && ${SETTINGS[souk.db.url]} == jdbc:postgresql:* ]]; then
        SETTINGS[souk.db.driver]=org.postgresql.ds.PGSimpleDataSource
    fi
    SETTINGS[souk.home]=$HOME_DIR
    SETTINGS[souk.version]=$(souk_version)
}

souk_version() { sed -n '/<version>/{s:.*<version>\(.*\)</version>.*:\1:p;q}' "$SOUK_ROOT/pom.xml"; }

check_ports() {
    local key port
    local -A seen=()
    for key in "${PORT_KEYS[@]}"; do
        port=${SETTINGS[$key]}
        [[ $port =~ ^[0-9]{1,5}$ && $port -ge 1 && $port -le 65535 ]] || fail "$key must be a port from 1 to 65535 but is '$port'" 2
        [[ -z ${seen[$port]:-} ]] || fail "$key and ${seen[$port]} are both $port; give one of them another port" 2
        seen[$port]=$key
        # A server that was just killed gives its ports back only when its memory is gone: look again for a moment.
        for _ in 1 2 3 4 5 6 7 8 9 10; do
            port_in_use "$port" || continue 2
            sleep 0.5
        done
        fail "port $port is in use; choose another: ./souk up --set $key=PORT, or $key=PORT in $HOME_DIR/souk.properties"
    done
}

port_in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Minimal installations have no ps.
process_arguments() {
    if [[ -d /proc/self ]]; then
        { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null || true
    else
        ps -ww -o args= -p "$1" 2>/dev/null || true
    fi
}

process_memory_kb() {
    if [[ -d /proc/self ]]; then
        sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$1/status" 2>/dev/null || true
    else
        ps -o rss= -p "$1" 2>/dev/null || true
    fi
}

# Prints the pid of this home's server, if it runs. A recycled pid does not fool it: the process must name this home.
server_pid() {
    local pid
    [[ -r $PID_FILE ]] || return 0
    pid=$(<"$PID_FILE")
    [[ $pid =~ ^[0-9]+$ ]] || return 0
    # A process that has ended but was not reaped yet has no arguments left.
    if [[ $(process_arguments "$pid") == *" -domaindir $HOME_DIR/domain "* ]]; then
        printf '%s' "$pid"
    fi
}

prepare_domain() {
    rm -rf "$HOME_DIR/domain"
    cp -r "$SERVER/domain" "$HOME_DIR/domain"
    mkdir -p "$HOME_DIR/domain/docroot"
    printf 'deploy --name=souk --force=true %s\n' "$SOUK_ROOT/ear/target/souk.ear" >"$HOME_DIR/domain/deploy.asadmin"
}

# Whoever may log in on this machine reaches the admin port, so its user gets a password, kept in asadmin's format:
#   asadmin --port 4848 --user admin --passwordfile .souk/admin.password list-applications
secure_admin() {
    local file=$HOME_DIR/admin.password password salt hash round
    if [[ ! -s $file ]]; then
        (umask 077 && printf 'AS_ADMIN_PASSWORD=%s\n' "$(random_hex 16)" >"$file")
    fi
    password=$(sed -n 's/^AS_ADMIN_PASSWORD=//p' "$file")
    salt=$(random_hex 4)
    # Payara's SSHA256: a hundred rounds of SHA-256 over password and salt, then base64 of hash and salt.
    hash=$(printf '%s%s' "$password" "$salt" | sha256sum | cut -c 1-64)
    for ((round = 2; round <= 100; round++)); do
        hash=$(hex_to_bytes "$hash" | sha256sum | cut -c 1-64)
    done
    hash=$({ hex_to_bytes "$hash"; printf '%s' "$salt"; } | base64 -w 0)
    printf 'admin;{SSHA256}%s;asadmin\n' "$hash" >"$HOME_DIR/domain/config/admin-keyfile"
}

random_hex() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }

# shellcheck disable=SC2059 # the format is made of hexadecimal escapes
hex_to_bytes() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }

# The arguments go through a file that only the owner can read: settings may be secrets.
write_arguments() {
    local key glassfish=$SERVER/payara6/glassfish domain=$HOME_DIR/domain
    (
        umask 077
        {
            argument "-Dcom.sun.aas.installRoot=$glassfish"
            argument "-Dcom.sun.aas.instanceRoot=$domain"
            argument "-Djava.security.auth.login.config=$domain/config/login.conf"
            argument "-Djava.security.policy=$domain/config/server.policy"
            argument "-Djavax.net.ssl.keyStore=$domain/config/keystore.p12"
            argument "-Djavax.net.ssl.trustStore=$JAVA_HOME/lib/security/cacerts"
            argument "-Dfelix.fileinstall.dir=$glassfish/modules/autostart/"
            argument "-Xbootclasspath/a:$glassfish/lib/grizzly-npn-api.jar"
            if [[ $JAVA_MAJOR -ge 24 ]]; then
                argument --sun-misc-unsafe-memory-access=allow
                argument --enable-native-access=ALL-UNNAMED
            fi
            argument "-XX:ErrorFile=$HOME_DIR/log/jvm-crash.log"
            for key in "${!SETTINGS[@]}"; do
                argument "-D$key=${SETTINGS[$key]}"
            done
            argument -cp
            argument "$glassfish/modules/glassfish.jar"
        } >"$ARGS_FILE"
    )
}

argument() {
    local text=${1//\\/\\\\}
    printf '"%s"\n' "${text//\"/\\\"}"
}

launch() {
    local launcher=()
    ! command -v setsid >/dev/null || launcher=(setsid)
    # shellcheck disable=SC2086 # SOUK_JAVA_OPTS is a list of options
    (cd "$HOME_DIR" && exec nohup "${launcher[@]}" "$JAVA_HOME/bin/java" "@$SOUK_ROOT/ear/src/main/payara/jvm.options" \
        "@$ARGS_FILE" ${SOUK_JAVA_OPTS:-} com.sun.enterprise.glassfish.bootstrap.ASMain -upgrade false -read-stdin false \
        -domainname domain -domaindir "$HOME_DIR/domain" -instancename server -type DAS -verbose false -debug false \
        -postbootcommandfile "$HOME_DIR/domain/deploy.asadmin") >"$CONSOLE" 2>&1 </dev/null 9>&- &
    printf '%s\n' "$!" >"$PID_FILE"
}

# http_get PORT PATH: prints the answer's body; needs nothing but bash.
http_get() {
    local line
    {
        exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
        printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
        while IFS= read -r -t 10 line <&3 && [[ $line != $'\r' ]]; do :; done
        timeout 10 cat <&3
        exec 3>&-
    } 2>/dev/null
}

# is_ready PORT: an answer without the database's check does not count: it comes before the application is deployed.
is_ready() {
    local answer
    answer=$(http_get "$1" /health/ready) || return 1
    [[ $answer == '{"status":"UP"'*'"name":"database"'* ]]
}

# log_of_this_start OFFSET
log_of_this_start() { [[ ! -e $LOG ]] || tail -c "+$(($1 + 1))" "$LOG"; }

# start_failed OFFSET REASON: stops what was started and tells the cause.
start_failed() {
    local told
    progress_done
    stop_server 5
    told=$(log_of_this_start "$1" | sed -n 's/.*Souk cannot start: /cannot start: /p' | tail -1)
    [[ -z $told ]] || fail "$told"
    {
        log_of_this_start "$1" | grep -E 'Boot Command deploy failed|Caused by:|Exception while|SEVERE' -A 1 \
            | grep -vE '^(--|[[:space:]]*at )' | cut -c 1-400 | awk '!seen[$0]++' | tail -12
        tail -5 "$CONSOLE"
    } >&2 || true
    fail "$2; the log is $LOG, the console output $CONSOLE"
}

server_up() {
    local pid offset=0 port answer
    parse_server_options "$@"
    # The database holds the signing keys: a new home is its owner's alone.
    [[ -d $HOME_DIR ]] || mkdir -p -m 700 "$HOME_DIR"
    mkdir -p "$HOME_DIR/log"
    if command -v flock >/dev/null; then
        exec 9>"$HOME_DIR/up.lock"
        flock -n 9 || fail "another './souk up' works on $HOME_DIR"
    fi
    pid=$(server_pid)
    [[ -z $pid ]] || fail "already running on $HOME_DIR (pid $pid); './souk status' tells more, './souk down' stops it"
    load_settings
    check_ports
    find_jdk
    build_when_needed ear
    [[ ! -e $LOG ]] || offset=$(wc -c <"$LOG")
    prepare_domain
    secure_admin
    write_arguments
    SECONDS=0
    launch
    port=${SETTINGS[souk.http.port]}
    until is_ready "$port"; do
        progress "starting, $SECONDS s"
        kill -0 "$(<"$PID_FILE")" 2>/dev/null || start_failed "$offset" "the server ended while it started"
        if log_of_this_start "$offset" | grep 'Boot Command deploy failed' >/dev/null; then
            start_failed "$offset" "the application did not deploy"
        fi
        if [[ $SECONDS -ge $START_TIMEOUT_SECONDS ]]; then
            answer=$(http_get "$port" /health/ready || true)
            start_failed "$offset" "not ready within $START_TIMEOUT_SECONDS s; /health/ready says: ${answer:-nothing}"
        fi
        sleep 0.2
    done
    progress_done
    say "ready after $SECONDS s at http://127.0.0.1:$port/ (pid $(server_pid), logs in $HOME_DIR/log)"
}

# stop_server SECONDS: asks the server to stop, and kills it when it has not after SECONDS.
stop_server() {
    local pid deadline
    pid=$(server_pid)
    if [[ -n $pid ]]; then
        deadline=$((SECONDS + $1))
        kill -TERM "$pid" 2>/dev/null || true
        while [[ -n $(server_pid) && $SECONDS -lt $deadline ]]; do
            progress "stopping"
            sleep 0.1
        done
        progress_done
        if [[ -n $(server_pid) ]]; then
            say "the server did not stop within $1 s: killed"
            kill -KILL "$pid" 2>/dev/null || true
        fi
    fi
    rm -f "$PID_FILE"
}

server_down() {
    local pid
    parse_server_options "$@"
    pid=$(server_pid)
    if [[ -z $pid ]]; then
        rm -f "$PID_FILE"
        say "not running on $HOME_DIR"
        return
    fi
    stop_server "$STOP_TIMEOUT_SECONDS"
    say "stopped (pid $pid)"
}

# started_with KEY: the value that the running server was started with.
started_with() { sed -n "s/^\"-D${1//./\\.}=\(.*\)\"$/\1/p" "$ARGS_FILE" 2>/dev/null || true; }

server_status() {
    local pid running=false ready=false rss=0 key ports='' code=3
    parse_server_options "$@"
    pid=$(server_pid)
    if [[ -n $pid ]]; then
        running=true
        code=1
        rss=$(process_memory_kb "$pid")
        rss=$((${rss:-0} / 1024))
        if is_ready "$(started_with souk.http.port)"; then
            ready=true
            code=0
        fi
    fi
    if [[ $AS_JSON == 1 ]]; then
        if [[ $running == true ]]; then
            for key in "${PORT_KEYS[@]}"; do
                ports+=",\"$(cut -d. -f2 <<<"$key")\":$(started_with "$key")"
            done
        fi
        printf '{"running":%s,"ready":%s,"pid":%s,"version":%s,"url":%s,"ports":{%s},"rssMb":%s,"home":%s,"log":%s}\n' \
            "$running" "$ready" "${pid:-null}" "$(json_string "$(souk_version)")" \
            "$([[ $running == false ]] && printf null || json_string "http://127.0.0.1:$(started_with souk.http.port)")" \
            "${ports#,}" "$rss" "$(json_string "$HOME_DIR")" "$(json_string "$LOG")"
    elif [[ $running == true ]]; then
        printf 'Souk %s %s at http://127.0.0.1:%s/\n' "$(souk_version)" \
            "$([[ $ready == true ]] && echo 'is ready' || echo 'runs but is not ready')" "$(started_with souk.http.port)"
        printf '  pid %s, %s MB; home %s; log %s\n' "$pid" "$rss" "$HOME_DIR" "$LOG"
        for key in "${PORT_KEYS[@]}"; do
            printf '  %-20s %s\n' "$key" "$(started_with "$key")"
        done
    else
        printf 'Souk is not running on %s\n' "$HOME_DIR"
    fi
    exit "$code"
}
