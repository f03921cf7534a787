#include "alert/alert_group.hpp"
#include "alert/kept_text.hpp"
#include "json/member.hpp"

// An AlertGroup as the text that is kept of it.
namespace logbeam::alert {
namespace {

using event::Members;
using json::write_flag;
using json::write_member;
using Need = Members::Need;

void write_course(JsonWriter& json, const AlertGroup::Course& course) {
    write_member(json, "opened", course.opened);
    write_member(json, "number", course.number);
    if (course.due) write_member(json, "due", to_rfc3339(*course.due));
    if (course.sent) write_member(json, "sent", to_rfc3339(*course.sent));
    write_flag(json, "has_left_out", course.has_left_out);
    write_member(json, "refused", course.refused);
}

std::optional<Timestamp> read_time(Members& members, std::string_view key) {
    return members.has(key) ? std::optional{members.time(key)} : std::nullopt;
}

AlertGroup::Course read_course(Members& members) {
    AlertGroup::Course course;
    course.opened = members.natural("opened", Need::required);
    course.number = members.natural("number", Need::required);
    course.due = read_time(members, "due");
    course.sent = read_time(members, "sent");
    course.has_left_out = members.flag("has_left_out");
    course.refused = members.natural("refused");
    return course;
}

Result<AlertGroup::Member> read_member(Value& value) {
    Fields* object = value.as_object();
    if (object == nullptr) return damaged("alerts: expected objects");
    Members members{std::move(*object), "alerts"};
    AlertGroup::Member member;
    member.is_news = members.flag("is_news", Need::required);
    member.is_told = members.flag("is_told", Need::required);
    auto alert = read_standing(members.object("alert", Need::required));
    if (!members.problem().empty()) return damaged(members.problem());
    if (!alert) return alert.error();
    member.alert = *std::move(alert);
    return member;
}

}  // namespace

std::string AlertGroup::to_json() const {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "route", route_.name);
    write_course(json, course_);
    json.key("alerts");
    json.begin_array();
    for (const auto& [fingerprint, member] : members_) {
        json.begin_object();
        write_flag(json, "is_news", member.is_news);
        write_flag(json, "is_told", member.is_told);
        json.key("alert");
        write_json(json, member.alert);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return text;
}

Result<AlertGroup::Kept> AlertGroup::parse(std::string_view json) {
    auto object = kept_object(json);
    if (!object) return object.error();
    Members members{*std::move(object)};
    Kept kept;
    kept.route = members.text("route", Need::required);
    kept.course = read_course(members);
    for (Value& value : members.array("alerts", Need::required)) {
        auto member = read_member(value);
        if (!member) return member.error();
        kept.members.push_back(*std::move(member));
    }
    if (!members.problem().empty()) return damaged(members.problem());
    return kept;
}

}  // namespace logbeam::alert
