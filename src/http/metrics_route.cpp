#include "alert/desk.hpp"
#include "http/answer.hpp"
#include "http/counter_table.hpp"
#include "http/metrics_text.hpp"
#include "http/routes.hpp"
#include "notify/dispatcher.hpp"

#include <logbeam/drops.hpp>

#include <array>
#include <map>
#include <string>
#include <utility>

// Labels are bounded: reasons, levels, dialects and outcomes, never a topic's or a client's name.
namespace logbeam::http {
namespace {

using Type = MetricsText::Type;

void write_gauge(MetricsText& text, std::string_view name, std::string_view help, std::uint64_t value) {
    text.family(name, Type::gauge, help);
    text.sample(value);
}

void write_counters(MetricsText& text, const hub::Counters& counters) {
    for (const auto& row : counter_rows) {
        if (!row.help.empty()) text.family(row.metric, Type::counter, row.help);
        text.sample(counters.*row.count, row.labels);
    }
}

void write_drops(MetricsText& text, const hub::Ingest& ingest) {
    text.family("logbeam_dropped_at_source_by_reason_total", Type::counter,
                "Events that publishers told that they dropped, by reason.");
    for (std::size_t reason = 0; reason < drop_reason_count; ++reason) {
        text.sample(ingest.dropped_at_source()[reason],
                    MetricsText::label("reason", to_string(static_cast<DropReason>(reason))));
    }
}

void write_levels(MetricsText& text, const hub::TopicTable& topics) {
    decltype(hub::TopicStats::levels) sums{};
    for (std::size_t id = 0; id < topics.size(); ++id) {
        const auto& levels = topics[static_cast<hub::TopicId>(id)].levels;
        for (std::size_t level = 0; level < sums.size(); ++level) {
            sums[level] += levels[level];
        }
    }
    text.family("logbeam_events_by_level_total", Type::counter, "Accepted events by their level.");
    for (std::size_t level = 0; level < sums.size(); ++level) {
        const auto name = level < level_count ? to_string(static_cast<Level>(level)) : "none";
        text.sample(sums[level], MetricsText::label("level", name));
    }
}

void write_clients(MetricsText& text, const hub::Registry& registry) {
    std::map<std::string, std::uint64_t> by_dialect;
    for (const auto& [session, client] : registry.clients()) {
        ++by_dialect[client.dialect];
    }
    text.family("logbeam_clients", Type::gauge, "Connected clients by what they speak.");
    for (const auto& [dialect, count] : by_dialect) {
        text.sample(count, MetricsText::label("dialect", dialect));
    }
}

void write_hub(MetricsText& text, const hub::Hub& hub) {
    write_gauge(text, "logbeam_audiences", "Groups of readers that share their frames.", hub.shard.audiences());
    write_gauge(text, "logbeam_readers", "Subscriptions that hear.", hub.shard.readers());
    write_gauge(text, "logbeam_outbox_bytes", "Memory of frames that wait for readers.", hub.shard.outbox_bytes());
    write_gauge(text, "logbeam_topics", "Topics that are known.", hub.topics.size() - 1);
    const auto extent = hub.history.extent();
    write_gauge(text, "logbeam_history_events", "Events in the history.", extent.events);
    write_gauge(text, "logbeam_history_bytes", "Bytes in the history.", extent.bytes);
    write_gauge(text, "logbeam_history_damaged_blocks", "Blocks of the store that cannot be read.",
                extent.damaged_blocks);
    text.family("logbeam_history_trimmed_events_total", Type::counter, "Events that had to leave the history.");
    text.sample(extent.trimmed);
}

void write_people(MetricsText& text, const alert::Desk& desk, const notify::Dispatcher& dispatcher) {
    text.family("logbeam_unlisted_alerts_total", Type::counter, "Alerts for which no group of messages had room.");
    text.sample(desk.grouping().refused());
    text.family("logbeam_notifications_total", Type::counter, "Notifications by their notifier and outcome.");
    for (const auto& each : dispatcher.status()) {
        const std::string notifier = MetricsText::label("notifier", each.notifier) + ",";
        text.sample(each.counts.delivered, notifier + MetricsText::label("outcome", "delivered"));
        text.sample(each.counts.refused, notifier + MetricsText::label("outcome", "refused"));
        text.sample(each.counts.retried, notifier + MetricsText::label("outcome", "retried"));
        text.sample(each.counts.no_room, notifier + MetricsText::label("outcome", "no_room"));
    }
}

void write_log(MetricsText& text, const hub::LogStatus& log) {
    write_gauge(text, "logbeam_log_connected", "1 while the broker is connected to the NATS cluster.",
                log.is_connected ? 1 : 0);
    write_gauge(text, "logbeam_log_caught_up", "1 once the broker has read all that the log held when it began.",
                log.has_caught_up ? 1 : 0);
    write_gauge(text, "logbeam_log_pending_messages", "Messages of the log that are not read yet.", log.pending);
    write_gauge(text, "logbeam_log_waiting_bytes", "Published here, and not in the log yet.", log.waiting_bytes);
    text.family("logbeam_log_restarts_total", Type::counter, "Consumers of the log that were made anew.");
    text.sample(log.restarts);
    text.family("logbeam_log_diverged_total", Type::counter,
                "Times that what was read here was not what the log's leader has.");
    text.sample(log.diverged);
    text.family("logbeam_log_refused_messages_total", Type::counter, "Messages of the log that were no events.");
    text.sample(log.refused);
    text.family("logbeam_log_gone_messages_total", Type::counter,
                "Messages that the log dropped before they were read here.");
    text.sample(log.gone);
    write_gauge(text, "logbeam_leads", "1 while the broker judges alerts and publishes for other NATS clients.",
                log.leads ? 1 : 0);
    text.family("logbeam_bridged_events_total", Type::counter,
                "Events from and to other programs' NATS clients, by what became of them.");
    text.sample(log.bridges.in, MetricsText::label("way", "in"));
    text.sample(log.bridges.out, MetricsText::label("way", "out"));
    text.sample(log.bridges.refused, MetricsText::label("way", "refused"));
    text.sample(log.bridges.lost, MetricsText::label("way", "lost"));
}

void write_process(MetricsText& text, const ProcessStats& process) {
    write_gauge(text, "process_resident_memory_bytes", "Resident memory size in bytes.", process.resident_bytes);
    write_gauge(text, "process_open_fds", "Number of open file descriptors.", process.open_descriptors);
    text.family("process_cpu_seconds_total", Type::counter, "Total user and system CPU time spent in seconds.");
    text.sample(process.cpu_seconds);
}

}  // namespace

Response show_metrics(Services& services, const Request& /*request*/) {
    MetricsText text;
    text.family("logbeam_build_info", Type::gauge, "What runs here; always 1.");
    text.sample(std::uint64_t{1}, MetricsText::label("server", services.server));
    text.family("logbeam_uptime_seconds", Type::gauge, "Since the start of the broker.");
    text.sample(services.uptime().count());
    write_counters(text, services.hub.counters);
    write_drops(text, services.hub.ingest);
    write_levels(text, services.hub.topics);
    write_clients(text, services.hub.clients);
    write_hub(text, services.hub);
    if (services.alert_place.here() != nullptr)
        write_people(text, services.alerts().desk, services.alerts().dispatcher);
    if (services.hub.log) write_log(text, *services.hub.log);
    if (services.process) write_process(text, services.process());

    auto response = text_answer(std::move(text).take());
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

}  // namespace logbeam::http
