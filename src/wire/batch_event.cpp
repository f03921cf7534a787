#include "base/ids.hpp"
#include "wire/batch_codec.hpp"

#include <utility>

namespace logbeam::wire {
namespace {

Error because(std::string_view what, const EventView& view, const Error& reason) {
    return Error{reason.code, std::string{what} + " of event " + std::to_string(view.counter) + ": " + reason.detail};
}

Result<Fields> metadata_of(const EventView& view) {
    if (view.metadata.empty()) return Fields{};
    auto metadata = Value::parse(view.metadata);
    if (!metadata) return because("metadata", view, metadata.error());
    if (Fields* members = metadata->as_object()) return std::move(*members);
    return because("metadata", view, {ErrorCode::ill_typed_event, "expected an object"});
}

}  // namespace

Result<Event> to_event(const BatchView& batch, const EventView& view) {
    auto data = view.data.empty() ? Result<Value>{Value{Fields{}}} : Value::parse(view.data);
    if (!data) return because("data", view, data.error());
    auto metadata = metadata_of(view);
    if (!metadata) return metadata.error();

    Event event;
    event.id = view.own_id.empty() ? base::event_id(batch.publisher, view.counter) : std::string{view.own_id};
    event.topic = view.topic;
    event.type = view.type;
    event.source = view.source;
    event.timestamp = view.time;
    event.data = std::move(*data);
    event.metadata = std::move(*metadata);
    event.client_id = batch.publisher;
    if (batch.recovered) event.metadata.set("recovered", true);
    return event;
}

}  // namespace logbeam::wire
