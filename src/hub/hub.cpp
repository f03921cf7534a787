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
      limits_{limits},
      last_tick_{clock.steady_now()} {}

void Hub::share_log(std::string broker, Depart depart) {
    departures_ = std::make_unique<Departures>(limits_.ingest, topics, counters, std::move(broker));
    depart_ = std::move(depart);
}

void Hub::on_kept(std::uint64_t commit) {
    kept_ = commit;
    tell_kept(commit);
}

Result<TakenBatch> Hub::take_batch(std::string_view bytes, const Sender& sender) {
    return departures_ ? departures_->take_batch(bytes, sender) : ingest.take_batch(bytes, sender);
}

Result<TakenEvent> Hub::take_event(std::string_view json, const Sender& sender) {
    const Timestamp now = clock.wall_now();
    return departures_ ? departures_->take_event(json, sender, now) : ingest.take_event(json, sender, now);
}

void Hub::publish(std::string_view topic, std::string_view type, std::string_view data, Timestamp time,
                  std::string_view id) {
    if (departures_) {
        departures_->tell(topic, type, data, time, id);
    } else {
        ingest.tell(topic, type, data, time, id);
    }
}

Result<void> Hub::commit() {
    if (std::exchange(owes_word_, false)) tell_kept(kept_);
    if (departures_ && !departures_->empty()) {
        ++commits_;
        depart_(commits_, departures_->take());
    }
    if (ingest.burst().empty()) return {};
    auto stored = history.append(ingest.burst());
    if (stored && !departures_) {
        tell_kept(++commits_);
    } else if (!stored) {
        ingest.count_unstored();
    }
    for (const auto& observe : on_burst)
        observe(ingest.burst());
    shard.deliver(ingest.burst());
    ingest.clear();
    shard.flush();
    return stored;
}

std::uint64_t Hub::await_commit(CommitListener& listener) {
    // What came again and is under way already goes with no commit to come.
    const bool goes_next = !departures_ || !departures_->empty();
    const std::uint64_t commit = goes_next ? commits_ + 1 : commits_;
    owes_word_ = owes_word_ || (departures_ && commit <= kept_);
    const auto known = std::find_if(awaiting_.begin(), awaiting_.end(),
                                    [&](const Awaiting& each) { return each.listener == &listener; });
    if (known == awaiting_.end()) {
        awaiting_.push_back({&listener, commit});
    } else {
        known->commit = commit;
    }
    return commit;
}

void Hub::forget(CommitListener& listener) noexcept {
    std::erase_if(awaiting_, [&](const Awaiting& each) { return each.listener == &listener; });
}

void Hub::tell_kept(std::uint64_t commit) {
    for (const Awaiting& each : std::exchange(awaiting_, {})) {
        if (each.commit > commit) awaiting_.push_back(each);
        each.listener->on_stored(commit);
    }
}

void Hub::tell(std::string_view topic, std::string_view type, std::string_view data) {
    if (on_tell) on_tell(type, data);
    if (told_ >= told_per_second) {
        ++counters.untold;
        return;
    }
    ++told_;
    publish(topic, type, data, clock.wall_now());
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
