#include "channel/dispatcher.hpp"

#include "base/signals.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace logbeam::channel {

Dispatcher::Dispatcher(std::size_t capacity, Reporter& reporter) : capacity_{capacity}, reporter_{reporter} {}

Dispatcher::~Dispatcher() {
    stop();
    if (thread_.joinable()) {
        thread_.detach();  // a handler called exit(): the thread cannot wait for itself, and goes no further
    }
}

std::uint64_t Dispatcher::add(Interest interest, EventHandler handler) {
    const std::lock_guard lock{mutex_};
    if (!thread_.joinable() && !stopping_) {
        thread_ = base::thread_without_signals([this] { run(); });
    }
    handlers_.push_back(std::make_shared<Handler>(Handler{++last_id_, std::move(interest), std::move(handler)}));
    return last_id_;
}

std::optional<Interest> Dispatcher::remove(std::uint64_t id) noexcept {
    std::shared_ptr<Handler> removed;  // ends behind the lock: what the host captured may unsubscribe too
    std::unique_lock lock{mutex_};
    const auto entry =
        std::find_if(handlers_.begin(), handlers_.end(), [id](const auto& handler) { return handler->id == id; });
    if (entry == handlers_.end()) {
        return std::nullopt;
    }
    removed = std::move(*entry);
    handlers_.erase(entry);
    if (!is_own_thread()) {
        changed_.wait(lock, [&] { return running_ != id; });
    }
    return removed->interest;
}

void Dispatcher::deliver(std::string topics, Event event, bool is_own) {
    received_.fetch_add(1, std::memory_order_relaxed);
    {
        const std::lock_guard lock{mutex_};
        if (inbox_.size() >= capacity_) {
            dropped_.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        inbox_.push_back({std::move(topics), std::move(event), is_own});
    }
    changed_.notify_all();
}

void Dispatcher::stop() noexcept {
    std::thread ending;
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        if (!is_own_thread()) {  // else a handler closes its connection, and the destructor waits for it
            ending.swap(thread_);
        }
    }
    changed_.notify_all();
    if (ending.joinable()) {
        ending.join();
    }
}

void Dispatcher::run() {
    std::unique_lock lock{mutex_};
    thread_id_ = std::this_thread::get_id();
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || !inbox_.empty(); });
        if (stopping_) {
            return;
        }
        const Arrival arrival = std::move(inbox_.front());
        inbox_.pop_front();
        lock.unlock();
        handle(arrival);
        lock.lock();
    }
}

void Dispatcher::handle(const Arrival& arrival) {
    for (const auto& handler : handlers_for(arrival)) {
        call(handler, arrival.event);
    }
}

std::vector<std::shared_ptr<Dispatcher::Handler>> Dispatcher::handlers_for(const Arrival& arrival) {
    std::vector<std::shared_ptr<Handler>> matching;
    const std::lock_guard lock{mutex_};
    for (const auto& handler : handlers_) {
        const Interest& wish = handler->interest;
        const bool wants_topic = wish.topics.empty() || wish.topics == arrival.topics;
        const bool wants_type = wish.type == "*" || wish.type == arrival.event.type;
        if (wants_topic && wants_type && (!arrival.is_own || wish.echo == Echo::on)) {
            matching.push_back(handler);
        }
    }
    return matching;
}

void Dispatcher::call(const std::shared_ptr<Handler>& handler, const Event& event) {
    {
        const std::lock_guard lock{mutex_};
        const bool is_gone = std::find(handlers_.begin(), handlers_.end(), handler) == handlers_.end();
        if (is_gone || stopping_) {
            return;  // an earlier handler of this event removed it
        }
        running_ = handler->id;
    }
    try {
        handler->call(event);
    } catch (const Failure& failure) {
        reporter_.report(failure.error());
    } catch (const std::exception& thrown) {
        reporter_.report({ErrorCode::handler_threw, "a handler of " + event.topic + " threw: " + thrown.what()});
    } catch (...) {
        reporter_.report({ErrorCode::handler_threw, "a handler of " + event.topic + " threw"});
    }
    {
        const std::lock_guard lock{mutex_};
        running_ = 0;
    }
    changed_.notify_all();
}

}  // namespace logbeam::channel
