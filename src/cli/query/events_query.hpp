#pragma once

#include "cli/http/http_ask.hpp"
#include "cli/query/event_stream.hpp"
#include "cli/query/query.hpp"
#include "cli/tail/render.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::cli {

// Where the answers come from: http_get of a target.
using Ask = std::function<Result<void>(const std::string& path, const TakeBody& take)>;

// Asks for events, page after page, until there are as many as were wanted. Unsynchronised.
class EventsQuery {
public:
    // Takes text to be shown; false: nobody reads any more.
    using Show = std::function<bool(std::string_view text)>;

    EventsQuery(const QueryOptions& options, const RenderStyle& style);

    [[nodiscard]] Result<void> run(const Ask& ask, const Show& show, const EventStream::TakeState& tell);

    // Blocks that could not be read.
    [[nodiscard]] std::uint64_t damaged() const noexcept { return damaged_; }

private:
    void take(std::string_view canonical);
    [[nodiscard]] std::string text_of(std::string_view canonical) const;
    [[nodiscard]] std::uint64_t wanted() const noexcept;

    QueryOptions options_;
    const RenderStyle style_;
    const bool is_turned_;  // the newest are asked for first, and shown last
    std::uint64_t found_ = 0;
    std::uint64_t damaged_ = 0;
    std::string output_;             // found, but not shown yet
    std::vector<std::string> held_;  // to be turned
};

}  // namespace logbeam::cli
