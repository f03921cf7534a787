#include "cli/bench/bench_options.hpp"

#include "cli/bench/event_maker.hpp"

namespace logbeam::cli {

namespace {

Error refused(std::string detail) {
    return {ErrorCode::invalid_option, std::move(detail)};
}

Result<void> check_range(const char* name, std::size_t value, std::size_t low, std::size_t high) {
    if (value < low || value > high) {
        return refused(std::string{name} + " is " + std::to_string(value) + "; it goes from " + std::to_string(low) +
                       " to " + std::to_string(high));
    }
    return {};
}

Result<void> check_dialect(const BenchOptions& options) {
    const bool has_patterns = options.dialect == BenchDialect::native || options.dialect == BenchDialect::nats;
    if (options.patterns > 1 && !has_patterns) {
        return refused("--patterns needs a dialect that has patterns: native or nats");
    }
    if (options.filters > 0 && options.dialect != BenchDialect::native) {
        return refused("--filters needs a dialect that has queries: native");
    }
    if (options.acknowledged && options.dialect != BenchDialect::nats) {
        return refused("--acknowledged is for nats; native publishers are always acknowledged, others never");
    }
    if (options.batch > 1 && options.dialect == BenchDialect::realtime) {
        return refused("--batch needs a dialect that has batches; realtime has one event per message");
    }
    return {};
}

}  // namespace

Result<void> check(const BenchOptions& options) {
    struct Range {
        const char* name;
        std::size_t value;
        std::size_t low;
        std::size_t high;
    };
    const Range ranges[] = {
        {"--publishers", options.publishers, 1, max_publishers},
        {"--subscribers", options.subscribers, 0, 100'000},
        {"--topics", options.topics, 1, max_topics},
        {"--patterns", options.patterns, 1, max_patterns},
        {"--filters", options.filters, 0, 1000},
        {"--window", options.window, 1, 1'000'000},
        {"--payload", options.payload, smallest_event, 1 << 20},
        {"--batch", options.batch, 1, 10'000},
        {"--threads", options.threads, 1, 64},
    };
    for (const Range& range : ranges) {
        if (auto checked = check_range(range.name, range.value, range.low, range.high); !checked) return checked;
    }
    if (options.batch * options.publishers > options.window) {
        return refused("--window has no room for one --batch of each publisher, so that no message could ever be sent");
    }
    return check_dialect(options);
}

}  // namespace logbeam::cli
