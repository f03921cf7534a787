#pragma once

#include "hub/counters.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace logbeam::http {

// One of the broker's counters, as /api/stats and /metrics call it. Rows of one metric stand together.
struct CounterRow {
    std::string_view name;  // in /api/stats
    std::uint64_t hub::Counters::*count;
    std::string_view metric;
    std::string_view labels;  // without braces; empty: none
    std::string_view help;    // of the metric: its first row says it
};

inline constexpr std::array counter_rows{
    CounterRow{"accepted", &hub::Counters::accepted, "logbeam_events_total", R"(outcome="accepted")",
               "Events that reached the broker, each by one outcome."},
    CounterRow{"duplicates", &hub::Counters::duplicates, "logbeam_events_total", R"(outcome="duplicate")", ""},
    CounterRow{"refused_events", &hub::Counters::refused_events, "logbeam_events_total", R"(outcome="refused")", ""},
    CounterRow{"unstored_events", &hub::Counters::unstored_events, "logbeam_unstored_events_total", "",
               "Accepted events that the history could not take."},
    CounterRow{"excluded", &hub::Counters::excluded, "logbeam_excluded_events_total", "",
               "Accepted events that were delivered, but are not to be kept."},
    CounterRow{"accepted_bytes", &hub::Counters::accepted_bytes, "logbeam_accepted_bytes_total", "",
               "Bytes of accepted events, as canonical text."},
    CounterRow{"batches", &hub::Counters::batches, "logbeam_batches_total", "", "Batches that decoded."},
    CounterRow{"refused_batches", &hub::Counters::refused_batches, "logbeam_refused_batches_total", "",
               "Batches that did not decode."},
    CounterRow{"dropped_at_source", &hub::Counters::dropped_at_source, "logbeam_dropped_at_source_total", "",
               "Events that publishers told that they dropped."},
    CounterRow{"missing_counters", &hub::Counters::missing_counters, "logbeam_missing_counters_total", "",
               "Numbers that publishers skipped without a word."},
    CounterRow{"early_batches", &hub::Counters::early_batches, "logbeam_disordered_batches_total", R"(order="early")",
               "Batches of a publisher that the NATS stream holds in another order than they were made."},
    CounterRow{"late_batches", &hub::Counters::late_batches, "logbeam_disordered_batches_total", R"(order="late")", ""},
    CounterRow{"deliveries", &hub::Counters::deliveries, "logbeam_deliveries_total", "",
               "Events times the readers that they were handed to."},
    CounterRow{"skipped", &hub::Counters::skipped, "logbeam_skipped_events_total", "",
               "Events that slow readers were not given."},
    CounterRow{"filtered", &hub::Counters::filtered, "logbeam_filtered_events_total", "",
               "Events of a subscription's topics that its filter left out."},
    CounterRow{"sampled_out", &hub::Counters::sampled_out, "logbeam_sampled_out_events_total", "",
               "Events that a reader's max_rate left out."},
    CounterRow{"too_slow", &hub::Counters::too_slow, "logbeam_too_slow_readers_total", "",
               "Readers that were disconnected for being slow."},
    CounterRow{"untold", &hub::Counters::untold, "logbeam_untold_events_total", "",
               "Events of the broker itself that were above their rate."},
    CounterRow{"connections", &hub::Counters::connections, "logbeam_connections_total", "", "Connections ever taken."},
    CounterRow{"refused_connections", &hub::Counters::refused_connections, "logbeam_refused_connections_total", "",
               "Connections that a limit refused."},
    CounterRow{"unauthorized", &hub::Counters::unauthorized, "logbeam_unauthorized_total", "",
               "Requests without a token that is known."},
    CounterRow{"refused_origins", &hub::Counters::refused_origins, "logbeam_refused_origins_total", "",
               "Requests of web pages of other origins."},
    CounterRow{"refused_hosts", &hub::Counters::refused_hosts, "logbeam_refused_hosts_total", "",
               "Requests whose Host is not one of this broker's."},
    CounterRow{"protocol_errors", &hub::Counters::protocol_errors, "logbeam_protocol_errors_total", "",
               "Connections that broke the rules of their protocol."},
    CounterRow{"passed_over", &hub::Counters::passed_over, "logbeam_passed_over_messages_total", "",
               "Messages of realtime clients that mean nothing."},
    CounterRow{"limits_reached", &hub::Counters::limits_reached, "logbeam_limits_reached_total", "",
               "Requests that a limit refused."},
    CounterRow{"rate_limited", &hub::Counters::rate_limited, "logbeam_rate_limited_total", "",
               "Events or requests above a rate."},
    CounterRow{"bytes_in", &hub::Counters::bytes_in, "logbeam_received_bytes_total", "", "Bytes read from sockets."},
    CounterRow{"bytes_out", &hub::Counters::bytes_out, "logbeam_sent_bytes_total", "", "Bytes written to sockets."},
    CounterRow{"short_writes", &hub::Counters::short_writes, "logbeam_short_writes_total", "",
               "Writes that a socket took only in part."},
    CounterRow{"http_requests", &hub::Counters::http_requests, "logbeam_http_requests_total", "", "HTTP requests."},
};

// A counter that has no row would be counted and never shown.
static_assert(sizeof(hub::Counters) == counter_rows.size() * sizeof(std::uint64_t));

}  // namespace logbeam::http
