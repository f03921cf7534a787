#pragma once

#include "query/program.hpp"
#include "unit/query/event_text.hpp"

#include <logbeam/timestamp.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace logbeam::test {

// What `-15m` is counted from in tests and vectors.
inline const Timestamp query_now = parse_rfc3339("2026-11-20T11:00:00Z").value();

inline std::shared_ptr<const query::Program> compiled(std::string_view query) {
    return query::Program::compile(query, query_now).value();
}

inline std::string canonical(std::string_view query) {
    return compiled(query)->text();
}

// What is wrong with it; empty when it is well.
inline std::string problem_of(std::string_view query, const query::QueryLimits& limits = {}) {
    const auto program = query::Program::compile(query, query_now, limits);
    return program ? "" : program.error().detail;
}

inline bool matches(std::string_view query, const EventText& event) {
    const std::string text = event.json();
    const auto program = compiled(query);
    auto subject = event.subject(text);
    const bool matches = program->matches(subject);

    query::Outline outline;
    outline.read(subject.text, subject.data_at);
    subject.outline = &outline;
    EXPECT_EQ(program->matches(subject), matches) << "with an outline: " << query << "\n" << text;
    return matches;
}

inline bool matches(std::string_view query, const std::string& data) {
    return matches(query, EventText{.data = data});
}

}  // namespace logbeam::test
