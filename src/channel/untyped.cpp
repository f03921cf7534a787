#include "channel/untyped.hpp"

#include "event/value_json.hpp"

#include <new>
#include <utility>

namespace logbeam::channel {

namespace {

struct Untyped {
    std::string type;
    Value data;
};

constexpr PayloadType untyped_payload{
    sizeof(Untyped),
    [](const void* payload) -> std::string_view { return static_cast<const Untyped*>(payload)->type; },
    [](JsonWriter& json, const void* payload) { event::write(json, static_cast<const Untyped*>(payload)->data); },
    [](void* payload) noexcept { static_cast<Untyped*>(payload)->~Untyped(); },
};

}  // namespace

Publish publish_untyped(Core& core, const ChannelTopic& topic, std::string type, Value data) noexcept {
    const Slot slot = core.begin(topic, untyped_payload);
    if (slot.payload == nullptr) {
        return Publish::dropped;
    }
    ::new (slot.payload) Untyped{std::move(type), std::move(data)};
    return core.finish(slot) ? Publish::queued : Publish::dropped;
}

}  // namespace logbeam::channel
