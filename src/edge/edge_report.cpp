#include "edge/edge_report.hpp"

#include "event/members.hpp"
#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <utility>

namespace logbeam::edge {
namespace {

using event::Members;
using json::write_flag;
using json::write_member;
using json::write_number;

constexpr std::size_t longest_text = 255;
constexpr std::size_t head_bytes = 4 << 10;  // what stands around a part's clients, at most
constexpr std::uint64_t most_parts = 10'000;

std::string_view cut(std::string_view text) {
    return text.substr(0, longest_text);
}

std::string client_text(const hub::Client& client, std::size_t most_topics) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "id", cut(client.id));
    write_member(json, "dialect", cut(client.dialect));
    write_member(json, "source", cut(client.source));
    write_member(json, "address", cut(client.address));
    write_member(json, "user", cut(client.user));
    json.key("topics");
    json.begin_array();
    for (std::size_t i = 0; i < std::min(client.topics.size(), most_topics); ++i)
        json.string(cut(client.topics[i]));
    json.end_array();
    write_member(json, "since", to_rfc3339(client.since));
    write_member(json, "events_in", client.events_in);
    write_member(json, "bytes_in", client.bytes_in);
    write_member(json, "bytes_out", client.bytes_out);
    write_member(json, "skipped", client.skipped);
    json.end_object();
    return text;
}

// Lists without their brackets, each for a part; there is always one.
std::vector<std::string> client_lists(const hub::Registry& clients, const ReportLimits& limits) {
    const std::size_t room = limits.part_bytes > head_bytes ? limits.part_bytes - head_bytes : 0;
    std::vector<std::string> lists(1);
    std::size_t count = 0;
    std::size_t bytes = 0;
    for (const auto& [session, client] : clients.clients()) {
        std::string text = client_text(client, limits.topics_per_client);
        if (text.size() > room) continue;
        bytes += text.size() + 1;
        if (++count > limits.clients || bytes > limits.bytes) break;
        if (lists.back().size() + text.size() + 1 > room) lists.emplace_back();
        if (!lists.back().empty()) lists.back().push_back(',');
        lists.back().append(text);
    }
    return lists;
}

void write_status(JsonWriter& json, const hub::EdgeInfo& status) {
    json.key("status");
    json.begin_object();
    write_member(json, "url", cut(status.url));
    write_member(json, "version", cut(status.version));
    write_member(json, "started", to_rfc3339(status.started));
    write_number(json, "events_per_second", status.events_per_second);
    write_number(json, "deliveries_per_second", status.deliveries_per_second);
    write_member(json, "subscribers", status.subscribers);
    write_member(json, "clients", status.clients);
    write_member(json, "last_seq", status.last_seq);
    write_flag(json, "is_caught_up", status.is_caught_up);
    write_flag(json, "leads", status.leads);
    json.end_object();
}

double number_in(Members& members, std::string_view key) {
    const auto value = members.any(key);
    return value ? value->as_double().value_or(0) : 0;
}

hub::EdgeInfo read_status(Members members, std::string id) {
    hub::EdgeInfo status;
    status.id = std::move(id);
    status.url = cut(members.text("url"));
    status.version = cut(members.text("version"));
    status.started = members.time("started");
    status.events_per_second = number_in(members, "events_per_second");
    status.deliveries_per_second = number_in(members, "deliveries_per_second");
    status.subscribers = members.natural("subscribers");
    status.clients = members.natural("clients");
    status.last_seq = members.natural("last_seq");
    status.is_caught_up = members.flag("is_caught_up");
    status.leads = members.flag("leads");
    return status;
}

hub::Client read_client(Members members) {
    hub::Client client;
    client.id = cut(members.text("id"));
    client.dialect = cut(members.text("dialect"));
    client.source = cut(members.text("source"));
    client.address = cut(members.text("address"));
    client.user = cut(members.text("user"));
    for (const Value& topic : members.array("topics")) {
        if (client.topics.size() == ReportLimits{}.topics_per_client) break;
        if (topic.as_string() != nullptr) client.topics.emplace_back(cut(*topic.as_string()));
    }
    client.since = members.time("since");
    client.events_in = members.natural("events_in");
    client.bytes_in = members.natural("bytes_in");
    client.bytes_out = members.natural("bytes_out");
    client.skipped = members.natural("skipped");
    return client;
}

}  // namespace

std::vector<std::string> encode_report(const hub::EdgeInfo& status, const hub::Registry& clients, std::uint64_t number,
                                       const ReportLimits& limits) {
    const auto lists = client_lists(clients, limits);
    std::vector<std::string> messages;
    messages.reserve(lists.size());
    for (const std::string& list : lists) {
        std::string text;
        JsonWriter json{text};
        json.begin_object();
        write_member(json, "edge", cut(status.id));
        write_member(json, "report", number);
        write_member(json, "part", messages.size());
        write_member(json, "parts", lists.size());
        write_status(json, status);
        json.key("clients");
        json.raw("[" + list + "]");
        json.end_object();
        messages.push_back(std::move(text));
    }
    return messages;
}

std::string encode_goodbye(std::string_view edge) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "edge", cut(edge));
    write_flag(json, "goodbye", true);
    json.end_object();
    return text;
}

Result<EdgeReport> parse_edge_report(std::string_view body) {
    auto value = Value::parse(body);
    if (!value) return value.error();
    if (value->as_object() == nullptr) return Error{ErrorCode::malformed_json, "not an object"};
    Members members{std::move(*value->as_object())};
    EdgeReport report;
    report.status.id = cut(members.text("edge", Members::Need::required));
    if (report.status.id.empty()) members.reject("edge", "empty");
    report.is_goodbye = members.flag("goodbye");
    report.number = members.natural("report");
    report.part = members.natural("part");
    if (members.has("parts")) report.parts = members.natural("parts");
    if (report.part >= report.parts || report.parts > most_parts) members.reject("part", "out of range");
    report.status = read_status(Members{members.object("status"), "status"}, std::move(report.status.id));
    for (Value& client : members.array("clients")) {
        if (report.clients.size() == ReportLimits{}.clients) break;
        if (Fields* const object = client.as_object())
            report.clients.push_back(read_client(Members{std::move(*object)}));
    }
    if (!members.problem().empty()) return Error{ErrorCode::ill_typed_event, members.problem()};
    return report;
}

}  // namespace logbeam::edge
