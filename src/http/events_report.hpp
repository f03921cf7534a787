#pragma once

#include "history/search.hpp"
#include "http/effort.hpp"
#include "http/range_parameters.hpp"
#include "http/report.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::http {

enum class EventsFormat : std::uint8_t {
    json,    // one object: a page
    ndjson,  // an event a line, and nothing else: an export
    stream,  // an object a line: `event`, now and then `progress`, `done` at last
};

struct EventsOptions {
    EventsFormat format = EventsFormat::json;
    history::Order order = history::Order::newest_first;
    std::uint64_t limit = 100;
    std::string epoch;
};

// The events of a snapshot that a question is about, as they are found. Unsynchronised.
class EventsReport final : public Report {
public:
    EventsReport(std::shared_ptr<const history::Snapshot> snapshot, const Question& question, EventsOptions options,
                 Effort effort);

    [[nodiscard]] std::string_view content_type() const noexcept override;
    bool step(std::string& out) override;

private:
    void begin(std::string& out);
    bool add(std::string_view text, std::string& out);
    void tell_progress(std::string& out);
    void end(std::string& out) const;
    [[nodiscard]] std::optional<std::uint64_t> next() const noexcept;

    const EventsOptions options_;
    const std::uint64_t after_;
    const std::uint64_t before_;
    history::Search search_;
    Effort effort_;
    Effort::Duration told_{};  // how much was worked when progress was told last
    std::uint64_t events_ = 0;
    std::uint64_t bytes_ = 0;
    bool has_begun_ = false;
    bool is_cut_ = false;  // more may match
};

}  // namespace logbeam::http
