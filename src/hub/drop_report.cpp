#include "hub/drop_report.hpp"

#include <logbeam/json_writer.hpp>

#include <array>
#include <string_view>
#include <utility>

namespace logbeam::hub {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint64_t Counters::*>, 8> losses{{
    {"dropped_at_source", &Counters::dropped_at_source},
    {"missing_counters", &Counters::missing_counters},
    {"refused_events", &Counters::refused_events},
    {"refused_batches", &Counters::refused_batches},
    {"unstored_events", &Counters::unstored_events},
    {"skipped", &Counters::skipped},
    {"too_slow", &Counters::too_slow},
    {"untold", &Counters::untold},
}};

}  // namespace

std::string drop_report(const Counters& before, const Counters& now) {
    std::string json;
    JsonWriter writer{json};
    bool is_empty = true;
    writer.begin_object();
    for (const auto& [name, count] : losses) {
        if (now.*count == before.*count) continue;
        is_empty = false;
        writer.key(name);
        writer.unsigned_integer(now.*count - before.*count);
    }
    writer.end_object();
    return is_empty ? std::string{} : json;
}

}  // namespace logbeam::hub
