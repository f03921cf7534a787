#include "http/report_json.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace logbeam::http {
namespace {

using history::SearchProgress;

struct Member {
    std::string_view name;
    std::uint64_t SearchProgress::*count;
};

constexpr std::array members{Member{"blocks", &SearchProgress::blocks},   Member{"scanned", &SearchProgress::scanned},
                             Member{"skipped", &SearchProgress::skipped}, Member{"damaged", &SearchProgress::damaged},
                             Member{"events", &SearchProgress::events},   Member{"matched", &SearchProgress::matched}};

}  // namespace

void write_progress(JsonWriter& json, const SearchProgress& progress) {
    json.begin_object();
    for (const Member& member : members) {
        json.key(member.name);
        json.unsigned_integer(progress.*member.count);
    }
    json.end_object();
}

void write_end(JsonWriter& json, bool is_complete, const SearchProgress& progress) {
    json.key("complete");
    json.boolean(is_complete);
    json.key("progress");
    write_progress(json, progress);
}

void add(const SearchProgress& later, SearchProgress& sum) noexcept {
    for (const Member& member : members)
        sum.*member.count += later.*member.count;
    sum.reached = later.reached;
}

}  // namespace logbeam::http
