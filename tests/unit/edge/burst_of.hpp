#pragma once

#include "support/hub_rig.hpp"

#include <logbeam/event.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace logbeam::test {

// What a hub makes of events, so that their texts and the places of their members are real.
class BurstOf {
public:
    BurstOf(std::initializer_list<std::string_view> events) {
        for (const std::string_view event : events)
            add(event);
    }
    void add(std::string_view json, std::string_view client_id = "tester") {
        const hub::Sender sender{client_id, "tests", {}, rig_.owner.get()};
        (void)rig_.hub.ingest.take_event(json, sender, rig_.clock.wall_now()).value();
    }

    [[nodiscard]] const history::Burst& get() const noexcept { return rig_.hub.ingest.burst(); }

private:
    HubRig rig_;
};

// The member of a JSON object, as a text.
inline std::string text_in(std::string_view json, std::string_view key) {
    const auto value = Value::parse(json).value();
    const Value* const member = value.as_object()->find(key);
    if (member == nullptr) return "absent";
    return member->as_string() != nullptr ? *member->as_string() : member->to_json();
}

}  // namespace logbeam::test
