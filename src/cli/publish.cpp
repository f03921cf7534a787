#include "cli/publish.hpp"

#include "cli/input.hpp"
#include "cli/line_splitter.hpp"
#include "cli/publish_data.hpp"
#include "cli/publishing.hpp"
#include "cli/terminal.hpp"

#include <logbeam/event_channel.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace logbeam::cli {

namespace {

// stdin as one JSON text per line; a line that is none is told and left out.
class LinePublisher {
public:
    LinePublisher(EventChannel& channel, const std::string& type) : channel_{channel}, type_{type} {}

    void run() {
        const StopSignal stop;
        const auto input = std::make_unique<Input>(stop);
        const auto publish = [this](std::string_view line) { publish_line(line); };
        while (const auto bytes = input->read()) {
            lines_.feed(*bytes, publish);
        }
        lines_.finish(publish);
    }

    [[nodiscard]] bool is_faultless() const noexcept { return is_faultless_; }

private:
    void publish_line(std::string_view line) {
        ++number_;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
        auto data = Value::parse(line);
        if (!data) {
            complain("line " + std::to_string(number_) + " is left out: " + data.error().message());
            is_faultless_ = false;
        } else if (channel_.publish(type_, std::move(*data)) == Publish::dropped) {
            complain("line " + std::to_string(number_) + " is left out: the broker does not take more");
            is_faultless_ = false;
        }
    }

    EventChannel& channel_;
    const std::string& type_;
    LineSplitter lines_{max_line};
    std::uint64_t number_ = 0;
    bool is_faultless_ = true;

    static constexpr std::size_t max_line = 1 << 20;
};

bool publish_all(EventChannel& channel, const PublishOptions& options) {
    if (options.data == std::vector<std::string>{"-"}) {
        LinePublisher lines{channel, options.type};
        lines.run();
        return lines.is_faultless();
    }
    return channel.publish(options.type, data_of(options.data).value()) == Publish::queued;
}

}  // namespace

int run(const PublishOptions& options) {
    ConnectionOptions connection;
    connection.overflow = OverflowPolicy::block;
    connection.block_limit = options.timeout;
    Publishing publishing{options.target, "logbeam-publish", connection};
    EventChannel channel{publishing.connection(), TopicName{options.topic}};

    const bool is_faultless = publish_all(channel, options);
    const bool is_held = publishing.flush(options.timeout);
    const ConnectionStats stats = publishing.connection().stats();
    publishing.mute();
    if (!is_held && !publishing.refusal()) {
        complain("timed_out (122): " + options.target.url + " has acknowledged " + std::to_string(stats.acknowledged) +
                 " of " + std::to_string(stats.made) + "; is the broker running?");
    }
    if (is_held && is_terminal(2)) {
        complain(std::to_string(stats.acknowledged) + (stats.acknowledged == 1 ? " event" : " events") + " published");
    }
    return is_faultless && is_held && stats.dropped == 0 ? 0 : 1;
}

}  // namespace logbeam::cli
