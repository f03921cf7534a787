#include "channel/core.hpp"

#include "channel/context.hpp"
#include "channel/live_cores.hpp"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <optional>
#include <string>
#include <system_error>
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

// A copy for texts of some ten to some hundred bytes, the usual ones: in steps of 16, the last overlapping.
char* append(char* to, std::string_view text) noexcept {
    const char* from = text.data();
    const std::size_t size = text.size();
    if (size < 16) {
        for (std::size_t i = 0; i < size; ++i) {
            to[i] = from[i];
        }
        return to + size;
    }
    std::size_t done = 0;
    for (; done + 16 <= size; done += 16) {
        std::memcpy(to + done, from + done, 16);
    }
    std::memcpy(to + size - 16, from + size - 16, 16);
    return to + size;
}

struct ChildsEngine {
    std::unique_ptr<Engine> engine;
    std::optional<Error> trouble;
};

// A log call must not fail its host: where no spool file is to be had, the child spools in memory.
ChildsEngine make_childs_engine(const ConnectionOptions& options, const TransportFactory& make_transport) {
    try {
        return {std::make_unique<Engine>(options, make_transport), std::nullopt};
    } catch (const Failure& failure) {
        ConnectionOptions in_memory = options;
        in_memory.spool_file.clear();
        return {std::make_unique<Engine>(in_memory, make_transport), failure.error()};
    }
}

}  // namespace

std::shared_ptr<Core> Core::make(ConnectionOptions options, TransportFactory make_transport) {
    return std::make_shared<Core>(std::move(options), std::move(make_transport));
}

Core::Core(ConnectionOptions options, TransportFactory make_transport)
    : max_message_{options.max_message}, options_{std::move(options)}, make_transport_{std::move(make_transport)} {
    if (!make_transport_) {
        return;
    }
    watch_forks();
    auto made = std::make_unique<Engine>(options_, make_transport_);
    made->start();
    engine_.store(made.release(), std::memory_order_release);
    phase_.store(Phase::open, std::memory_order_release);
    LiveCores::add(*this);
}

Core::~Core() {
    if (phase_.load(std::memory_order_acquire) == Phase::inert) {
        return;
    }
    LiveCores::remove(*this);
    Engine* last = engine_.load(std::memory_order_acquire);
    if (last->generation == fork_generation()) {  // else its threads are the parent's
        close();
        delete last;
    }
}

Engine& Core::restart(Engine* parents) {
    auto [made, trouble] = make_childs_engine(options_, make_transport_);
    if (!engine_.compare_exchange_strong(parents, made.get(), std::memory_order_acq_rel)) {
        return *engine_.load(std::memory_order_acquire);
    }
    parents->release_after_fork();  // for cores that LiveCores had no room for
    Engine& fresh = *made.release();
    if (has_loggers_.load(std::memory_order_acquire)) {
        fresh.remote_levels.inherit(parents->remote_levels);
        fresh.remote_levels.offer(loggers_);
    }
    try {
        fresh.start();
    } catch (const std::system_error& thrown) {  // no thread to be had: its lanes fill, and count what they refuse
        trouble = Error{ErrorCode::internal, std::string{"no worker after fork: "} + thrown.what()};
    }
    if (trouble) {
        fresh.reporter.report(std::move(*trouble));
    }
    return fresh;
}

void Core::release_after_fork() noexcept {
    engine_.load(std::memory_order_acquire)->release_after_fork();
}

