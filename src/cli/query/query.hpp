#pragma once

#include "cli/target.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace logbeam::cli {

// `logbeam query`. A value.
struct QueryOptions {
    enum class Report : std::uint8_t { events, histogram, fields, templates };
    enum class Format : std::uint8_t { table, json, csv };
    // Which events, and in which order: the newest as one reads them, the newest first, or the oldest.
    enum class Order : std::uint8_t { reading, newest, oldest };

    Target target;
    std::string query;
    std::vector<std::string> topics;  // patterns; empty: all but the broker's own
    std::string from;                 // as it was written, for the broker to read; empty: not limited
    std::string to;
    std::uint64_t limit = 100;  // 0: all
    Order order = Order::reading;
    Report report = Report::events;
    Format format = Format::table;
    std::string by;
    std::string value;
    std::string bucket;
};

// Asks the broker for what was, and prints it; returns the exit code.
[[nodiscard]] int run(const QueryOptions& options);

}  // namespace logbeam::cli
