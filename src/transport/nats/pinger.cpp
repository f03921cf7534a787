#include "transport/nats/pinger.hpp"

#include "base/signals.hpp"

#include <string>
#include <system_error>

namespace logbeam::transport {

Pinger::Pinger(std::shared_ptr<NatsSession> session, std::shared_ptr<NatsSignals> signals)
    : shared_{std::make_shared<Shared>(std::move(session), std::move(signals))} {
    try {
        base::thread_without_signals([shared = shared_] { run(*shared); }).detach();
    } catch (const std::system_error& thrown) {
        throw Failure{Error{ErrorCode::internal, std::string{"cannot wait for the NATS server: "} + thrown.what()}};
    }
}

Pinger::~Pinger() {
    shared_->state.lock()->is_over = true;
    shared_->changed.notify_all();
}

void Pinger::ask(std::uint64_t mark) {
    is_busy_ = true;
    shared_->state.lock()->asked = mark;
    shared_->changed.notify_all();
}

std::optional<Pinger::Answer> Pinger::take() {
    auto answer = shared_->state.with([](State& state) { return std::exchange(state.answer, std::nullopt); });
    if (answer) is_busy_ = false;
    return answer;
}

void Pinger::run(Shared& shared) {
    while (true) {
        std::uint64_t mark = 0;
        {
            auto state = shared.state.lock();
            state.wait(shared.changed, [](const State& now) { return now.asked || now.is_over; });
            if (state->is_over) return;
            mark = *std::exchange(state->asked, std::nullopt);
        }
        const bool is_answered = shared.session->ping(limit) == NATS_OK;
        shared.state.lock()->answer = Answer{is_answered ? std::optional{mark} : std::nullopt};
        shared.signals->tell();
    }
}

}  // namespace logbeam::transport
