#pragma once

#include "channel/context.hpp"
#include "channel/encoder.hpp"
#include "unit/channel/records.hpp"
#include "unit/channel/reports.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/event.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace logbeam::channel {

// An encoder, and what it makes of one record after the other.
struct EncoderRig {
    explicit EncoderRig(ConnectionOptions options = {})
        : encoder{Origin{"me", "orders-api", R"({"host":"web-1"})"}, options, reports.reporter} {}

    // Why there is no event; nothing when there is one, which is `last` then.
    std::optional<DropReason> encode(const LogCall& call) {
        EXPECT_TRUE(log_to(lane, call, profile));
        return encode_front();
    }
    template <class T>
    std::optional<DropReason> encode(T event) {
        EXPECT_TRUE(publish_to(lane, topic, std::move(event)));
        return encode_front();
    }

    template <class Call>
        requires(!std::is_convertible_v<Call, std::string_view>)
    const Event& event(Call call) {
        EXPECT_EQ(encode(std::move(call)), std::nullopt);
        return last;
    }
    const Event& event(std::string_view message) { return event(LogCall{.message = message}); }

    // The canonical text of `data`.
    std::string data(std::string_view message) { return event(message).data.to_json(); }

    // The same, without the members that every log event has.
    std::string fields(std::string_view message) {
        profile.options.templates = false;
        Value data = event(LogCall{.message = message, .context = current_context()}).data;
        for (const char* usual : {"level", "message", "logger", "thread"}) {
            data.as_object()->erase(usual);
        }
        return data.to_json();
    }

    Reports reports;
    LogProfile profile;
    ChannelTopic topic{"shop.orders"};
    Encoder encoder;
    std::uint64_t counter = 0;
    Event last;

private:
    std::optional<DropReason> encode_front() {
        RecordHeader* record = lane.front();
        const auto reason = encoder.encode(*record, ++counter, builder);
        destroy(*record);
        lane.pop(*record);
        if (!reason) {
            const std::string bytes = builder.seal();
            const auto batch = wire::decode_batch(bytes);
            last = wire::to_event(*batch, batch->events.front()).value();
        }
        return reason;
    }

    Lane lane{1 << 20};
    wire::BatchBuilder builder{"me"};
};

}  // namespace logbeam::channel
