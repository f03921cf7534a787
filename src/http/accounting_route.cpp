#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "hub/publisher_account.hpp"
#include "json/member.hpp"

#include <logbeam/drops.hpp>
#include <logbeam/json_writer.hpp>

#include <map>
#include <string_view>
#include <vector>

namespace logbeam::http {
namespace {

using json::write_member;

constexpr std::uint64_t usual_limit = 1000;

using Connected = std::map<std::string_view, const hub::Client*>;

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
        write_member(json, to_string(static_cast<DropReason>(reason)), account.dropped[reason]);
    }
    json.end_object();
}

// What it sent before something that has come out of a log.
void write_absent(JsonWriter& json, const std::vector<hub::Absence>& absent) {
    if (absent.empty()) return;
    json.key("absent");
    json.begin_array();
    for (const hub::Absence& each : absent) {
        if (!each.is_certain) continue;
        json.begin_object();
        write_member(json, "after", each.after);
        write_member(json, "through", each.through);
        json.end_object();
    }
    json.end_array();
}

// What it counted itself, when it told so last.
void write_report(JsonWriter& json, const hub::PublisherReport& report) {
    json.key("told");
    json.begin_object();
    write_member(json, "time", to_rfc3339(report.at));
    write_member(json, "made", report.made);
    write_member(json, "below_level", report.below_level);
    write_member(json, "queued", report.queued);
    write_member(json, "spooled", report.spooled);
    write_member(json, "acknowledged", report.acknowledged);
    write_member(json, "dropped", report.dropped);
    json.end_object();
}

// Of a publisher that is gone nobody knows whether it numbered more than what came.
void write_publisher(JsonWriter& json, std::string_view id, const hub::PublisherAccount& account,
                     const Connected& connected) {
    const auto client = connected.find(id);
    json.begin_object();
    write_member(json, "id", id);
    write_member(json, "source", client == connected.end() ? std::string_view{} : client->second->source);
    write_member(json, "tail", client == connected.end() ? "unknown" : "connected");
    write_member(json, "since", account.since);
    write_member(json, "through", account.through);
    write_member(json, "stored", account.stored());
    write_member(json, "excluded", account.excluded);
    write_member(json, "unstored", account.unstored);
    write_member(json, "refused", account.refused);
    write_drops(json, account);
    write_member(json, "missing", account.missing);
    write_member(json, "duplicates", account.duplicates);
    write_absent(json, account.absent);
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
    write_member(json, "publishers_known", hub.ingest.publishers().size());
}

void write_subscription(JsonWriter& json, const hub::Reader& reader) {
    const hub::Interest& interest = reader.interest();
    const hub::ReaderAccount account = reader.account();
    json.begin_object();
    write_member(json, "client", reader.client().id);
    write_member(json, "source", reader.client().source);
    write_member(json, "dialect", reader.client().dialect);
    json.key("topics");
    json.begin_array();
    for (const TopicPattern& topic : interest.topics)
        json.string(topic.str());
    json.end_array();
    if (interest.filter) write_member(json, "filter", interest.filter->text());
    write_member(json, "offered", account.offered);
    write_member(json, "delivered", account.delivered);
    write_member(json, "filtered", account.filtered);
    write_member(json, "sampled_out", account.sampled_out);
    write_member(json, "skipped", account.skipped);
    write_member(json, "pending", account.pending);
    json.end_object();
}

void write_subscriptions(JsonWriter& json, const hub::Hub& hub, std::uint64_t limit) {
    const auto readers = hub.shard.all_readers();
    json.key("subscriptions");
    json.begin_array();
    for (std::size_t i = 0; i < readers.size() && i < limit; ++i)
        write_subscription(json, *readers[i]);
    json.end_array();
    write_member(json, "subscriptions_known", readers.size());
}

// Events that came without a number got one here: of these nothing can be missing.
void write_events(JsonWriter& json, const hub::Counters& counters) {
    json.key("events");
    json.begin_object();
    write_member(json, "accepted", counters.accepted);
    write_member(json, "excluded", counters.excluded);
    write_member(json, "unstored", counters.unstored_events);
    write_member(json, "refused", counters.refused_events);
    write_member(json, "duplicates", counters.duplicates);
    write_member(json, "dropped_at_source", counters.dropped_at_source);
    write_member(json, "missing", counters.missing_counters);
    json.end_object();
}

void write_history(JsonWriter& json, const history::EventHistory& history) {
    const history::Extent extent = history.extent();
    json.key("history");
    json.begin_object();
    write_member(json, "epoch", extent.epoch);
    write_member(json, "first", extent.first);
    write_member(json, "last", extent.last);
    write_member(json, "events", extent.events);
    write_member(json, "bytes", extent.bytes);
    write_member(json, "trimmed", extent.trimmed);
    json.key("holes");
    json.begin_array();
    const auto snapshot = history.snapshot();
    for (const history::Hole& hole : snapshot->holes()) {
        json.begin_object();
        write_member(json, "first", hole.first);
        write_member(json, "last", hole.last);
        write_member(json, "reason", hole.reason);
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
