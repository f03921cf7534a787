#include "cli/bench/deframer.hpp"
#include "cli/bench/event_maker.hpp"
#include "cli/bench/load_dialect.hpp"

namespace logbeam::cli {

namespace {

// One bare event per text frame.
class EventWriter final : public MessageWriter {
public:
    explicit EventWriter(const BenchOptions& options) : padding_{text_padding(options.payload)} {
        for (std::size_t topic = 0; topic < options.topics; ++topic) {
            topics_.push_back(bench_topic(topic));
        }
    }

    void append(std::string& out, const std::vector<Marker>& markers) override {
        for (const Marker& marker : markers) {
            event_.clear();
            append_event(event_, topics_[marker.topic], marker, padding_);
            append_client_frame(out, Opcode::text, event_);
        }
    }

private:
    const std::size_t padding_;
    std::vector<std::string> topics_;
    std::string event_;
};

class RealtimeLoad final : public LoadDialect {
public:
    RealtimeLoad(BenchOptions options, transport::Url url) : options_{std::move(options)}, url_{std::move(url)} {}

    // A publisher sits on a topic of its own, so that it does not hear itself.
    [[nodiscard]] std::string request(const Seat& seat) const override {
        const std::string topic =
            seat.publishes ? "bench-publisher-" + std::to_string(seat.index) : bench_topic(seat.topic);
        return upgrade_request(url_, "/" + topic, "", options_.token);
    }

    [[nodiscard]] std::string greeting(const Seat& /*seat*/) const override { return {}; }

    [[nodiscard]] bool is_seated(const Seat& /*seat*/, std::string_view said) const override {
        return said.find("connection.established") != std::string_view::npos;
    }

    [[nodiscard]] bool is_complaint(std::string_view /*said*/) const override { return false; }

    [[nodiscard]] std::size_t padding() const override { return text_padding(options_.payload); }

    [[nodiscard]] std::unique_ptr<MessageWriter> writer(const Seat& /*seat*/) const override {
        return std::make_unique<EventWriter>(options_);
    }

private:
    const BenchOptions options_;
    const transport::Url url_;
};

}  // namespace

std::unique_ptr<LoadDialect> make_realtime_load(const BenchOptions& options, const transport::Url& url) {
    return std::make_unique<RealtimeLoad>(options, url);
}

}  // namespace logbeam::cli
