#include "cli/alerts/past_events.hpp"
#include "cli/line_splitter.hpp"
#include "hub/ingest.hpp"
#include "store/memory_history.hpp"

#include <logbeam/result.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <string>

namespace logbeam::cli {
namespace {

constexpr std::size_t longest_line = std::size_t{4} << 20U;

// Gives events the form in which a broker has them, one after the other.
class Reader {
public:
    Reader(std::string name, Timestamp now, const TakeEvent& take)
        : name_{std::move(name)}, now_{now}, take_{take}, ingest_{history_, {}, topics_, counters_} {}

    void line(std::string_view text) {
        ++line_;
        if (text.find_first_not_of(" \t\r") == std::string_view::npos) return;
        const hub::Sender sender{"file", "file", "events", rights_.get()};
        const auto taken = ingest_.take_event(text, sender, now_);
        if (!taken) {
            const std::string place = name_ + ":" + std::to_string(line_) + ": ";
            throw Failure{Error{taken.error().code, place + taken.error().detail}};
        }
        hand_on(taken->id);
    }
    [[nodiscard]] Timestamp last() const noexcept { return last_; }

private:
    void hand_on(const std::string& id) {
        const history::Burst& burst = ingest_.burst();
        const history::Entry& entry = burst.entries.back();
        const std::string_view topic = burst.topic_of(entry);
        last_ = std::max(last_, entry.time);
        take_({burst.text_of(entry), topic, entry.level, entry.seq, entry.time, entry.parts.seq_end}, id);
        ingest_.clear();
    }

    const std::string name_;
    const Timestamp now_;
    const TakeEvent& take_;
    const hub::SharedRights rights_ = hub::rights_of_owner();
    store::MemoryHistory history_{{1, 1}, "file"};
    hub::TopicTable topics_;
    hub::Counters counters_;
    hub::Ingest ingest_;
    std::size_t line_ = 0;
    Timestamp last_ = Timestamp::min();
};

}  // namespace

Timestamp read_event_file(const AlertsTestOptions& options, Timestamp now, const TakeEvent& take) {
    const bool is_input = options.events == "-";
    std::ifstream file;
    if (!is_input) file.open(options.events, std::ios::binary);
    if (!is_input && !file) throw Failure{Error{ErrorCode::invalid_option, "cannot read " + options.events}};
    std::istream& in = is_input ? std::cin : file;
    Reader reader{is_input ? "stdin" : options.events, now, take};
    LineSplitter lines{longest_line};
    std::array<char, 64 * 1024> room{};
    const auto take_line = [&reader](std::string_view line) { reader.line(line); };
    while (in.read(room.data(), room.size()), in.gcount() > 0)
        lines.feed({room.data(), static_cast<std::size_t>(in.gcount())}, take_line);
    lines.finish(take_line);
    return reader.last();
}

}  // namespace logbeam::cli
