# shellcheck shell=bash
# Builds what a command needs, and only when its sources are newer than what was built; and runs the tests.

SERVER_MODULES=(core protocol protocol/grpc task-runtime ipfs persistence ml ejb-scheduler ws-endpoints grpc-bridge web ear)
CLI_MODULES=(core protocol protocol/grpc task-runtime ipfs client replay node-agent cli)
LAB_MODULES=(core protocol protocol/grpc task-runtime ipfs client replay persistence/postgres ml node-agent cli lab)

# needs_build ARTIFACT STAMP MODULE...: true when ARTIFACT is missing or a source is newer than it and than the last build.
needs_build() {
    local artifact=$1 stamp=$2 module sources=("$SOUK_ROOT/pom.xml") newer=(-newer "$1")
    shift 2
    [[ -e $artifact ]] || return 0
    [[ ! -e $stamp ]] || newer+=(-newer "$stamp")
    for module in "$@"; do
        sources+=("$SOUK_ROOT/$module/pom.xml")
        [[ ! -d $SOUK_ROOT/$module/src/main ]] || sources+=("$SOUK_ROOT/$module/src/main")
    done
    [[ -n $(find "${sources[@]}" -type f -not -path '*/scripts/*' "${newer[@]}" -print -quit) ]]
}

# build_when_needed ear|cli|lab. SOUK_SKIP_BUILD=1 takes what is there (used by tests that run inside a build).
build_when_needed() {
    local target=$1 artifact modules log stamp
    case $target in
        ear) artifact=ear/target/souk.ear modules=("${SERVER_MODULES[@]}") ;;
        cli) artifact=cli/target/souk-cli.jar modules=("${CLI_MODULES[@]}") ;;
        lab) artifact=lab/target/souk-lab.jar modules=("${LAB_MODULES[@]}") ;;
        *) fail "no such build: $target" ;;
    esac
    artifact=$SOUK_ROOT/$artifact
    stamp=$SOUK_ROOT/$target/target/built
    log=$SOUK_ROOT/target/build-$target.log
    if [[ ${SOUK_SKIP_BUILD:-} == 1 ]]; then
        [[ -e $artifact ]] || fail "SOUK_SKIP_BUILD is set but $artifact is missing"
        return
    fi
    needs_build "$artifact" "$stamp" "${modules[@]}" || return 0
    command -v mvn >/dev/null || fail "Maven is needed to build: install it (Debian: apt-get install maven)"
    mkdir -p "$SOUK_ROOT/target"
    (
        if command -v flock >/dev/null; then
            exec 9>"$SOUK_ROOT/target/build.lock"
            flock 9
        fi
        # Another command may have built it meanwhile.
        needs_build "$artifact" "$stamp" "${modules[@]}" || exit 0
        run_build "$target" "$stamp" "$log"
    )
}

run_build() {
    local target=$1 stamp=$2 log=$3 started line pid status=0
    started=$SOUK_ROOT/target/build-$target.started
    touch "$started"
    say "building $target (log: $log)"
    (cd "$SOUK_ROOT" && exec mvn -B -ntp -DskipTests -Dspotless.check.skip -Djacoco.skip -pl "$target" -am package) \
        >"$log" 2>&1 </dev/null 9>&- &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        line=$(grep -o 'Building Souk :: .*' "$log" | tail -1 || true)
        progress "${line:-resolving} ($SECONDS s)"
        sleep 0.5
    done
    progress_done
    wait "$pid" || status=$?
    if [[ $status -ne 0 ]]; then
        grep '^\[ERROR\]' "$log" | head -20 >&2 || tail -20 "$log" >&2
        fail "the build failed; the whole log is $log"
    fi
    touch -r "$started" "$stamp"
}

# Installs what the tests need where that is possible (root on Debian), else names it. Nothing works without the first two;
# without one of the others some tests are skipped.
test_prerequisites() {
    local missing=()
    command -v mvn >/dev/null || missing+=(maven)
    command -v runuser >/dev/null || missing+=(util-linux)
    if [[ ${#missing[@]} -gt 0 ]]; then
        install_packages "${missing[@]}" \
            || fail "the tests need: ${missing[*]}; install them (Debian: apt-get install ${missing[*]})"
    fi
    test_option chromium "the console's tests" chromium chromium-browser google-chrome
    test_option binaryen "the tests with modules that wasm-opt makes up" wasm-opt
    test_option bubblewrap "the tests of workers in namespaces" bwrap
}

# test_option PACKAGE TESTS COMMAND...: installs the package where none of its commands is there, or says what is skipped.
test_option() {
    local package=$1 tests=$2 command
    shift 2
    for command in "$@"; do
        ! command -v "$command" >/dev/null || return 0
    done
    install_packages "$package" \
        || say "$package is missing, so $tests are skipped; install it (Debian: apt-get install $package)"
}

# install_packages PACKAGE...: true when they are installed now; false where that is not possible.
install_packages() {
    if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
        return 1
    fi
    say "installing $*"
    apt-get update -qq >&2 \
        && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 </dev/null
}

# run_tests [MAVEN OPTION...]: the whole build with every test, those that take long at last; the exit code is Maven's.
run_tests() {
    find_jdk
    test_prerequisites
    cd "$SOUK_ROOT"
    mvn -B -ntp "$@" verify
    exec mvn -B -ntp -Dspotless.check.skip -Plong "$@" test
}
