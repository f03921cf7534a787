#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "hub/publisher_account.hpp"

#include <logbeam/drops.hpp>
#include <logbeam/json_writer.hpp>

#include <map>
#include <string_view>

namespace logbeam::http {
namespace {

constexpr std::uint64_t usual_limit = 1000;

using Connected = std::map<std::string_view, const hub::Client*>;

void write_number(JsonWriter& json, std::string_view key, std::uint64_t number) {
    json.key(key);
    json.unsigned_integer(number);
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
    json.key(key);
    json.string(text);
}

Connected connected_clients(const hub::Registry& clients) {
    Connected all;
    for (const auto& [session, client] : clients.clients())
        all.emplace(client.id, &client);
    return all;
}

void write_drops(JsonWriter& json, const hub::PublisherAccount& account) {
    json.key("dropped");
    json.begin_object();
    for (std::size_t reason = 0; reason < drop_reason_count; ++reason) {
        if (account.dropped[reason] == 0) continue;
        write_number(json, to_string(static_cast<DropReason>(reason)), account.dropped[reason]);
    }
    json.end_object();
}

// What it counted itself, when it told so last.
void write_report(JsonWriter& json, const hub::PublisherReport& report) {
    json.key("told");
    json.begin_object();
    write_text(json, "time", to_rfc3339(report.at));
    write_number(json, "made", report.made);
    write_number(json, "below_level", report.below_level);
    write_number(json, "queued", report.queued);
    write_number(json, "spooled", report.spooled);
    write_number(json, "acknowledged", report.acknowledged);
    write_number(json, "dropped", report.dropped);
    json.end_object();
}

// Of a publisher that is gone nobody knows whether it numbered more than what came.
void write_publisher(JsonWriter& json, std::string_view id, const hub::PublisherAccount& account,
                     const Connected& connected) {
    const auto client = connected.find(id);
    json.begin_object();
    write_text(json, "id", id);
    write_text(json, "source", client == connected.end() ? std::string_view{} : client->second->source);
    write_text(json, "tail", client == connected.end() ? "unknown" : "connected");
    write_number(json, "since", account.since);
    write_number(json, "through", account.through);
    write_number(json, "stored", account.stored());
    write_number(json, "excluded", account.excluded);
    write_number(json, "unstored", account.unstored);
    write_number(json, "refused", account.refused);
    write_drops(json, account);
    write_number(json, "missing", account.missing);
    write_number(json, "duplicates", account.duplicates);
    if (account.report) write_report(json, *account.report);
    json.end_object();
}

void write_publishers(JsonWriter& json, const hub::Hub& hub, std::uint64_t limit) {
    const Connected connected = connected_clients(hub.clients);
    json.key("publishers");
    json.begin_array();
    hub.ingest.publishers().for_each([&](std::string_view id, const hub::PublisherAccount& account) {
        if (limit == 0) return;
        --limit;
        write_publisher(json, id, account, connected);
    });
    json.end_array();
    write_number(json, "publishers_known", hub.ingest.publishers().size());
}

void write_subscription(JsonWriter& json, const hub::Reader& reader) {
    const hub::Interest& interest = reader.interest();
    const hub::ReaderAccount account = reader.account();
    json.begin_object();
    write_text(json, "client", reader.client().id);
    write_text(json, "source", reader.client().source);
    write_text(json, "dialect", reader.client().dialect);
    json.key("topics");
    json.begin_array();
    for (const TopicPattern& topic : interest.topics)
        json.string(topic.str());
    json.end_array();
    if (interest.filter) write_text(json, "filter", interest.filter->text());
    write_number(json, "offered", account.offered);
    write_number(json, "delivered", account.delivered);
    write_number(json, "filtered", account.filtered);
    write_number(json, "sampled_out", account.sampled_out);
    write_number(json, "skipped", account.skipped);
    write_number(json, "pending", account.pending);
    json.end_object();
}

void write_subscriptions(JsonWriter& json, const hub::Hub& hub, std::uint64_t limit) {
    const auto readers = hub.shard.all_readers();
    json.key("subscriptions");
    json.begin_array();
    for (std::size_t i = 0; i < readers.size() && i < limit; ++i)
        write_subscription(json, *readers[i]);
    json.end_array();
    write_number(json, "subscriptions_known", readers.size());
}

// Events that came without a number got one here: of these nothing can be missing.
void write_events(JsonWriter& json, const hub::Counters& counters) {
    json.key("events");
    json.begin_object();
    write_number(json, "accepted", counters.accepted);
    write_number(json, "excluded", counters.excluded);
    write_number(json, "unstored", counters.unstored_events);
    write_number(json, "refused", counters.refused_events);
    write_number(json, "duplicates", counters.duplicates);
    write_number(json, "dropped_at_source", counters.dropped_at_source);
    write_number(json, "missing", counters.missing_counters);
    json.end_object();
}

void write_history(JsonWriter& json, const history::EventHistory& history) {
    const history::Extent extent = history.extent();
    json.key("history");
    json.begin_object();
    write_text(json, "epoch", extent.epoch);
    write_number(json, "first", extent.first);
    write_number(json, "last", extent.last);
    write_number(json, "events", extent.events);
    write_number(json, "bytes", extent.bytes);
    write_number(json, "trimmed", extent.trimmed);
    json.key("holes");
    json.begin_array();
    const auto snapshot = history.snapshot();
    for (const history::Hole& hole : snapshot->holes()) {
        json.begin_object();
        write_number(json, "first", hole.first);
        write_number(json, "last", hole.last);
        write_text(json, "reason", hole.reason);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace

Response show_accounting(Services& services, const Request& request) {
    if (auto checked = check_parameters(request, {"limit"}); !checked) return error_answer(checked.error());
    const auto limit = natural_parameter(request, "limit", usual_limit);
    if (!limit) return error_answer(limit.error());
    if (!request.rights->admin) {
        return error_answer({ErrorCode::forbidden, "the account of all publishers and subscribers is for admins"});
    }
    std::string body;
    JsonWriter json{body};
    json.begin_object();
    write_events(json, services.hub.counters);
    write_publishers(json, services.hub, *limit);
    write_subscriptions(json, services.hub, *limit);
    write_history(json, services.hub.history);
    json.end_object();
    return json_answer(std::move(body));
}

}  // namespace logbeam::http
