// What the samples in README.md and docs/ may take for granted. Compiled, never run; see tools/extract_snippets.py.
#pragma once

#include <logbeam/event_channel.hpp>
#include <logbeam/realtime_client.hpp>
#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>
#include <string>

using namespace std::chrono_literals;

extern const std::shared_ptr<spdlog::logger> logger;
extern logbeam::Connection broker;
