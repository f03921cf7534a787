#pragma once

#include "base/guarded.hpp"
#include "support/nats_client.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/connection.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace logbeam::test {

inline constexpr std::chrono::seconds patience{30};

// What a connection reports. Thread-safe.
class Complaints {
public:
    [[nodiscard]] ConnectionOptions options() {
        ConnectionOptions options;
        options.source = "orders-api";
        options.on_error = [all = all_](const Error& error) { all->lock()->push_back(error); };
        return options;
    }
    [[nodiscard]] bool has(ErrorCode code, std::string_view words = {}) const {
        return all_->with([&](const std::vector<Error>& errors) {
            return std::any_of(errors.begin(), errors.end(), [&](const Error& error) {
                return error.code == code && error.detail.find(words) != std::string::npos;
            });
        });
    }

private:
    std::shared_ptr<Guarded<std::vector<Error>>> all_ = std::make_shared<Guarded<std::vector<Error>>>();
};

// Looks again and again, for as long as patience lasts.
template <class Condition>
[[nodiscard]] bool comes_true(Condition condition, std::chrono::milliseconds limit = patience) {
    const auto until = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return true;
}

// The messages of the events in letters, in their order.
[[nodiscard]] inline std::vector<std::string> messages(const std::vector<NatsLetter>& letters) {
    std::vector<std::string> all;
    for (const NatsLetter& letter : letters) {
        const auto batch = wire::decode_batch(letter.body).value();
        for (const wire::EventView& view : batch.events) {
            all.emplace_back(wire::to_event(batch, view).value().message());
        }
    }
    return all;
}

// "n=0", "n=1", …
[[nodiscard]] inline std::vector<std::string> numbered(int count) {
    std::vector<std::string> all;
    for (int n = 0; n < count; ++n) {
        all.push_back("n=" + std::to_string(n));
    }
    return all;
}

inline const std::string all_events = R"({"name":"EVENTS","subjects":["logbeam.event.>"]})";

}  // namespace logbeam::test
