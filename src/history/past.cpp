#include "history/past.hpp"

namespace logbeam::history {
namespace {

Entry entry_for(const Row& row, std::string_view text, std::size_t at) {
    Entry entry;
    entry.seq = row.seq;
    entry.time = row.time;
    entry.at = static_cast<std::uint32_t>(at);
    entry.bytes = static_cast<std::uint32_t>(text.size());
    entry.level = row.level;
    if (!text.empty()) entry.parts = parts_of(text, row.topic);
    return entry;
}

std::vector<Hole> holes_in(const Snapshot& snapshot, std::uint64_t after, std::uint64_t through) {
    std::vector<Hole> found;
    for (const Hole& hole : snapshot.holes()) {
        if (hole.last > after && hole.first <= through) found.push_back(hole);
    }
    return found;
}

}  // namespace

PastPage read_past(const PastRequest& request) {
    Search search{request.snapshot, request.filter, request.range, request.order,
                  request.with_texts ? Depth::texts : Depth::rows};
    PastPage page;
    bool is_full = false;
    const auto take = [&](const Row& row, std::string_view text) {
        if (!request.with_texts) text = {};
        page.events.entries.push_back(entry_for(row, text, page.events.text.size()));
        page.events.text.append(text);
        is_full = page.events.entries.size() >= request.max_events || page.events.text.size() >= request.max_bytes;
        return !is_full;
    };
    while (search.step(take)) {}
    page.reached = search.progress().reached;
    page.is_last = !is_full;
    if (request.order == Order::oldest_first) {
        page.holes = holes_in(*request.snapshot, request.range.after, is_full ? page.reached : UINT64_MAX);
    }
    return page;
}

}  // namespace logbeam::history
