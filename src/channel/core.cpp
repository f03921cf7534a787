#include "channel/core.hpp"

#include "channel/context.hpp"
#include "channel/crash_flush.hpp"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <utility>

namespace logbeam::channel {

namespace {

constexpr std::size_t max_logger_name = 1024;
constexpr std::size_t max_context = 8 * 1024;
constexpr timespec nap_while_full{0, 50'000};

// At most `limit` bytes, not cutting a UTF-8 sequence in two.
std::string_view cut(std::string_view text, std::size_t limit) noexcept {
    if (text.size() <= limit) {
        return text;
    }
    std::size_t end = limit;
    while (end > 0 && limit - end < 3 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

char* append(char* to, std::string_view text) noexcept {
    if (!text.empty()) {
        std::memcpy(to, text.data(), text.size());
    }
    return to + text.size();
}

}  // namespace

std::shared_ptr<Core> Core::make(ConnectionOptions options, TransportFactory make_transport) {
    return std::make_shared<Core>(std::move(options), std::move(make_transport));
}

Core::Core(ConnectionOptions options, TransportFactory make_transport)
    : options_{std::move(options)}, make_transport_{std::move(make_transport)} {
    if (!make_transport_) {
        return;
    }
    watch_forks();
    auto made = std::make_unique<Engine>(options_, make_transport_);
    made->start();
    engine_.store(made.release(), std::memory_order_release);
    phase_.store(Phase::open, std::memory_order_release);
    crash_flush_add(*this);
}

Core::~Core() {
    if (phase_.load(std::memory_order_acquire) == Phase::inert) {
        return;
    }
    crash_flush_remove(*this);
    Engine* last = engine_.load(std::memory_order_acquire);
    if (last->generation == fork_generation()) {  // else its threads are the parent's
        close();
        delete last;
    }
}

Engine& Core::restart(Engine* parents) {
    auto made = std::make_unique<Engine>(options_, make_transport_);
    if (engine_.compare_exchange_strong(parents, made.get(), std::memory_order_acq_rel)) {
        parents->release_after_fork();
        made->start();
        return *made.release();
    }
    return *engine_.load(std::memory_order_acquire);
}

void Core::submit(const LogProfile& profile, const LogRecord& record) noexcept {
    if (!is_open()) {
        count_closed(record.level);
        return;
    }
    Engine& engine = this->engine();
    Lane* lane = engine.queue.lane();
    if (record.level < profile.options.level) {
        if (lane != nullptr) {
            lane->counts.below_level.add(1);
        } else {
            engine.queue.shared_counts.below_level.fetch_add(1, std::memory_order_relaxed);
        }
        return;
    }

    const std::string_view message = cut(record.message, options_.max_message);
    const std::string_view logger = cut(record.logger, max_logger_name);
    std::string_view context = current_context();
    if (context.size() > max_context) {
        context = {};
    }
    const std::size_t bytes = record_bytes(sizeof(LogBody) + logger.size() + context.size() + message.size());
    const Reserved reserved = reserve(engine, lane, bytes, record.level);
    if (reserved.record == nullptr) {
        return;
    }

    ::new (reserved.record) RecordHeader{&log_call, static_cast<std::uint32_t>(bytes), record.level};
    auto* body = ::new (reserved.record->body()) LogBody{&profile,
                                                         record.time,
                                                         record.thread,
                                                         record.file,
                                                         record.function,
                                                         record.message.size(),
                                                         record.line,
                                                         static_cast<std::uint32_t>(logger.size()),
                                                         static_cast<std::uint32_t>(context.size()),
                                                         static_cast<std::uint32_t>(message.size())};
    append(append(append(body->text(), logger), context), message);
    if (body->is_cut()) {
        if (lane != nullptr) {
            lane->counts.cut_messages.add(1);
        } else {
            engine.queue.shared_counts.cut_messages.fetch_add(1, std::memory_order_relaxed);
        }
    }
    (void)commit(engine, reserved);
}

Slot Core::begin(const ChannelTopic& topic, const PayloadType& type) noexcept {
    if (!is_open()) {
        count_closed(Level::info);
        return {};
    }
    Engine& engine = this->engine();
    const std::size_t bytes = record_bytes(sizeof(PayloadHead) + type.bytes);
    const Reserved reserved = reserve(engine, engine.queue.lane(), bytes, Level::info);
    if (reserved.record == nullptr) {
        return {};
    }
    ::new (reserved.record) RecordHeader{&type, static_cast<std::uint32_t>(bytes), Level::info};
    auto* head = ::new (reserved.record->body()) PayloadHead{&topic, std::chrono::system_clock::now()};
    return {head->payload(), reserved.record, reserved.lane};
}

bool Core::finish(const Slot& slot) noexcept {
    return commit(engine(), {static_cast<RecordHeader*>(slot.record), static_cast<Lane*>(slot.lane)});
}

Core::Reserved Core::reserve(Engine& engine, Lane* lane, std::size_t bytes, Level level) noexcept {
    RecordHeader* record = nullptr;
    if (lane == nullptr) {
        record = engine.queue.shared().reserve(bytes);
    } else if ((record = lane->reserve(bytes)) == nullptr) {
        record = wait_for_room(engine, *lane, bytes);
    } else if (lane->timed_out) {
        lane->timed_out = false;
    }
    if (record == nullptr) {
        count_refused(engine, lane, level);
    }
    return {record, lane};
}

RecordHeader* Core::wait_for_room(Engine& engine, Lane& lane, std::size_t bytes) noexcept {
    // The worker's own records must not wait for the worker.
    if (options_.overflow != OverflowPolicy::block || lane.timed_out || engine.is_worker_thread()) {
        return nullptr;
    }
    engine.wakeup.rouse();
    const auto deadline = std::chrono::steady_clock::now() + options_.block_limit;
    while (is_open() && std::chrono::steady_clock::now() < deadline) {
        ::nanosleep(&nap_while_full, nullptr);
        if (RecordHeader* record = lane.reserve(bytes)) {
            return record;
        }
    }
    lane.timed_out = true;
    return nullptr;
}

bool Core::commit(Engine& engine, const Reserved& reserved) noexcept {
    const Level level = reserved.record->level;
    Wakeup& wakeup = engine.wakeup;
    if (reserved.lane == nullptr) {
        if (!engine.queue.shared().commit(reserved.record)) {
            count_refused(engine, nullptr, level);
            return false;
        }
        wakeup.rouse_if_resting();
        return true;
    }
    reserved.lane->commit();
    std::atomic_signal_fence(std::memory_order_seq_cst);  // wakeup.hpp, 1: first visible, then look
    if (wakeup.is_parked() || level >= Level::error || reserved.lane->is_half_full()) {
        wakeup.rouse_if_resting();
    }
    return true;
}

void Core::count_refused(Engine& engine, Lane* lane, Level level) noexcept {
    const auto index = static_cast<std::size_t>(level);
    if (lane != nullptr) {
        lane->counts.queue_full[index].add(1);
    } else {
        engine.queue.shared_counts.queue_full[index].fetch_add(1, std::memory_order_relaxed);
    }
}

void Core::count_closed(Level level) noexcept {
    if (phase_.load(std::memory_order_relaxed) == Phase::closed) {
        closed_[static_cast<std::size_t>(level)].fetch_add(1, std::memory_order_relaxed);
    }
}

void Core::wake() noexcept {
    if (is_open()) {
        engine().wakeup.rouse_if_resting();
    }
}

bool Core::flush(std::chrono::milliseconds timeout) {
    if (!is_open() || engine().is_worker_thread()) {
        return phase_.load(std::memory_order_relaxed) != Phase::open;
    }
    return engine().worker.flush(timeout);
}

void Core::close() {
    if (!is_open() || closing_.exchange(true, std::memory_order_acq_rel)) {
        return;
    }
    Engine& engine = this->engine();
    const bool is_connected = engine.link.state() == ConnectionState::connected;
    flush(is_connected ? options_.close_timeout : options_.close_timeout_away);
    phase_.store(Phase::closed, std::memory_order_release);
    engine.stop();
    if (const auto left = engine.worker.counts().spooled; left != 0 && !engine.spool_file) {
        engine.reporter.report({ErrorCode::events_dropped, std::to_string(left) + " events were not acknowledged " +
                                                               "before the connection closed"});
    }
}

ConnectionState Core::state() {
    return is_open() ? engine().link.state() : ConnectionState::closed;
}

std::string Core::publisher() {
    return phase_.load(std::memory_order_relaxed) == Phase::inert ? std::string{} : engine().publisher;
}

const LogProfile& Core::add_profile(LogOptions options) {
    auto profiles = profiles_.lock();
    return profiles->emplace_back(LogProfile{std::move(options)});
}

const ChannelTopic& Core::add_topic(const std::string& name) {
    auto topics = topics_.lock();
    const auto known =
        std::find_if(topics->begin(), topics->end(), [&](const ChannelTopic& topic) { return topic.name == name; });
    return known != topics->end() ? *known : topics->emplace_back(ChannelTopic{name});
}

std::uint64_t Core::subscribe(Interest interest, EventHandler handler) {
    if (!is_open()) {
        return 0;
    }
    if (!interest.topics.empty()) {
        want_topics(interest.topics);
    }
    return engine().dispatcher.add(std::move(interest), std::move(handler));
}

void Core::unsubscribe(std::uint64_t id) noexcept {
    if (phase_.load(std::memory_order_relaxed) == Phase::inert) {
        return;
    }
    const auto interest = engine().dispatcher.remove(id);
    if (interest && !interest->topics.empty()) {
        release_topics(interest->topics);
    }
}

void Core::want_topics(const std::string& topics) {
    if (is_open()) {
        engine().subscriptions.want(topics);
        wake();
    }
}

void Core::release_topics(const std::string& topics) {
    if (is_open()) {
        engine().subscriptions.release(topics);
        wake();
    }
}

void Core::rescue(std::chrono::milliseconds limit) noexcept {
    Engine* current = engine_.load(std::memory_order_acquire);
    if (is_open() && current->generation == fork_generation() && !current->is_worker_thread()) {
        current->worker.rescue(limit);
    }
}

}  // namespace logbeam::channel
