#include "channel/remote_levels.hpp"

#include "base/clock.hpp"
#include "base/signals.hpp"
#include "channel/fork.hpp"

#include <exception>
#include <system_error>
#include <utility>

namespace logbeam::channel {

RemoteLevels::RemoteLevels(Setup setup)
    : permission_{setup.permission}, shared_{std::make_shared<Shared>(setup.limit)} {
    shared_->state.lock()->on_done = std::move(setup.on_done);
}

RemoteLevels::~RemoteLevels() {
    shared_->state.lock()->on_done = nullptr;
}

void RemoteLevels::offer(std::shared_ptr<LoggerRegistry> registry) {
    if (permission_ == RemoteLevel::refuse) return;
    shared_->state.lock()->registry = std::move(registry);
    work();
}

void RemoteLevels::begin() {
    shared_->state.with([](State& state) {
        ++state.conversation;
        state.wishes.clear();
        state.answered = 0;
    });
    work();
}

void RemoteLevels::set(wire::SetLevel wish) {
    shared_->state.lock()->wishes.push_back(std::move(wish));
    work();
}

void RemoteLevels::refresh() {
    work();
}

void RemoteLevels::drive(std::chrono::steady_clock::time_point now) {
    const bool is_due = shared_->state.with([now](State& state) {
        const bool due = state.next_due && now >= *state.next_due;
        if (due) state.next_due.reset();
        return due;
    });
    if (is_due) work();
}

std::optional<std::chrono::steady_clock::time_point> RemoteLevels::deadline() const {
    return shared_->state.lock()->next_due;
}

std::optional<wire::Loggers> RemoteLevels::take() {
    return shared_->state.with([](State& state) { return std::exchange(state.found, std::nullopt); });
}

void RemoteLevels::close() {
    const bool has_any = shared_->state.with([](State& state) {
        state.is_closing = true;
        return state.next_due.has_value() || !state.wishes.empty() || state.is_working;
    });
    if (has_any) work();
}

// The parent's thread that could write its book is not in this process, and was not writing when it was forked.
void RemoteLevels::inherit(const RemoteLevels& parents) {
    shared_->book = parents.shared_->book;
}

// Begins a thread, or has the running one go round once more.
void RemoteLevels::work() {
    const bool begins = shared_->state.with([](State& state) {
        if (!state.registry) return false;
        state.has_more = state.is_working;
        return !std::exchange(state.is_working, true);
    });
    if (!begins) return;
    try {
        base::thread_without_signals([shared = shared_] { run(*shared); }).detach();
    } catch (const std::system_error&) {  // no thread to be had: the next occasion may find one
        shared_->state.lock()->is_working = false;
    }
}

void RemoteLevels::run(Shared& shared) {
    for (bool goes_on = true; goes_on;) {
        State task;
        shared.state.with([&task](State& state) {
            task.registry = state.registry;
            task.conversation = state.conversation;
            task.wishes = std::exchange(state.wishes, {});
            task.is_closing = state.is_closing;
            state.has_more = false;
        });
        wire::Loggers found;
        bool is_well = true;
        try {
            const auto no_fork = forbid_fork();
            const HostLoggers loggers = look(shared.book, task);
            found.loggers = shared.book.describe(loggers);
        } catch (const std::exception&) {  // no memory for the list: there is none this time
            is_well = false;
        }
        goes_on = shared.state.with([&](State& state) {
            if (task.conversation == state.conversation) state.answered += task.wishes.size();
            found.answered = state.answered;
            if (is_well) state.found = std::move(found);
            state.next_due = shared.book.next_due();
            if (state.on_done) state.on_done();
            state.is_working = state.has_more;
            return state.has_more;
        });
    }
}

HostLoggers RemoteLevels::look(LevelBook& book, const State& task) {
    HostLoggers loggers = task.registry->loggers();
    const SystemClock clock;
    const Moment now{clock.steady_now(), clock.wall_now()};
    for (const wire::SetLevel& wish : task.wishes)
        book.set(loggers, wish, now);
    if (task.is_closing) {
        book.revert_all();
    } else {
        book.revert_due(now.steady);
    }
    return loggers;
}

}  // namespace logbeam::channel
