#pragma once

#include <logbeam/event.hpp>
#include <logbeam/result.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace logbeam {

namespace query {
class Program;
}

// A query: `level>=warn city:Berlin latency_ms>200 "connection reset" -healthcheck` (docs/query.md). A value: what it asks
// for never changes, and copies share it. Times such as `-15m` are counted from when it was parsed.
class Filter {
public:
    Filter();  // every event

    // The error names the character and what was meant there.
    [[nodiscard]] static Result<Filter> parse(std::string_view text);
    explicit Filter(std::string_view text) : Filter{parse(text).value()} {}  // throws Failure

    [[nodiscard]] bool matches(const Event& event) const;

    // The same query as everybody would write it; empty: every event.
    [[nodiscard]] const std::string& text() const noexcept;

    // For the broker and the recorder.
    [[nodiscard]] const query::Program& program() const noexcept { return *program_; }

private:
    explicit Filter(std::shared_ptr<const query::Program> program) : program_{std::move(program)} {}

    std::shared_ptr<const query::Program> program_;
};

}  // namespace logbeam