void Core::submit(const LogProfile& profile, const LogRecord& record) noexcept {
    if (!is_open()) {
        count_closed(record.level);
        return;
    }
    const Way way = this->way();
    if (record.level < profile.options.level) {
        count_below_level(way);
        return;
    }

    const std::string_view message = cut(record.message, max_message_);
    const std::string_view logger = cut(record.logger, max_logger_name);
    const std::string_view all_context = current_context();
    const std::string_view context = all_context.size() <= max_context ? all_context : std::string_view{};
    const std::size_t bytes = record_bytes(sizeof(LogBody) + logger.size() + context.size() + message.size());
    RecordHeader* queued = reserve(way, bytes, record.level);
    if (queued == nullptr) {
        return;
    }

    ::new (queued) RecordHeader{&log_call, static_cast<std::uint32_t>(bytes), record.level};
    auto* body = ::new (queued->body()) LogBody{&profile,
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
    if (body->is_cut() || context.size() < all_context.size()) {
        count_cut(way);
    }
    (void)commit(way, queued);
}

Slot Core::begin(const ChannelTopic& topic, const PayloadType& type) noexcept {
    if (!is_open()) {
        count_closed(Level::info);
        return {};
    }
    const Way way = this->way();
    const std::size_t bytes = record_bytes(sizeof(PayloadHead) + type.bytes);
    RecordHeader* queued = reserve(way, bytes, Level::info);
    if (queued == nullptr) {
        return {};
    }
    ::new (queued) RecordHeader{&type, static_cast<std::uint32_t>(bytes), Level::info};
    auto* head = ::new (queued->body()) PayloadHead{&topic, std::chrono::system_clock::now()};
    return {head->payload(), queued, way.lane};
}

bool Core::finish(const Slot& slot) noexcept {
    return commit({engine_.load(std::memory_order_acquire), static_cast<Lane*>(slot.lane)},
                  static_cast<RecordHeader*>(slot.record));
}

// --- off the usual path ---

[[gnu::cold]] Core::Way Core::find_way() noexcept {
    Engine& current = engine();
    return {&current, current.queue.lane()};
}

[[gnu::cold]] RecordHeader* Core::reserve_otherwise(const Way& way, std::size_t bytes, Level level) noexcept {
    RecordHeader* record = way.lane == nullptr ? way.engine->queue.shared().reserve(bytes) : wait_for_room(way, bytes);
    if (record == nullptr) {
        count_refused(way, level);
    }
    return record;
}

RecordHeader* Core::wait_for_room(const Way& way, std::size_t bytes) noexcept {
    // Who waited in vain waits again only after there was room; the worker's own records must not wait for the worker.
    Lane& lane = *way.lane;
    const bool gave_up = lane.gave_up_at == lane.counts.enqueued.get();
    if (options_.overflow != OverflowPolicy::block || gave_up || way.engine->is_worker_thread()) {
        return nullptr;
    }
    way.engine->wakeup.rouse();
    const auto deadline = std::chrono::steady_clock::now() + options_.block_limit;
    while (is_open() && std::chrono::steady_clock::now() < deadline) {
        ::nanosleep(&nap_while_full, nullptr);
        if (RecordHeader* record = lane.reserve(bytes)) {
            return record;
        }
    }
    lane.gave_up_at = lane.counts.enqueued.get();
    return nullptr;
}

inline bool Core::commit(const Way& way, RecordHeader* record) noexcept {
    if (way.lane == nullptr) {
        return commit_shared(*way.engine, record);
    }
    const Level level = record->level;  // once committed, the record is the worker's
    way.lane->commit();
    std::atomic_signal_fence(std::memory_order_seq_cst);  // wakeup.hpp, 1: first visible, then look
    Wakeup& wakeup = way.engine->wakeup;
    if (wakeup.is_parked() || level >= Level::error || way.lane->is_half_full()) {
        wakeup.rouse_if_resting();
    }
    return true;
}

[[gnu::cold]] bool Core::commit_shared(Engine& engine, RecordHeader* record) noexcept {
    const Level level = record->level;
    if (!engine.queue.shared().commit(record)) {
        count_refused({&engine, nullptr}, level);
        return false;
    }
    engine.wakeup.rouse_if_resting();
    return true;
}

void Core::count_below_level(const Way& way) noexcept {
    if (way.lane != nullptr) {
        way.lane->counts.below_level.add(1);
    } else {
        way.engine->queue.shared_counts.below_level.fetch_add(1, std::memory_order_relaxed);
    }
}

[[gnu::cold]] void Core::count_cut(const Way& way) noexcept {
    if (way.lane != nullptr) {
        way.lane->counts.cut_messages.add(1);
    } else {
        way.engine->queue.shared_counts.cut_messages.fetch_add(1, std::memory_order_relaxed);
    }
}

void Core::count_refused(const Way& way, Level level) noexcept {
    const auto index = static_cast<std::size_t>(level);
    if (way.lane != nullptr) {
        way.lane->counts.queue_full[index].add(1);
    } else {
        way.engine->queue.shared_counts.queue_full[index].fetch_add(1, std::memory_order_relaxed);
    }
}

[[gnu::cold]] void Core::count_closed(Level level) noexcept {
    if (phase_.load(std::memory_order_relaxed) == Phase::closed) {
        closed_[static_cast<std::size_t>(level)].fetch_add(1, std::memory_order_relaxed);
    }
}

void Core::offer(std::shared_ptr<LoggerRegistry> loggers) {
    if (!is_open() || options_.remote_level == RemoteLevel::refuse || is_offering_.exchange(true)) return;
    loggers_ = std::move(loggers);
    has_loggers_.store(true, std::memory_order_release);
    engine().remote_levels.offer(loggers_);
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
    return profiles_.add(LogProfile{std::move(options)});
}

const ChannelTopic& Core::add_topic(const std::string& name) {
    const ChannelTopic* known = topics_.find([&](const ChannelTopic& topic) { return topic.name == name; });
    return known != nullptr ? *known : topics_.add(ChannelTopic{name});
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
