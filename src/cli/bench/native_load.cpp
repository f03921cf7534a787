#include "base/ids.hpp"
#include "cli/bench/deframer.hpp"
#include "cli/bench/event_maker.hpp"
#include "cli/bench/load_dialect.hpp"
#include "wire/batch_codec.hpp"
#include "wire/native_frame.hpp"

#include <chrono>

namespace logbeam::cli {

namespace {

// Binary batches, as the C++ client sends them.
class BatchWriter final : public MessageWriter {
public:
    BatchWriter(const std::string& publisher, const BenchOptions& options)
        : batch_{publisher}, padding_{batch_padding(options.payload)} {
        for (std::size_t topic = 0; topic < options.topics; ++topic) {
            wire::EventKind kind;
            kind.topic = bench_topic(topic);
            kind.type = "bench.tick";
            kind.source = "bench";
            kinds_.push_back(std::move(kind));
        }
    }

    void append(std::string& out, const std::vector<Marker>& markers) override {
        const Timestamp now = std::chrono::system_clock::now();
        for (const Marker& marker : markers) {
            data_.clear();
            append_data(data_, marker, padding_);
            batch_.add(++counter_, kinds_[marker.topic], std::nullopt, now, data_);
        }
        append_client_frame(out, Opcode::binary, batch_.seal());
    }

private:
    wire::BatchBuilder batch_;
    const std::size_t padding_;
    std::vector<wire::EventKind> kinds_;
    std::uint64_t counter_ = 0;
    std::string data_;
};

std::string matching_filter(std::size_t number) {
    return "type:bench.tick mark:* -no:" + std::to_string(number);
}

class NativeLoad final : public LoadDialect {
public:
    NativeLoad(BenchOptions options, transport::Url url) : options_{std::move(options)}, url_{std::move(url)} {
        for (std::size_t index = 0; index < options_.publishers; ++index) {
            publishers_.push_back(base::make_publisher_id());
        }
        if (url_.path.empty() || url_.path == "/") url_.path = "/ws";
    }

    [[nodiscard]] std::string request(const Seat& /*seat*/) const override {
        return upgrade_request(url_, url_.path, "logbeam.v1", options_.token);
    }

    [[nodiscard]] std::string greeting(const Seat& seat) const override {
        wire::Hello hello;
        hello.source = "bench";
        hello.token = options_.token;
        if (seat.publishes) hello.publishers.push_back({publishers_[seat.index], 0});
        std::string frames;
        append_client_frame(frames, Opcode::text, wire::encode(wire::ClientFrame{hello}));
        if (!seat.publishes) {
            wire::Subscribe subscribe;
            subscribe.id = 1;
            subscribe.topics = {bench_pattern(seat.topic, seat.pattern)};
            if (options_.filters != 0) subscribe.filter = matching_filter(seat.index % options_.filters);
            append_client_frame(frames, Opcode::text, wire::encode(wire::ClientFrame{subscribe}));
        }
        return frames;
    }

    [[nodiscard]] bool is_seated(const Seat& seat, std::string_view said) const override {
        return said.find(seat.publishes ? R"("kind":"welcome")" : R"("kind":"subscribed")") != std::string_view::npos;
    }

    [[nodiscard]] bool is_complaint(std::string_view said) const override {
        return said.find(R"("kind":"failed")") != std::string_view::npos;
    }

    [[nodiscard]] std::size_t padding() const override { return batch_padding(options_.payload); }

    [[nodiscard]] std::unique_ptr<MessageWriter> writer(const Seat& seat) const override {
        return std::make_unique<BatchWriter>(publishers_[seat.index], options_);
    }

private:
    const BenchOptions options_;
    transport::Url url_;
    std::vector<std::string> publishers_;
};

}  // namespace

std::unique_ptr<LoadDialect> make_native_load(const BenchOptions& options, const transport::Url& url) {
    return std::make_unique<NativeLoad>(options, url);
}

}  // namespace logbeam::cli
