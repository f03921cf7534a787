#include "http/answer.hpp"
#include "http/counter_table.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "json/member.hpp"

#include <logbeam/drops.hpp>
#include <logbeam/json_writer.hpp>

#include <utility>

namespace logbeam::http {
namespace {

using json::write_member;
using json::write_number;

void write_counters(JsonWriter& json, const hub::Hub& hub) {
    json.key("counters");
    json.begin_object();
    for (const auto& row : counter_rows) {
        write_member(json, row.name, hub.counters.*row.count);
    }
    json.end_object();
    json.key("dropped_at_source_by");
    json.begin_object();
    for (std::size_t reason = 0; reason < drop_reason_count; ++reason) {
        write_member(json, to_string(static_cast<DropReason>(reason)), hub.ingest.dropped_at_source()[reason]);
    }
    json.end_object();
}

// What there is now.
void write_gauges(JsonWriter& json, const hub::Hub& hub) {
    write_member(json, "clients", hub.clients.clients().size());
    write_member(json, "publishers", hub.ingest.publishers().size());
    write_member(json, "topics", hub.topics.size() - 1);
    write_member(json, "audiences", hub.shard.audiences());
    write_member(json, "readers", hub.shard.readers());
    write_member(json, "outbox_bytes", hub.shard.outbox_bytes());
}

void write_history(JsonWriter& json, const history::Extent& extent) {
    json.key("history");
    json.begin_object();
    json.key("epoch");
    json.string(extent.epoch);
    write_member(json, "first_seq", extent.first);
    write_member(json, "last_seq", extent.last);
    write_member(json, "events", extent.events);
    write_member(json, "bytes", extent.bytes);
    write_member(json, "trimmed", extent.trimmed);
    write_member(json, "damaged_blocks", extent.damaged_blocks);
    json.end_object();
}

void write_process(JsonWriter& json, const ProcessStats& process) {
    json.key("process");
    json.begin_object();
    write_member(json, "resident_bytes", process.resident_bytes);
    write_member(json, "open_descriptors", process.open_descriptors);
    write_number(json, "cpu_seconds", process.cpu_seconds);
    json.end_object();
}

}  // namespace

Response show_stats(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    std::string body;
    JsonWriter json{body};
    json.begin_object();
    json.key("server");
    json.string(services.server);
    write_number(json, "uptime_seconds", services.uptime().count());
    write_counters(json, services.hub);
    write_gauges(json, services.hub);
    write_history(json, services.hub.history.extent());
    if (services.process) write_process(json, services.process());
    json.end_object();
    return json_answer(std::move(body));
}

}  // namespace logbeam::http
