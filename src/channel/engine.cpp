#include "channel/engine.hpp"

#include "base/ids.hpp"
#include "base/signals.hpp"
#include "channel/fork.hpp"

#include <logbeam/json_writer.hpp>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace logbeam::channel {

namespace {

// Beside the message a record holds the logger's name and the context's fields.
constexpr std::size_t room_beside_message = 16 * 1024;

QueueLimits queue_limits(const ConnectionOptions& options) {
    return {options.queue_bytes, options.queue_total_bytes, options.max_message + room_beside_message};
}

std::string metadata_of(const ConnectionOptions& options) {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    Fields metadata{{"host", Value{host.data()}}, {"pid", Value{::getpid()}}};
    for (const Field& field : options.metadata) {
        metadata.set(field.key, field.value);
    }
    return Value{std::move(metadata)}.to_json();
}

}  // namespace

Engine::Engine(const ConnectionOptions& options, const TransportFactory& make_transport)
    : queue{queue_limits(options)},
      generation{fork_generation()},
      publisher{base::make_publisher_id()},
      reporter{clock, options.on_error},
      dispatcher{options.max_received, reporter},
      spool_file{options.spool_file.empty() ? nullptr : std::make_unique<SpoolFile>(options.spool_file, reporter)},
      spool{options.spool_bytes, spool_file.get()},
      recovered{spool_recovered()},
      remote_levels{{options.remote_level, options.remote_level_limit, [this] { wakeup.rouse(); }}},
      link{link_setup(options), make_transport(), spool, subscriptions, dispatcher, clock, reporter},
      worker{{queue, wakeup, spool, link, clock, reporter},
             Origin{publisher, options.source, metadata_of(options)},
             options} {}

Engine::~Engine() {
    stop();
    if (thread_.joinable()) {
        thread_.detach();  // a hook that runs on the worker called exit(): it cannot wait for itself
    }
}

void Engine::start() {
    thread_ = base::thread_without_signals([this] {
        worker_id_.store(std::this_thread::get_id(), std::memory_order_relaxed);
        worker.run();
    });
}

void Engine::stop() noexcept {
    worker.stop();
    if (thread_.joinable() && !is_worker_thread()) {  // else a hook closes its connection, and the destructor waits
        thread_.join();
    }
    dispatcher.stop();
}

void Engine::release_after_fork() const noexcept {
    if (spool_file) {
        spool_file->release_after_fork();
    }
    link.release_after_fork();
}

Recovered Engine::spool_recovered() {
    Recovered found;
    if (!spool_file) {
        return found;
    }
    for (auto& batch : spool_file->take_recovered()) {
        if (std::find(found.publishers.begin(), found.publishers.end(), batch->publisher) == found.publishers.end()) {
            found.publishers.push_back(batch->publisher);
        }
        found.events += batch->events;
        spool.append(std::move(batch));
    }
    return found;
}

Link::Setup Engine::link_setup(const ConnectionOptions& options) {
    Link::Setup setup{publisher,
                      {{publisher}, options.source, options.token},
                      options.on_state,
                      options.on_gap,
                      options.ack_timeout,
                      [this] { return account(); },
                      options.remote_level == RemoteLevel::allow ? &remote_levels : nullptr};
    auto& publishers = setup.greeting.publishers;
    publishers.insert(publishers.end(), recovered.publishers.begin(), recovered.publishers.end());
    return setup;
}

}  // namespace logbeam::channel
