#include "alert/alert_event.hpp"

#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

namespace logbeam::alert {
namespace {

std::string text_of(const Transition& transition, const std::string& id, const std::string& topic) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json::write_member(json, "id", id);
    json::write_member(json, "topic", topic);
    json::write_member(json, "type", type_of(transition));
    json::write_member(json, "source", "logbeam");
    json::write_member(json, "timestamp", to_rfc3339(transition.at));
    json::write_member(json, "seq", std::uint64_t{0});
    json.key("data");
    json.raw(data_of(transition));
    json.end_object();
    return text;
}

}  // namespace

AlertEvent::AlertEvent(const Transition& transition)
    : id_{id_of(transition)},
      topic_{topic_of(transition)},
      text_{text_of(transition, id_, topic_)},
      time_{transition.at},
      data_at_{static_cast<std::uint32_t>(text_.find(R"("data":)"))} {}

query::Subject AlertEvent::subject() const noexcept {
    return {text_, topic_, {}, 0, time_, data_at_};
}

}  // namespace logbeam::alert
