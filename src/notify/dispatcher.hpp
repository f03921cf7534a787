#pragma once

#include "alert/outgoing.hpp"
#include "base/clock.hpp"
#include "history/state_store.hpp"
#include "notify/sender.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::notify {

// Asked right before each try, on its notifier's thread, when it is written down that it is made. Empty: always.
using MaySend = std::function<bool()>;

// Writes down in the broker's state what is being sent. Thread-safe.
class KeptRecords final : public Records {
public:
    using Trouble = std::function<void(const std::string& line)>;  // on any thread

    KeptRecords(history::SharedState& state, Trouble trouble, MaySend may_send)
        : state_{state}, trouble_{std::move(trouble)}, may_send_{std::move(may_send)} {}

    bool before(const std::string& notifier, const alert::Notification& notification) noexcept override;
    void after(const std::string& notifier, const std::string& key, const Delivery& delivery) noexcept override;

    // Nothing more can become of it.
    void forget(const std::string& key);

    // All that was kept and has not arrived, the oldest first; what may have been sent is marked as a repeat.
    [[nodiscard]] std::vector<alert::Outgoing> unsettled();

private:
    void change(const std::vector<history::RecordChange>& changes) noexcept;

    history::SharedState& state_;
    const Trouble trouble_;
    const MaySend may_send_;
};

// Sends what is kept: at the start all that a broker before did not, and what its notifier has no room for when it has
// again. Confined to one thread.
class Dispatcher final {
public:
    // `state` outlives it.
    Dispatcher(std::vector<NamedNotifier> notifiers, const Clock& clock, history::SharedState& state,
               KeptRecords::Trouble trouble, MaySend may_send = {});

    // What is kept already.
    void send(alert::Outgoing outgoing);
    // Of no alert, and not kept: false when there is no such notifier, or it has no room.
    [[nodiscard]] bool send_test(std::string_view notifier, alert::Notification notification);

    // Once a second.
    void tick();

    [[nodiscard]] std::vector<Sender::Status> status() const { return sender_.status(); }
    [[nodiscard]] std::vector<LoggedDelivery> log() const { return sender_.log(); }

private:
    void refill();

    const KeptRecords::Trouble trouble_;
    KeptRecords records_;
    Sender sender_;
    std::set<std::string> behind_;  // notifiers of which something waits in the records alone
};

}  // namespace logbeam::notify
