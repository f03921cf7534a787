#pragma once

#include "channel/record.hpp"
#include "channel/redactor.hpp"
#include "channel/reporter.hpp"
#include "channel/sites.hpp"
#include "event/pairs.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/drops.hpp>
#include <logbeam/event.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace logbeam::channel {

// What all events of a connection have in common.
struct Origin {
    std::string publisher;
    std::string source;
    std::string metadata;  // a JSON object
};

// Turns queued records into events of a batch: fields, template, redaction, before_send. The worker's.
class Encoder final {
public:
    Encoder(Origin origin, const ConnectionOptions& options, Reporter& reporter);

    // Appends the record under `counter`, or says why there is no event.
    [[nodiscard]] std::optional<DropReason> encode(RecordHeader& record, std::uint64_t counter,
                                                   wire::BatchBuilder& batch);

    [[nodiscard]] std::uint64_t replaced_bytes() const noexcept { return replaced_bytes_; }

private:
    // What the calls of one logger share.
    struct Logger {
        std::string name;
        std::string members;  // `"logger":"orders"`
        std::string topic;
        std::array<wire::EventKind, level_count> kinds;
    };
    // One field of the event to be: `text` is JSON, or a string still to be escaped.
    struct Member {
        std::string_view key;
        std::string_view text;
        bool is_json;
        bool is_reserved;
    };
    // An event whose `data` stands in data_.
    struct Draft {
        std::uint64_t counter = 0;
        std::optional<Level> level;
        Timestamp time;
        wire::EventKind& kind;
    };

    std::optional<DropReason> encode_log(const LogBody& body, Level level, std::uint64_t counter,
                                         wire::BatchBuilder& batch);
    std::optional<DropReason> encode_payload(const PayloadHead& head, const PayloadType& type, std::uint64_t counter,
                                             wire::BatchBuilder& batch);
    std::optional<DropReason> finish(const Draft& draft, wire::BatchBuilder& batch);
    std::optional<DropReason> finish_through_host(const Draft& draft, wire::BatchBuilder& batch);

    void write_log(const LogBody& body, Level level, const Logger& logger);
    void collect_members(const LogBody& body);
    static bool is_same_name(const Member& one, const Member& other) noexcept;
    void write_members(JsonWriter& json);
    std::string_view redact_message(std::string_view message, bool is_cut);
    std::size_t redact_pairs(std::string_view message);

    std::string topic_of(const LogProfile& profile, std::string_view logger);
    Logger& logger_for(const LogProfile& profile, std::string_view name);
    wire::EventKind& kind_for(std::string_view topic, std::string_view type);
    wire::EventKind cut_kind(const wire::EventKind& kind, const LogBody& body) const;

    const Origin origin_;
    const std::function<bool(Event&)> before_send_;
    const std::size_t max_event_;
    const Redactor redactor_;
    Reporter& reporter_;
    Sites sites_;

    std::unordered_map<std::string, Logger> loggers_;  // by profile and name
    const LogProfile* last_profile_ = nullptr;
    Logger* last_logger_ = nullptr;
    std::unordered_map<std::string, wire::EventKind> kinds_;  // by topic and type

    // Scratch, reused from event to event.
    std::string data_;
    std::string template_;
    std::string message_;
    std::string lookup_;
    event::PairList pairs_;
    std::vector<Member> members_;
    std::deque<std::string> masked_;
    std::uint64_t replaced_bytes_ = 0;
};

}  // namespace logbeam::channel
