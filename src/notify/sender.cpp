#include "notify/sender.hpp"

#include "base/hash.hpp"
#include "base/signals.hpp"

#include <utility>

namespace logbeam::notify {

// An outbox and the thread that empties it. To be stopped before its end.
class Sender::Lane final {
public:
    Lane(NamedNotifier notifier, OutboxNeighbours neighbours, std::uint64_t seed)
        : clock_{neighbours.clock},
          outbox_{std::move(notifier), neighbours, seed},
          thread_{base::thread_without_signals([this] { run(); })} {}
    ~Lane() { thread_.join(); }
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    [[nodiscard]] bool offer(alert::Notification notification) {
        if (!outbox_.offer(std::move(notification))) return false;
        state_.lock()->has_news = true;
        changed_.notify_one();
        return true;
    }
    void stop() {
        outbox_.give_up();
        state_.lock()->is_over = true;
        changed_.notify_one();
    }
    [[nodiscard]] const Outbox& outbox() const noexcept { return outbox_; }

private:
    struct State {
        bool is_over = false;
        bool has_news = false;
    };

    void run() {
        while (wait())
            outbox_.try_front();
    }

    // Until something is due or new; false at the end.
    [[nodiscard]] bool wait() {
        const auto due = outbox_.next_due();
        auto state = state_.lock();
        const auto is_awake = [](const State& each) { return each.is_over || each.has_news; };
        if (due) {
            (void)state.wait_for(changed_, *due - clock_.steady_now(), is_awake);
        } else {
            state.wait(changed_, is_awake);
        }
        state->has_news = false;
        return !state->is_over;
    }

    const Clock& clock_;
    Outbox outbox_;
    std::condition_variable changed_;
    Guarded<State> state_;
    std::thread thread_;  // last: it uses all of the others
};

Sender::Sender(std::vector<NamedNotifier> notifiers, const Clock& clock, Records& records, std::uint64_t seed) {
    for (auto& notifier : notifiers) {
        const auto own_seed = base::stable_hash(notifier.name, seed);
        lanes_.push_back(std::make_unique<Lane>(std::move(notifier), OutboxNeighbours{clock, records, log_}, own_seed));
    }
}

// All at once: each may be waiting for an answer.
Sender::~Sender() {
    for (const auto& lane : lanes_)
        lane->stop();
}

Sender::Offered Sender::offer(std::string_view notifier, alert::Notification notification) {
    for (const auto& lane : lanes_) {
        if (lane->outbox().name() != notifier) continue;
        return lane->offer(std::move(notification)) ? Offered::taken : Offered::no_room;
    }
    return Offered::no_such_notifier;
}

std::vector<Sender::Status> Sender::status() const {
    std::vector<Status> all;
    for (const auto& lane : lanes_)
        all.push_back(
            {lane->outbox().name(), lane->outbox().kind(), lane->outbox().waiting(), lane->outbox().counts()});
    return all;
}

}  // namespace logbeam::notify
