#!/usr/bin/env bash
# Installs the release build (or that of the folder given) into a folder of its own and builds what users would write
# against it: each component by find_package in C++17 and C++20, both flavours of spdlog on one archive, pkg-config,
# add_subdirectory. Then what must not build.
set -euo pipefail
cd "$(dirname "$0")"

source=$(cd ../.. && pwd)
build=${1:-build/release}
work="$source/build/install"
rm -rf "$work"
cmake --install "$source/$build" --prefix "$work/prefix" >/dev/null
export CMAKE_GENERATOR=Ninja CMAKE_PREFIX_PATH="$work/prefix"
command -v ccache >/dev/null && export CMAKE_CXX_COMPILER_LAUNCHER=ccache

title() { echo "-- $*"; }

# consumer <folder> <name> <cmake arguments>...: configures, builds and runs it.
consumer() {
    title "$1, $2"
    cmake -S "$1" -B "$work/$2" "${@:3}" >"$work/$2.log" 2>&1 || { cat "$work/$2.log"; return 1; }
    cmake --build "$work/$2"
    timeout 60 "$work/$2/consumer"
}

# must_fail <expected text> <command>...
must_fail() {
    title "must fail with: $1"
    local output
    if output=$("${@:2}" 2>&1); then
        echo "it did not fail"
        return 1
    fi
    grep --quiet --fixed-strings "$1" <<<"$output" || { echo "$output"; return 1; }
}

for standard in 17 20; do
    consumer client "client_$standard" -DCMAKE_CXX_STANDARD=$standard
    consumer broker "broker_$standard" -DCMAKE_CXX_STANDARD=$standard
    consumer query "query_$standard" -DCMAKE_CXX_STANDARD=$standard
    for flavour in spdlog spdlog_header_only; do
        consumer spdlog_sink "${flavour}_$standard" -DCMAKE_CXX_STANDARD=$standard -DFLAVOUR=spdlog::$flavour
    done
done
consumer spdlog_sink spdlog_with_mdc -DNEWER_SPDLOG=ON
consumer subproject subproject_without_nats -DLOGBEAM_SOURCE="$source" -DLOGBEAM_NATS=OFF
consumer subproject subproject_with_sink -DLOGBEAM_SOURCE="$source" -DLOGBEAM_SPDLOG=ON

title "pkg-config"
export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name logbeam.pc)")
read -ra flags <<<"$(pkg-config --cflags --libs logbeam)"
"${CXX:-c++}" -std=c++17 client/main.cpp "${flags[@]}" -o "$work/pkg_config"
"$work/pkg_config"

# A component that is not linked is a missing file, not a missing symbol.
must_fail "logbeam/testing.hpp" cmake --build "$work/client_17" --target forgotten_testing
must_fail "logbeam/spdlog_sink.hpp" cmake --build "$work/client_17" --target forgotten_sink
must_fail 'logbeam has no component "brocker"' cmake -S client -B "$work/unknown" -DCOMPONENT=brocker
title "all consumers build and run"
