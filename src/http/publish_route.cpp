#include "event/json_text.hpp"
#include "http/answer.hpp"
#include "http/cloud_event.hpp"
#include "http/json_items.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"

#include <logbeam/json_writer.hpp>

#include <optional>
#include <string>
#include <utility>

namespace logbeam::http {
namespace {

enum class Form : std::uint8_t { ours, cloud_events };

// What a body holds: one JSON text for each event, not looked at yet.
struct Items {
    Form form = Form::ours;
    std::vector<std::string_view> texts;
};

Result<Items> in_form(Form form, Result<std::vector<std::string_view>> texts) {
    if (!texts) return texts.error();
    return Items{form, *std::move(texts)};
}

Result<Items> split_json(Form form, std::string_view body) {
    const auto text = event::trim(body);
    if (text.empty()) return Error{ErrorCode::malformed_json, "the body is empty; send an event, an array or lines"};
    if (text.front() == '[') return in_form(form, array_items(text));
    if (looks_like_lines(text)) return in_form(form, line_items(text));
    return Items{form, {text}};
}

Result<Items> split_cloud_batch(std::string_view body) {
    const auto text = event::trim(body);
    if (text.empty() || text.front() != '[')
        return Error{ErrorCode::malformed_json, "expected an array of CloudEvents"};
    return in_form(Form::cloud_events, array_items(text));
}

// Types that a web page may send without asking first (text/plain, forms) are not among them.
Result<Items> split(std::string_view type, std::string_view body) {
    if (type.empty() || type == "application/json") return split_json(Form::ours, body);
    if (type == "application/x-ndjson") return in_form(Form::ours, line_items(body));
    if (type == "application/cloudevents+json") return Items{Form::cloud_events, {body}};
    if (type == "application/cloudevents-batch+json") return split_cloud_batch(body);
    return Error{ErrorCode::unsupported_media_type,
                 "'" + std::string{type} + "' is not read here; send application/json, application/x-ndjson, " +
                     "application/cloudevents+json, application/cloudevents-batch+json, or ce- headers"};
}

hub::Sender sender_of(const Request& request, std::string_view topic) {
    hub::Sender sender;
    sender.client_id = request.rights->user;  // nobody has to know the address
    sender.source = "http";
    sender.default_topic = topic;
    sender.rights = request.rights.get();
    return sender;
}

// Takes events one by one and writes what became of each.
class Publication {
public:
    Publication(Services& services, const Request& request, std::string_view topic)
        : services_{services}, request_{request}, sender_{sender_of(request, topic)} {
        json_.begin_array();
    }

    void take(Form form, std::string_view text) {
        const auto taken = try_take(form, text);
        if (!taken) return refuse(taken.error());
        ++accepted_;
        json_.begin_object();
        json_.key("id");
        json_.raw('"' + taken->id + '"');  // escaped already
        if (taken->seq != 0) {
            json_.key("seq");
            json_.unsigned_integer(taken->seq);
        }
        json_.end_object();
    }

    [[nodiscard]] Response answer() {
        json_.end_array();
        std::string body;
        JsonWriter json{body};
        json.begin_object();
        json.key("accepted");
        json.unsigned_integer(accepted_);
        json.key("refused");
        json.unsigned_integer(refused_);
        json.key("items");
        json.raw(items_);
        json.end_object();
        return json_answer(std::move(body), status());
    }

private:
    Result<hub::TakenEvent> try_take(Form form, std::string_view text) {
        if (services_.charge) {
            if (auto charged = services_.charge(request_, text.size()); !charged) return charged.error();
        }
        if (form == Form::ours) return services_.hub.take_event(text, sender_);
        const auto event = event_from_cloud(text, sender_.default_topic);
        if (!event) {
            ++services_.hub.counters.refused_events;
            return event.error();
        }
        return services_.hub.take_event(*event, sender_);
    }

    void refuse(const Error& error) {
        if (++refused_ == 1) first_refusal_ = error.code;
        write_error(json_, error);
    }

    [[nodiscard]] int status() const noexcept {
        if (refused_ == 0) return 200;
        return accepted_ == 0 ? status_of(first_refusal_) : 207;
    }

    Services& services_;
    const Request& request_;
    const hub::Sender sender_;
    std::uint64_t accepted_ = 0;
    std::uint64_t refused_ = 0;
    ErrorCode first_refusal_ = ErrorCode::internal;
    std::string items_;
    JsonWriter json_{items_};
};

// `?topic=`, of the events that name none.
Result<std::string> default_topic(const Request& request) {
    const auto* text = request.parameter("topic");
    if (text == nullptr) return std::string{};
    const auto name = TopicName::parse(*text);
    return name ? Result<std::string>{name->str()} : Result<std::string>{name.error()};
}

Response publish(Services& services, const Request& request, const Items& items) {
    const auto topic = default_topic(request);
    if (!topic) return error_answer(topic.error());
    Publication publication{services, request, *topic};
    for (const auto text : items.texts) {
        publication.take(items.form, text);
    }
    // Acknowledged is what the history has, or the log that brokers share.
    if (services.hub.shares_log()) {
        Response answer = publication.answer();
        answer.waits_for_commit = true;
        return answer;
    }
    if (const auto stored = services.hub.commit(); !stored) return error_answer(stored.error());
    return publication.answer();
}

}  // namespace

Response publish_events(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {"topic"}); !checked) return error_answer(checked.error());
    if (is_binary_cloud_event(request)) {
        const auto event = cloud_event_of(request);
        if (!event) return error_answer(event.error());
        return publish(services, request, {Form::cloud_events, {*event}});
    }
    const auto items = split(request.content_type, request.body);
    return items ? publish(services, request, *items) : error_answer(items.error());
}

}  // namespace logbeam::http
