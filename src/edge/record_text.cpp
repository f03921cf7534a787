#include "edge/record_text.hpp"

#include "event/members.hpp"
#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <utility>

namespace logbeam::edge {
namespace {

using event::Members;
using json::write_member;
using Need = Members::Need;

Error not_understood(const std::string& problem) {
    return {ErrorCode::store_damaged, "what another broker left of alerts is not understood: " + problem};
}

Result<Members> read(std::string_view json) {
    const auto value = Value::parse(json);
    if (!value) return not_understood(value.error().detail);
    if (value->as_object() == nullptr) return not_understood("expected an object");
    return Members{*value->as_object()};
}

void write_change(JsonWriter& json, const history::RecordChange& change) {
    json.begin_object();
    write_member(json, "kind", change.kind);
    write_member(json, "key", change.key);
    if (change.text) write_member(json, "text", *change.text);
    json.end_object();
}

Result<history::RecordChange> parse_change(const Value& value) {
    if (value.as_object() == nullptr) return not_understood("changes: expected objects");
    Members members{*value.as_object(), "changes"};
    history::RecordChange change{members.text("kind", Need::required), members.text("key", Need::required), {}};
    if (members.has("text")) change.text = members.text("text");
    if (!members.problem().empty()) return not_understood(members.problem());
    return change;
}

}  // namespace

std::string to_json(const NumberedChanges& changes) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "number", changes.number);
    json.key("changes");
    json.begin_array();
    for (const auto& change : changes.changes)
        write_change(json, change);
    json.end_array();
    json.end_object();
    return text;
}

Result<NumberedChanges> parse_changes(std::string_view json) {
    auto members = read(json);
    if (!members) return members.error();
    NumberedChanges changes{members->natural("number", Need::required), {}};
    for (const Value& value : members->array("changes", Need::required)) {
        auto change = parse_change(value);
        if (!change) return change.error();
        changes.changes.push_back(*std::move(change));
    }
    if (!members->problem().empty()) return not_understood(members->problem());
    return changes;
}

std::string to_json(const SnapshotHead& head) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "number", head.number);
    write_member(json, "side", head.side);
    write_member(json, "parts", head.parts);
    json.end_object();
    return text;
}

Result<SnapshotHead> parse_head(std::string_view json) {
    auto members = read(json);
    if (!members) return members.error();
    SnapshotHead head{members->natural("number", Need::required), members->text("side", Need::required),
                      members->natural("parts", Need::required)};
    if (!members->problem().empty()) return not_understood(members->problem());
    return head;
}

}  // namespace logbeam::edge
