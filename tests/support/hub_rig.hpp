#pragma once

#include "dialect/make_encoder.hpp"
#include "hub/hub.hpp"
#include "store/memory_history.hpp"
#include "support/fake_clock.hpp"
#include "support/past_reader.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::test {

// A hub over a history in memory, with time that stands still.
struct HubRig {
    explicit HubRig(hub::HubLimits limits = {}, store::MemoryLimits memory = {})
        : history{memory, "epoch"}, hub{limits, history, dialect::make_encoder, clock} {}

    [[nodiscard]] hub::Sender sender() const { return {"tester", "tests", {}, owner.get()}; }
    [[nodiscard]] Result<hub::TakenEvent> publish(std::string_view json) {
        return hub.ingest.take_event(json, sender(), clock.wall_now());
    }
    [[nodiscard]] Result<hub::TakenBatch> publish_batch(std::string_view bytes) {
        return hub.ingest.take_batch(bytes, sender());
    }

    // What was taken since the last commit, as texts.
    [[nodiscard]] std::vector<std::string> taken() const {
        std::vector<std::string> texts;
        for (const auto& entry : hub.ingest.burst().entries)
            texts.emplace_back(hub.ingest.burst().text_of(entry));
        return texts;
    }
    [[nodiscard]] std::vector<std::string> remembered() const {
        history::PageRequest request;
        request.max_events = SIZE_MAX;
        request.max_bytes = SIZE_MAX;
        request.max_scanned = SIZE_MAX;
        std::vector<std::string> texts;
        for (const auto& event : history.page(request).events)
            texts.emplace_back(event.text);
        return texts;
    }

    FakeClock clock;
    hub::SharedRights owner = hub::rights_of_owner();
    store::MemoryHistory history;
    hub::Hub hub;
    TestPastReader past;
};

}  // namespace logbeam::test
