#include "edge/attachment.hpp"

#include <logbeam/json_writer.hpp>

#include <poll.h>

#include <memory>
#include <utility>

namespace logbeam::edge {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds answer_wait{5};
constexpr std::chrono::milliseconds between_tries{250};
constexpr unsigned replicas_of_a_cluster = 3;

std::string question_for_subject(const std::string& subject) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json.key("subject");
    json.string(subject);
    json.end_object();
    return text;
}

// A cluster that elects says so, and has an answer a moment later.
bool may_pass(const Error& error) {
    return error.code == ErrorCode::timed_out || error.code == ErrorCode::connection_lost ||
           error.detail.find("temporarily unavailable") != std::string::npos;
}

// Asks and waits, one question after the other.
class Asker {
public:
    Asker(transport::NatsPort& port, Clock::time_point until) : port_{port}, until_{until} {
        port_.observe({.on_lost = [lost = lost_](const Error& reason) { *lost = reason; }});
    }

    [[nodiscard]] Result<void> wait_until_open() {
        while (!port_.is_open()) {
            if (!turn()) return lost_->value_or(Error{ErrorCode::timed_out, "no connection to NATS in time"});
        }
        return {};
    }

    // Until there is an answer that is one.
    template <class Parse>
    [[nodiscard]] auto ask(const std::string& subject, const std::string& body, const Parse& parse)
        -> decltype(parse(std::string_view{})) {
        while (true) {
            auto answer = ask_once(subject, body, parse);
            if (answer || !may_pass(answer.error()) || Clock::now() + between_tries > until_) return answer;
            const auto next = Clock::now() + between_tries;
            while (Clock::now() < next)
                static_cast<void>(turn());
        }
    }

private:
    template <class Parse>
    [[nodiscard]] auto ask_once(const std::string& subject, const std::string& body, const Parse& parse)
        -> decltype(parse(std::string_view{})) {
        std::optional<decltype(parse(std::string_view{}))> outcome;
        port_.request({subject, body}, answer_wait, [&](const Result<const transport::Mail*>& answer) {
            if (answer) {
                outcome.emplace(parse((*answer)->body));
            } else {
                outcome.emplace(answer.error());
            }
        });
        while (!outcome)
            static_cast<void>(turn());
        return *std::move(outcome);
    }

    // False when the time is over.
    [[nodiscard]] bool turn() {
        pollfd wait{port_.descriptor(), POLLIN, 0};
        constexpr int at_most = 50;  // milliseconds
        ::poll(&wait, 1, at_most);
        port_.drive();
        return Clock::now() < until_;
    }

    transport::NatsPort& port_;
    const Clock::time_point until_;
    // The port outlives who asks.
    const std::shared_ptr<std::optional<Error>> lost_ = std::make_shared<std::optional<Error>>();
};

Result<LogState> create(Asker& asker, const LogOptions& options) {
    const auto create_with = [&](unsigned replicas) {
        return asker.ask("$JS.API.STREAM.CREATE." + options.name, create_stream_request(options, replicas),
                         parse_stream);
    };
    if (options.replicas != 0) return create_with(options.replicas);
    auto created = create_with(replicas_of_a_cluster);
    if (!created && wants_fewer_replicas(created.error())) return create_with(1);
    return created;
}

Result<LogState> find_or_create(Asker& asker, const LogOptions& options) {
    const auto name =
        asker.ask("$JS.API.STREAM.NAMES", question_for_subject(options.subjects.front()), parse_stream_names);
    if (!name) return name.error();
    if (name->empty()) return create(asker, options);
    return asker.ask("$JS.API.STREAM.INFO." + *name, {}, parse_stream);
}

}  // namespace

Result<Attachment> attach(const EdgeOptions& options, std::chrono::milliseconds limit) {
    Attachment made{transport::make_nats_port(options.nats, "broker"), std::nullopt};
    Asker asker{*made.port, Clock::now() + limit};
    made.port->open();
    if (auto opened = asker.wait_until_open(); !opened) return opened.error();
    if (options.nats.options.stream == NatsStream::ignore) return made;
    auto log = find_or_create(asker, options.log);
    if (log) {
        made.log = *std::move(log);
    } else if (log.error().code != ErrorCode::not_found || options.nats.options.stream == NatsStream::require) {
        return log.error();
    }
    return made;
}

}  // namespace logbeam::edge
