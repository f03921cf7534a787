#include "cli/bench/event_maker.hpp"
#include "cli/bench/load_dialect.hpp"

namespace logbeam::cli {

namespace {

// Server-Sent Events, which have no way back: publishers speak the native dialect to the same server, and this one is
// the subscribers' alone.
class SseLoad final : public LoadDialect {
public:
    SseLoad(BenchOptions options, transport::Url url) : options_{std::move(options)}, url_{std::move(url)} {}

    [[nodiscard]] std::string request(const Seat& seat) const override {
        std::string text = "GET /events?topic=" + bench_pattern(seat.topic, seat.pattern) + " HTTP/1.1\r\nHost: ";
        text.append(url_.host).append(":").append(std::to_string(url_.port));
        text += "\r\nAccept: text/event-stream\r\n";
        if (!options_.token.empty()) {
            text.append("Authorization: Bearer ").append(options_.token).append("\r\n");
        }
        return text + "\r\n";
    }

    [[nodiscard]] bool is_framed() const override { return false; }
    [[nodiscard]] std::string greeting(const Seat& /*seat*/) const override { return {}; }
    [[nodiscard]] bool is_seated(const Seat& /*seat*/, std::string_view /*said*/) const override { return true; }
    [[nodiscard]] bool is_complaint(std::string_view /*said*/) const override { return false; }
    [[nodiscard]] std::size_t padding() const override { return 0; }
    [[nodiscard]] std::unique_ptr<MessageWriter> writer(const Seat& /*seat*/) const override { return nullptr; }

private:
    const BenchOptions options_;
    const transport::Url url_;
};

}  // namespace

std::unique_ptr<LoadDialect> make_sse_load(const BenchOptions& options, const transport::Url& url) {
    return std::make_unique<SseLoad>(options, url);
}

}  // namespace logbeam::cli
