#pragma once

#include "base/guarded.hpp"
#include "transport/nats/session.hpp"
#include "transport/nats/settings.hpp"

#include <logbeam/result.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace logbeam::transport {

// Connects on a thread of its own, for nats.c waits meanwhile; it takes no signals and may outlive the question.
// Confined.
class NatsConnector final {
public:
    // Who connects: the program's name and its token. Throws Failure when the system has no thread to give.
    struct Caller {
        std::string source;
        std::string token;
    };
    NatsConnector(const NatsSettings& settings, Caller caller, std::shared_ptr<NatsSignals> signals);

    // The outcome, once it is told by the signals.
    using Outcome = Result<std::shared_ptr<NatsSession>>;
    [[nodiscard]] std::optional<Outcome> take();

private:
    using Answer = std::optional<Outcome>;

    struct Question {
        NatsSettings settings;
        Caller caller;
        std::shared_ptr<NatsSignals> signals;
        Guarded<Answer> answer;

        Question(NatsSettings where, Caller who, std::shared_ptr<NatsSignals> told)
            : settings{std::move(where)}, caller{std::move(who)}, signals{std::move(told)} {}
    };

    static void connect(Question& question);

    std::shared_ptr<Question> question_;
};

}  // namespace logbeam::transport
