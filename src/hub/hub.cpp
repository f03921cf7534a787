#include "hub/hub.hpp"

#include "hub/drop_report.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::hub {

Hub::Hub(HubLimits limits, history::EventHistory& the_history, MakeEncoder make_encoder, Clock& the_clock)
    : clock{the_clock},
      history{the_history},
      ingest{history, limits.ingest, topics, counters},
      shard{limits.shard, ingest.epoch(), make_encoder, topics, counters},
      last_tick_{clock.steady_now()} {}

Result<void> Hub::commit() {
    if (ingest.burst().empty()) return {};
    auto stored = history.append(ingest.burst());
    if (stored) {
        for (CommitListener* listener : std::exchange(listeners_, {}))
            listener->on_stored();
    } else {
        ingest.count_unstored();
    }
    for (const auto& observe : on_burst)
        observe(ingest.burst());
    shard.deliver(ingest.burst());
    ingest.clear();
    shard.flush();
    return stored;
}

void Hub::await_commit(CommitListener& listener) {
    if (std::find(listeners_.begin(), listeners_.end(), &listener) == listeners_.end()) listeners_.push_back(&listener);
}

void Hub::forget(CommitListener& listener) noexcept {
    std::erase(listeners_, &listener);
}

void Hub::tell(std::string_view topic, std::string_view type, std::string_view data) {
    if (on_tell) on_tell(type, data);
    if (told_ >= told_per_second) {
        ++counters.untold;
        return;
    }
    ++told_;
    ingest.tell(topic, type, data, clock.wall_now());
}

void Hub::tick() {
    const auto now = clock.steady_now();
    const std::chrono::duration<double> passed = now - std::exchange(last_tick_, now);
    told_ = 0;
    history.tick();
    if (const std::string report = drop_report(at_last_tick_, counters); !report.empty()) {
        tell("$sys.drops", "drops", report);
    }
    at_last_tick_ = counters;
    if (passed.count() > 0) topics.tick(passed.count());
    shard.tick();
}

std::size_t Hub::send_direct(std::string_view client, std::string_view user, const Ingest::Letter& letter) const {
    std::size_t count = 0;
    for (const auto& [session, each] : clients.clients()) {
        const bool is_meant = client.empty() ? !user.empty() && each.user == user : each.id == client;
        if (!is_meant || each.mailbox == nullptr) continue;
        each.mailbox->deliver({0, letter.text, {}, letter.parts, {}, {}});
        ++count;
    }
    return count;
}

}  // namespace logbeam::hub
