#pragma once

#include "history/event_history.hpp"
#include "store/block/block_history.hpp"
#include "support/fake_clock.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::test {

// A folder that is gone with the object.
class StoreFolder {
public:
    StoreFolder() {
        // In memory where that is possible: these tests sync a lot.
        const std::filesystem::path memory = "/dev/shm";
        const auto parent = std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
        std::string pattern = (parent / "logbeam-store-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~StoreFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    StoreFolder(const StoreFolder&) = delete;
    StoreFolder& operator=(const StoreFolder&) = delete;

    [[nodiscard]] std::string path() const { return path_.string(); }

    // Names of the files that begin like this, in order.
    [[nodiscard]] std::vector<std::string> files(std::string_view prefix) const {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator{path_}) {
            const std::string name = entry.path().filename();
            if (name.substr(0, prefix.size()) == prefix) names.insert(name);
        }
        return {names.begin(), names.end()};
    }
    [[nodiscard]] std::string file(std::string_view prefix) const { return (path_ / files(prefix).back()).string(); }

private:
    std::filesystem::path path_;
};

// An event to be appended.
struct DraftEvent {
    std::string data = "{}";
    std::string topic = "a";
    std::optional<Level> level = std::nullopt;
    std::string metadata = {};
    Timestamp time{std::chrono::seconds{1'800'000'000}};
    bool is_excluded = false;
};

inline void add_to(history::Burst& burst, std::uint64_t seq, const DraftEvent& draft) {
    history::Entry entry;
    entry.seq = seq;
    entry.time = draft.time;
    entry.level = draft.level;
    entry.is_excluded = draft.is_excluded;
    entry.at = static_cast<std::uint32_t>(burst.text.size());
    std::string text = R"({"id":"i-)" + std::to_string(seq) + R"(",)";
    entry.parts.topic_at = static_cast<std::uint16_t>(text.size());
    text += R"("topic":")" + draft.topic + R"(",)";
    entry.parts.topic_end = static_cast<std::uint16_t>(text.size());
    const std::string type = draft.level ? "logger." + std::string{to_string(*draft.level)} : "event";
    text += R"("type":")" + type + R"(","source":"tests","timestamp":")" + to_rfc3339(draft.time) + R"(",)";
    entry.parts.seq_at = static_cast<std::uint16_t>(text.size());
    text += R"("seq":)" + std::to_string(seq) + ",";
    entry.parts.seq_end = static_cast<std::uint16_t>(text.size());
    text += R"("data":)" + draft.data;
    if (!draft.metadata.empty()) text += R"(,"metadata":)" + draft.metadata;
    entry.parts.client_at = static_cast<std::uint32_t>(text.size());
    text += "}";
    entry.bytes = static_cast<std::uint32_t>(text.size());
    burst.text += text;
    burst.entries.push_back(entry);
}

// A store with small blocks in a folder of its own, and time that stands still.
struct BlockStoreRig {
    BlockStoreRig() {
        options.directory = folder.path();
        options.block_events = 10;
        options.segment_events = 100;
        options.min_free = 0;
        options.sync = store::SyncPolicy::none;
        options.on_notice = [this](const std::string& line) { notices.push_back(line); };
    }
    ~BlockStoreRig() { history.reset(); }
    BlockStoreRig(const BlockStoreRig&) = delete;
    BlockStoreRig& operator=(const BlockStoreRig&) = delete;

    void open(const std::string& fresh_epoch = "fresh") {
        history.reset();
        history = store::BlockHistory::open(options, clock, fresh_epoch).value();
    }
    // As kill -9 would leave the folder between two blocks: nothing is brought to an end.
    void crash() {
        history->settle();
        const std::filesystem::path from = folder.path();
        const std::filesystem::path aside = from.string() + ".crashed";
        std::filesystem::copy(from, aside, std::filesystem::copy_options::recursive);
        history.reset();
        std::filesystem::remove_all(from);
        std::filesystem::rename(aside, from);
    }
    [[nodiscard]] Result<void> append(const std::vector<DraftEvent>& drafts) {
        history::Burst burst;
        for (const DraftEvent& draft : drafts)
            add_to(burst, next_seq++, draft);
        burst.marks = std::exchange(marks, {});
        return history->append(burst);
    }
    [[nodiscard]] bool append_many(std::size_t count, const DraftEvent& draft = {}) {
        for (std::size_t number = 0; number < count; ++number) {
            if (!append({draft})) return false;
        }
        return true;
    }
    [[nodiscard]] std::vector<std::uint64_t> paged_seqs() const {
        history::PageRequest request;
        request.max_events = SIZE_MAX;
        request.max_bytes = SIZE_MAX;
        request.max_scanned = SIZE_MAX;
        std::vector<std::uint64_t> seqs;
        for (const auto& event : history->page(request).events)
            seqs.push_back(event.seq);
        return seqs;
    }

    StoreFolder folder;
    FakeClock clock;
    store::BlockOptions options;
    std::vector<std::string> notices;
    std::vector<history::PublisherMark> marks;  // go with the next burst
    std::uint64_t next_seq = 1;
    std::unique_ptr<store::BlockHistory> history;
};

// The seqs that all blocks of a snapshot give, as rows.
[[nodiscard]] inline std::vector<std::uint64_t> seqs_of(const history::Snapshot& snapshot) {
    std::vector<std::uint64_t> seqs;
    history::BlockContent content;
    for (std::size_t index = 0; index < snapshot.blocks(); ++index) {
        if (!snapshot.read_rows(index, content)) continue;
        for (const history::Row& row : content.rows)
            seqs.push_back(row.seq);
    }
    return seqs;
}

[[nodiscard]] inline std::vector<std::uint64_t> seqs_between(std::uint64_t first, std::uint64_t last) {
    std::vector<std::uint64_t> seqs;
    for (std::uint64_t seq = first; seq <= last; ++seq)
        seqs.push_back(seq);
    return seqs;
}

}  // namespace logbeam::test
