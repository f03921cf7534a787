#!/usr/bin/env bash
# Installs what the project builds with (Debian 12 or later). Does nothing, in silence, when all of it is there.
set -euo pipefail

packages=(
    g++ cmake ninja-build ccache pkg-config python3 strace
    clang-14 clang-format-14 clang-tidy-14 libclang-rt-14-dev
    libsimdjson-dev libconcurrentqueue-dev libspdlog-dev libfmt-dev
    nlohmann-json3-dev libgtest-dev libgmock-dev libbenchmark-dev
    libboost-dev libssl-dev libyaml-cpp-dev libcli11-dev openssl iproute2
    libsqlite3-dev libzstd-dev libre2-dev sqlite3 zstd
    libnats-dev libcurl4-openssl-dev python3-aiosmtpd prometheus-alertmanager
    chromium fonts-dejavu-core fonts-dejavu-extra nats-server
)

# The page is built with these, wherever they come from.
command -v node >/dev/null && command -v npm >/dev/null || packages+=(nodejs npm)

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || { echo "setup: run as root, or install: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi

echo "setup: installing ${missing[*]}"
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
