# Shell functions shared by the scripts of this folder. Source it; it changes to nothing but `root`.

# The repository's root, whatever the working directory is.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# as_root COMMAND...: runs COMMAND as root, by sudo when needed and possible.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo -n "$@"
    else
        say "root is needed for: $*"
        return 1
    fi
}

# install_packages NAME...: installs Debian packages. `apt-get update` runs only when it fails without.
install_packages() {
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@")
    say "installing $*"
    as_root "${install[@]}" </dev/null >/dev/null 2>&1 && return 0
    as_root apt-get update </dev/null >/dev/null 2>&1 || say "apt-get update failed"
    as_root "${install[@]}" </dev/null >&2 || die "these Debian packages are needed: $*"
}

# ensure_packages: the Debian packages that the build links with. Looks at dpkg's database, because that costs milliseconds.
ensure_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    if ! command -v dpkg-query >/dev/null 2>&1; then
        command -v pkg-config >/dev/null 2>&1 && pkg-config --exists libuv yaml-0.1 && return 0
        die "libuv, libyaml and libjq are needed with their headers (no dpkg here to install them with)"
    fi
    local package missing=()
    for package in pkg-config libuv1-dev libjq-dev libyaml-dev; do
        # `pkg-config` may be provided by pkgconf.
        if [ "$package" = pkg-config ] && command -v pkg-config >/dev/null 2>&1; then continue; fi
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    install_packages "${missing[@]}"
}

# ensure_python: Python 3.8 or later, which the scripts that are more than a few lines are written in.
ensure_python() {
    command -v python3 >/dev/null 2>&1 && return 0
    command -v apt-get >/dev/null 2>&1 || die "python3 is needed"
    install_packages python3
}

# ensure_swift: a Swift toolchain of version 6.1 or later on PATH (the usual places are looked at too).
ensure_swift() {
    local place
    if ! command -v swift >/dev/null 2>&1; then
        for place in /usr/local/swift/usr/bin /opt/swift/usr/bin "$HOME/.local/share/swiftly/bin"; do
            if [ -x "$place/swift" ]; then
                PATH="$place:$PATH"
                export PATH
                break
            fi
        done
    fi
    command -v swift >/dev/null 2>&1 || die "no Swift toolchain found: install Swift 6.1 or later from https://www.swift.org/install/"
}
