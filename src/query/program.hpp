#pragma once

#include "query/need.hpp"
#include "query/subject.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::query {

// A query that is longer than this, or whose tree is deeper or larger, is refused.
struct QueryLimits {
    std::size_t bytes = 16 * 1024;
    std::size_t depth = 50;
    std::size_t terms = 1000;
};

// A query, compiled. Immutable.
class Program {
public:
    // `now` is what `-15m` is counted from.
    [[nodiscard]] static Result<std::shared_ptr<const Program>> compile(std::string_view text, Timestamp now,
                                                                        const QueryLimits& limits = {});
    virtual ~Program() = default;

    // Allocates nothing, but for a regular expression and for a string with escapes of more than 16 KiB.
    [[nodiscard]] virtual bool matches(const Subject& subject) const = 0;

    [[nodiscard]] virtual const std::string& text() const noexcept = 0;  // canonical
    [[nodiscard]] virtual const Need& need() const noexcept = 0;
    [[nodiscard]] virtual bool is_everything() const noexcept = 0;
};

}  // namespace logbeam::query
