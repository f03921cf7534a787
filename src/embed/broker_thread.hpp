#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "embed/observers.hpp"
#include "hub/hub.hpp"
#include "server/app.hpp"
#include "server/config.hpp"
#include "server/log.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

namespace logbeam::embed {

// The broker on a thread of its own. `start` and `stop` are for one thread, which is not that of the broker; the rest is
// thread-safe, on the broker's thread too. Whoever waits for an answer when the broker stops is told that there is none.
class BrokerThread final {
public:
    // All three outlive it. `on_end` is called on the broker's thread when it has done its work.
    BrokerThread(Clock& clock, server::Log& log, Observers& observers, std::function<void(hub::Hub&)> on_end)
        : clock_{clock}, log_{log}, observers_{observers}, on_end_{std::move(on_end)} {
        be_silent_at_exit();
    }
    ~BrokerThread() { stop(); }
    BrokerThread(const BrokerThread&) = delete;
    BrokerThread& operator=(const BrokerThread&) = delete;

    // Throws Failure.
    void start(server::BrokerConfig config);
    void stop();

    // For the end of the program: ready when the loop stands still, for good.
    [[nodiscard]] std::future<void> fall_silent();

    [[nodiscard]] bool is_this_thread() const noexcept { return id_.load() == std::this_thread::get_id(); }

    [[nodiscard]] std::string url() const;  // empty: does not run
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::optional<std::string> url_with_token();

    // Calls `on_added` at once with it, before anything comes of the rule. Nothing where the broker does not run.
    [[nodiscard]] std::optional<Result<void>> add_rule(const std::string& yaml, const std::function<void()>& on_added);

    // What `act(hub)` returns, called on the broker's thread; nothing when the broker does not run.
    template <class Act>
    [[nodiscard]] auto ask(Act act) -> std::optional<std::invoke_result_t<Act&, hub::Hub&>> {
        using Answer = std::invoke_result_t<Act&, hub::Hub&>;
        if (is_this_thread()) return hub_ == nullptr ? std::nullopt : std::optional<Answer>{ask_here(act)};

        // Shared, because a std::function can be copied; the loop's is the only one left, so that the promise breaks
        // when the loop goes without having come to it.
        auto task = std::make_shared<std::packaged_task<Answer(hub::Hub&)>>(std::move(act));
        std::future<Answer> answer = task->get_future();
        if (!post([owned = std::exchange(task, nullptr)](hub::Hub& hub) { (*owned)(hub); })) return std::nullopt;
        try {
            return answer.get();
        } catch (const std::future_error&) {
            return std::nullopt;
        }
    }

private:
    static void be_silent_at_exit();
    [[nodiscard]] server::App& app_here();  // on the broker's thread, which it outlives
    template <class Act>
    auto ask_here(Act& act) {
        (void)post([](hub::Hub& /*hub*/) {});  // behind it the loop commits
        return act(*hub_);
    }
    [[nodiscard]] bool post(std::function<void(hub::Hub&)> act);
    void run(server::App& app);
    void observe(hub::Hub& hub);
    void tell_soon();

    Clock& clock_;
    server::Log& log_;
    Observers& observers_;
    const std::function<void(hub::Hub&)> on_end_;
    Guarded<std::unique_ptr<server::App>> app_;  // changed by start and stop only
    std::atomic<std::thread::id> id_;
    std::atomic<bool> is_silent_{false};
    std::thread thread_;

    // The broker's thread alone.
    hub::Hub* hub_ = nullptr;
    bool is_telling_soon_ = false;
};

}  // namespace logbeam::embed
