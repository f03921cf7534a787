#pragma once

#include "hub/ingest.hpp"
#include "hub/registry.hpp"
#include "hub/shard.hpp"
#include "query/program.hpp"
#include "store/memory_history.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::hub::test {

// Frames of one event: its id, a blank.
class PlainEncoder final : public Encoder {
public:
    void events(const std::vector<history::StoredEvent>& events, FrameSink& out) override {
        for (const auto& event : events)
            write(std::to_string(event.seq) + " ", {1, event.seq, event.seq}, out);
    }
    void gap(const wire::Gap& gap, FrameSink& out) override { write("gap:" + gap.reason + " ", {}, out); }
    void sampled(const Sampled& sampled, FrameSink& out) override {
        write("sampled:" + std::to_string(sampled.seen) + ":" + std::to_string(sampled.sent) + " ", {}, out);
    }

private:
    static void write(const std::string& text, const FrameHolds& holds, FrameSink& out) {
        text.copy(out.reserve(text.size()), text.size());
        out.commit(text.size(), holds);
    }
};

inline std::unique_ptr<Encoder> make_plain(Dialect /*dialect*/, std::uint64_t /*audience*/,
                                           const std::string& /*epoch*/) {
    return std::make_unique<PlainEncoder>();
}

// Takes what it is given, unless it stands still.
class Listener final : public Subscriber {
public:
    const Client& client() const noexcept override { return nobody; }
    void on_frames() override {
        if (stands_still) return;
        for (const auto& reader : readers) {
            iovec pieces[64];
            const std::size_t count = reader->cursor().gather(pieces, 64);
            std::size_t bytes = 0;
            for (std::size_t index = 0; index < count; ++index) {
                heard.append(static_cast<const char*>(pieces[index].iov_base), pieces[index].iov_len);
                bytes += pieces[index].iov_len;
            }
            if (bytes != 0) (void)reader->cursor().advance(bytes);
        }
    }
    void on_skipped(Reader& /*reader*/, const Cursor::Skipped& skipped) override { skipped_events += skipped.events; }
    void on_too_slow(Reader& /*reader*/) override { was_sent_away = true; }

    Client nobody;
    std::vector<std::unique_ptr<Reader>> readers;
    std::string heard;
    std::uint64_t skipped_events = 0;
    bool stands_still = false;
    bool was_sent_away = false;
};

inline std::shared_ptr<const query::Program> filter_of(const std::string& text) {
    return text.empty() ? nullptr : query::Program::compile(text, Timestamp{}).value();
}

inline bool closes(const ReaderAccount& account) {
    return account.offered ==
           account.delivered + account.filtered + account.sampled_out + account.skipped + account.pending;
}

struct ShardTest : ::testing::Test {
    void publish(const std::string& topic, const std::string& type = "t") {
        const std::string json = R"({"topic":")" + topic + R"(","type":")" + type + R"("})";
        ASSERT_TRUE(ingest.take_event(json, {"me", "", {}, owner.get()}, {}));
    }
    void commit() {
        shard.deliver(ingest.burst());
        ingest.clear();
        shard.flush();
    }
    Reader& listen(Listener& listener, std::vector<std::string> patterns, wire::Lag lag = wire::Lag::disconnect,
                   std::uint64_t max_rate = 0, const std::string& filter = "") {
        Interest interest{Dialect::native, {}, max_rate, owner, lag, filter_of(filter)};
        for (const std::string& topic : patterns)
            interest.topics.emplace_back(topic);
        listener.readers.push_back(shard.open(std::move(interest), listener).value());
        shard.attach(*listener.readers.back());
        return *listener.readers.back();
    }

    SharedRights owner = rights_of_owner();
    TopicTable topics;
    Counters counters;
    store::MemoryHistory history{{}, "epoch"};
    Ingest ingest{history, {}, topics, counters};
    ShardLimits limits{.audiences = 5, .outbox_bytes = 1 << 20, .lag_bytes = 128 * 1024};
    Shard shard{limits, "epoch", make_plain, topics, counters};
};

}  // namespace logbeam::hub::test
