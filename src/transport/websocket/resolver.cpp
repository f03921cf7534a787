#include "transport/websocket/resolver.hpp"

#include "base/signals.hpp"

#include <sys/eventfd.h>

#include <cerrno>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>

namespace logbeam::transport {

namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw Failure{Error{ErrorCode::internal, "cannot look up a host: " + why}};
}

}  // namespace

Resolver::Resolver(Endpoint endpoint) : question_{std::make_shared<Question>()} {
    question_->endpoint = std::move(endpoint);
    question_->told.reset(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    if (!question_->told.is_open()) {
        refuse(std::generic_category().message(errno));
    }
    try {
        base::thread_without_signals([question = question_] {
            auto answer = look_up(question->endpoint);
            *question->answer.lock() = std::move(answer);
            const std::uint64_t one = 1;
            [[maybe_unused]] const auto written = ::write(question->told.get(), &one, sizeof one);
        }).detach();
    } catch (const std::system_error& thrown) {
        refuse(thrown.what());
    }
}

std::optional<Resolver::Answer> Resolver::take() {
    return question_->answer.with([](std::optional<Answer>& answer) { return std::exchange(answer, std::nullopt); });
}

}  // namespace logbeam::transport
