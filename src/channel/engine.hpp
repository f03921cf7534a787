#pragma once

#include "base/clock.hpp"
#include "channel/dispatcher.hpp"
#include "channel/link.hpp"
#include "channel/queue.hpp"
#include "channel/remote_levels.hpp"
#include "channel/reporter.hpp"
#include "channel/spool.hpp"
#include "channel/spool_file.hpp"
#include "channel/wakeup.hpp"
#include "channel/worker.hpp"
#include "transport/transport.hpp"

#include <logbeam/connection.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::channel {

using TransportFactory = std::function<std::unique_ptr<transport::Transport>()>;

// What the spool file held of earlier runs; the batches are in the spool.
struct Recovered {
    std::vector<std::string> publishers;
    std::uint64_t events = 0;
};

// Everything of a connection that belongs to one process: made again in the child of a fork. The members are
// in the order in which they need each other.
class Engine final {
public:
    Engine(const ConnectionOptions& options, const TransportFactory& make_transport);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    void start();
    void stop() noexcept;

    // In the child of a fork, of the parent's engine: lets go of what the kernel shares between the two.
    void release_after_fork() const noexcept;

    [[nodiscard]] bool is_worker_thread() const noexcept {
        return worker_id_.load(std::memory_order_relaxed) == std::this_thread::get_id();
    }

    Wakeup wakeup;
    Queue queue;
    const std::uint32_t generation;
    const std::string publisher;
    SystemClock clock;
    Reporter reporter;
    Dispatcher dispatcher;
    Subscriptions subscriptions;
    std::unique_ptr<SpoolFile> spool_file;  // nullptr without one
    Spool spool;
    const Recovered recovered;
    RemoteLevels remote_levels;
    Link link;
    Worker worker;

    [[nodiscard]] ConnectionStats stats() const;

private:
    [[nodiscard]] wire::Account account() const;
    [[nodiscard]] Recovered spool_recovered();
    [[nodiscard]] Link::Setup link_setup(const ConnectionOptions& options);

    std::thread thread_;
    std::atomic<std::thread::id> worker_id_{};  // set by the thread itself, so that it never misses it
};

}  // namespace logbeam::channel
