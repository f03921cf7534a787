#pragma once

#include "hub/envelope.hpp"
#include "hub/publisher_account.hpp"
#include "hub/rights.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::hub {

struct IngestLimits {
    std::size_t event_bytes = 1 << 20;  // of an event's data
    std::size_t depth = 60;             // of its nesting: with event and frame around it, readers allow 64
};

// On whose behalf something is published.
struct Sender {
    std::string_view client_id;
    std::string_view source;         // of an event that names none; empty: the client's id
    std::string_view default_topic;  // the same; empty: it has to name one
    const Rights* rights = nullptr;
};

struct TakenEvent {
    std::uint64_t seq = 0;
    std::string id;
};

struct TakenBatch {
    std::string_view publisher;  // in the batch's bytes
    std::uint64_t through = 0;   // acknowledge up to here once the burst is in the history
    std::uint64_t accepted = 0;
    std::uint64_t refused = 0;
    std::uint64_t excluded = 0;             // of those accepted
    Error first_refusal;                    // when some were refused
    std::optional<Absence> absent = {};     // out of a log: what the publisher had sent before it and is not there
    std::optional<Absence> forgotten = {};  // what was absent for longest, and is not waited for any more
};

// An event as it was sent, with what it lacked. Views into the JSON, the sender, and the check that made it.
struct Draft {
    Envelope envelope;
    std::string_view topic;
    Timestamp time{};
};

// Whether what is published may be: by who sends it, and by what it is. Unsynchronised.
class EventCheck {
public:
    explicit EventCheck(IngestLimits limits) : limits_{limits} {}

    // One event as JSON. Until the next call.
    [[nodiscard]] Result<Draft> read(std::string_view json, const Sender& sender, Timestamp now);

    // The data of a batch's event: exactly one JSON value on one line. Until the next call.
    [[nodiscard]] Result<std::string_view> data_of(const wire::EventView& event);

private:
    const IngestLimits limits_;
    std::string scratch_;
};

[[nodiscard]] Result<void> check_right(const Sender& sender, std::string_view topic);

}  // namespace logbeam::hub
