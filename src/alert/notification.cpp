#include "alert/notification.hpp"

#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <limits>
#include <optional>

namespace logbeam::alert {
namespace {

using json::write_member;

template <class Pairs>
void write_pairs(JsonWriter& json, std::string_view key, const Pairs& pairs) {
    json.key(key);
    json.begin_object();
    for (const auto& [name, value] : pairs)
        write_member(json, name, value);
    json.end_object();
}

void write_number(JsonWriter& json, std::string_view key, double number) {
    json.key(key);
    json.number(number);
}

std::optional<State> parse_state(std::string_view name) noexcept {
    for (const auto state :
         {State::inactive, State::pending, State::firing, State::recovering, State::resolved, State::overflow}) {
        if (to_string(state) == name) return state;
    }
    return std::nullopt;
}

// The members of one object. What is missing or of another kind is remembered as the problem.
class Members {
public:
    explicit Members(const Value& value) : fields_{value.as_object()}, is_good_{fields_ != nullptr} {}

    template <class Found>
    [[nodiscard]] auto taken(const Found& found) {
        using Taken = std::remove_cvref_t<decltype(*found)>;
        is_good_ = is_good_ && found;
        return found ? *found : Taken{};
    }
    [[nodiscard]] const Value* find(std::string_view key) {
        const Value* value = fields_ == nullptr ? nullptr : fields_->find(key);
        is_good_ = is_good_ && value != nullptr;
        return value;
    }
    [[nodiscard]] std::string text(std::string_view key) {
        const Value* value = find(key);
        return taken(value == nullptr ? nullptr : value->as_string());
    }
    [[nodiscard]] std::uint64_t unsigned_integer(std::string_view key) {
        const Value* value = find(key);
        return taken(value == nullptr ? std::nullopt : value->as_uint64());
    }
    [[nodiscard]] double number(std::string_view key) {  // JSON has no NaN: it is written as null
        const Value* value = find(key);
        if (value != nullptr && value->is_null()) return std::numeric_limits<double>::quiet_NaN();
        return taken(value == nullptr ? std::nullopt : value->as_double());
    }
    [[nodiscard]] bool flag(std::string_view key) {
        const Value* value = find(key);
        return taken(value == nullptr ? std::nullopt : value->as_bool());
    }
    [[nodiscard]] Timestamp time(std::string_view key) { return taken(parse_rfc3339(text(key))); }
    [[nodiscard]] State state(std::string_view key) { return taken(parse_state(text(key))); }
    [[nodiscard]] Severity severity(std::string_view key) { return taken(parse_severity(text(key))); }
    [[nodiscard]] const Value::Array& items(std::string_view key) {
        static const Value::Array none;
        const Value* value = find(key);
        const auto* items = value == nullptr ? nullptr : value->as_array();
        is_good_ = is_good_ && items != nullptr;
        return items == nullptr ? none : *items;
    }
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> texts(std::string_view key) {
        std::vector<std::pair<std::string, std::string>> texts;
        const Value* value = find(key);
        const Fields* fields = value == nullptr ? nullptr : value->as_object();
        is_good_ = is_good_ && fields != nullptr;
        if (fields == nullptr) return texts;
        for (const Field& field : *fields)
            texts.emplace_back(field.key, taken(field.value.as_string()));
        return texts;
    }

    [[nodiscard]] bool is_good() const noexcept { return is_good_; }

private:
    const Fields* fields_;
    bool is_good_;
};

std::optional<NotifiedAlert> read_alert(const Value& value) {
    Members members{value};
    NotifiedAlert alert;
    alert.rule = members.text("rule");
    alert.fingerprint = members.text("fingerprint");
    alert.number = members.unsigned_integer("number");
    alert.state = members.state("state");
    alert.severity = members.severity("severity");
    alert.by = members.texts("by");
    const auto labels = members.texts("labels");
    alert.labels = {labels.begin(), labels.end()};
    alert.message = members.text("message");
    alert.detail = members.text("detail");
    alert.runbook = members.text("runbook");
    alert.at = members.time("at");
    alert.since = members.time("since");
    alert.value = members.number("value");
    alert.count = members.unsigned_integer("count");
    return members.is_good() ? std::optional{alert} : std::nullopt;
}

std::optional<Notification> read_notification(const Value& value) {
    Members members{value};
    Notification notification;
    notification.key = members.text("key");
    notification.is_repeat = members.flag("repeat");
    notification.state = members.state("state");
    notification.severity = members.severity("severity");
    notification.title = members.text("title");
    notification.text = members.text("text");
    notification.link = members.text("link");
    notification.at = members.time("at");
    for (const Value& item : members.items("alerts")) {
        auto alert = read_alert(item);
        if (!alert) return std::nullopt;
        notification.alerts.push_back(*std::move(alert));
    }
    return members.is_good() ? std::optional{notification} : std::nullopt;
}

}  // namespace

NotifiedAlert notified(const Transition& transition) {
    const Rule& rule = *transition.rule;
    NotifiedAlert alert;
    alert.rule = rule.name;
    alert.fingerprint = transition.fingerprint;
    alert.number = transition.number;
    alert.state = transition.to;
    alert.severity = rule.severity;
    const auto values = group_values(transition.group);
    for (std::size_t index = 0; index < rule.by.size() && index < values.size(); ++index)
        alert.by.emplace_back(rule.by[index], values[index]);
    alert.labels = rule.labels;
    alert.message = transition.message;
    alert.detail = transition.detail;
    alert.runbook = rule.runbook;
    alert.at = transition.at;
    alert.since = transition.since;
    alert.value = transition.value;
    alert.count = transition.count;
    return alert;
}

std::string to_json(const NotifiedAlert& alert) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "rule", alert.rule);
    write_member(json, "fingerprint", alert.fingerprint);
    write_member(json, "number", alert.number);
    write_member(json, "state", to_string(alert.state));
    write_member(json, "severity", to_string(alert.severity));
    write_pairs(json, "by", alert.by);
    write_pairs(json, "labels", alert.labels);
    write_member(json, "message", alert.message);
    write_member(json, "detail", alert.detail);
    write_member(json, "runbook", alert.runbook);
    write_member(json, "at", to_rfc3339(alert.at));
    write_member(json, "since", to_rfc3339(alert.since));
    write_number(json, "value", alert.value);
    write_member(json, "count", alert.count);
    json.end_object();
    return text;
}

std::string to_json(const Notification& notification) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "key", notification.key);
    json.key("repeat");
    json.boolean(notification.is_repeat);
    write_member(json, "state", to_string(notification.state));
    write_member(json, "severity", to_string(notification.severity));
    write_member(json, "title", notification.title);
    write_member(json, "text", notification.text);
    write_member(json, "link", notification.link);
    write_member(json, "at", to_rfc3339(notification.at));
    json.key("alerts");
    json.begin_array();
    for (const NotifiedAlert& alert : notification.alerts)
        json.raw(to_json(alert));
    json.end_array();
    json.end_object();
    return text;
}

Result<Notification> parse_notification(std::string_view json) {
    const auto value = Value::parse(json);
    if (!value) return value.error();
    auto notification = read_notification(*value);
    if (!notification) return Error{ErrorCode::malformed_json, "expected a notification, with all of its members"};
    return *std::move(notification);
}

}  // namespace logbeam::alert
