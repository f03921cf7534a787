#include "cli/bench/deframer.hpp"
#include "cli/bench/event_maker.hpp"
#include "cli/bench/load_dialect.hpp"

namespace logbeam::cli {

namespace {

// Where JetStream acknowledges what a publisher sent.
std::string inbox_of(const Seat& seat) {
    return "_INBOX.bench." + std::to_string(seat.index);
}

// A PUB per message. A batch is one message of many events, which nobody on the way looks into.
class PubWriter final : public MessageWriter {
public:
    PubWriter(const BenchOptions& options, const Seat& seat)
        : padding_{text_padding(options.payload)}, reply_{options.acknowledged ? inbox_of(seat) + " " : ""} {
        for (std::size_t topic = 0; topic < options.topics; ++topic) {
            topics_.push_back(bench_topic(topic));
        }
    }

    void append(std::string& out, const std::vector<Marker>& markers) override {
        events_.clear();
        for (const Marker& marker : markers) {
            append_event(events_, topics_[marker.topic], marker, padding_);
        }
        command_ = "PUB ";
        command_.append(topics_[markers.front().topic]).append(" ").append(reply_);
        command_.append(std::to_string(events_.size()));
        command_.append("\r\n").append(events_).append("\r\n");
        append_client_frame(out, Opcode::binary, command_);
    }

private:
    const std::size_t padding_;
    const std::string reply_;
    std::vector<std::string> topics_;
    std::string events_;
    std::string command_;
};

class NatsLoad final : public LoadDialect {
public:
    NatsLoad(BenchOptions options, transport::Url url) : options_{std::move(options)}, url_{std::move(url)} {}

    [[nodiscard]] std::string request(const Seat& /*seat*/) const override {
        return upgrade_request(url_, url_.path.empty() ? "/" : url_.path, "", "");
    }

    [[nodiscard]] std::string greeting(const Seat& seat) const override {
        std::string commands = R"(CONNECT {"verbose":false,"pedantic":false,"lang":"bench","version":"1","protocol":1)";
        if (!options_.token.empty()) {
            commands.append(R"(,"auth_token":")").append(options_.token).append("\"");
        }
        commands += "}\r\n";
        if (!seat.publishes) {
            commands.append("SUB ").append(bench_pattern(seat.topic, seat.pattern)).append(" 1\r\n");
        } else if (options_.acknowledged) {
            commands.append("SUB ").append(inbox_of(seat)).append(" 1\r\n");
        }
        commands += "PING\r\n";
        std::string frame;
        append_client_frame(frame, Opcode::binary, commands);
        return frame;
    }

    [[nodiscard]] bool is_seated(const Seat& /*seat*/, std::string_view said) const override {
        return said.find("PONG\r\n") != std::string_view::npos;
    }

    // An acknowledgement may be one too.
    [[nodiscard]] bool is_complaint(std::string_view said) const override {
        return said.find("\r\n{\"error\":") != std::string_view::npos || said.substr(0, 4) == "-ERR" ||
               said.find("\r\n-ERR") != std::string_view::npos;
    }

    // The answer to the PING that the server may have sent in between.
    [[nodiscard]] std::string keep_alive() const override {
        std::string frame;
        append_client_frame(frame, Opcode::binary, "PONG\r\n");
        return frame;
    }

    [[nodiscard]] std::size_t padding() const override { return text_padding(options_.payload); }

    [[nodiscard]] std::unique_ptr<MessageWriter> writer(const Seat& seat) const override {
        return std::make_unique<PubWriter>(options_, seat);
    }

private:
    const BenchOptions options_;
    const transport::Url url_;
};

}  // namespace

std::unique_ptr<LoadDialect> make_nats_load(const BenchOptions& options, const transport::Url& url) {
    return std::make_unique<NatsLoad>(options, url);
}

}  // namespace logbeam::cli
