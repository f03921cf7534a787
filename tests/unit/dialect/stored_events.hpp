#pragma once

#include "history/event_history.hpp"
#include "hub/frame_sink.hpp"
#include "support/hub_rig.hpp"
#include "support/session_rig.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/event.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::test {

// Events as a history hands them to an encoder.
class StoredEvents {
public:
    // As the ingest writes it; `text` becomes its data.
    void add(std::string_view topic, const std::string& text = "") { add_json(topic, R"("data":")" + text + '"'); }
    void add_json(std::string_view topic, const std::string& members) {
        (void)rig_.publish(R"({"topic":")" + std::string{topic} + R"(",)" + members + "}").value();
        const history::Burst& burst = rig_.hub.ingest.burst();
        const history::Entry& entry = burst.entries.back();
        events_.push_back({entry.seq, texts_.emplace_back(burst.text_of(entry)),
                           topics_.emplace_back(burst.topic_of(entry)), entry.parts});
    }
    // A text that is no event, for encoders that do not look into it.
    void add_raw(std::string text) { events_.push_back({1, texts_.emplace_back(std::move(text)), "a", {}}); }

    [[nodiscard]] const std::vector<history::StoredEvent>& all() const noexcept { return events_; }
    [[nodiscard]] std::vector<std::uint64_t> seqs() const {
        std::vector<std::uint64_t> seqs;
        for (const history::StoredEvent& event : events_)
            seqs.push_back(event.seq);
        return seqs;
    }

private:
    HubRig rig_;
    std::deque<std::string> texts_;  // never move
    std::deque<std::string> topics_;
    std::vector<history::StoredEvent> events_;
};

// Keeps frames, how long each became and what it holds. Writing beyond what was reserved is found by a sanitizer.
class FrameLog final : public hub::FrameSink {
public:
    char* reserve(std::size_t room) override {
        frame_.assign(room, '\0');
        return frame_.data();
    }
    void commit(std::size_t size, const hub::FrameHolds& what) override {
        bytes.append(frame_, 0, size);
        sizes.push_back(size);
        holds.push_back(what);
    }

    [[nodiscard]] std::vector<std::string> messages() const { return messages_in(bytes); }

    // Of the events in native frames.
    [[nodiscard]] std::vector<std::uint64_t> seqs() const {
        std::vector<std::uint64_t> seqs;
        for (const std::string& message : messages()) {
            const auto frame = wire::decode_server_frame(message).value();
            for (const Event& event : std::get<wire::Events>(frame).events)
                seqs.push_back(event.seq);
        }
        return seqs;
    }

    std::string bytes;
    std::vector<std::size_t> sizes;
    std::vector<hub::FrameHolds> holds;

private:
    std::string frame_;
};

}  // namespace logbeam::test
