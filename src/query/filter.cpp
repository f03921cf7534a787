#include "query/program.hpp"

#include <logbeam/filter.hpp>

#include <chrono>

namespace logbeam {
namespace {

constexpr std::string_view log_type = "logger.";

std::shared_ptr<const query::Program> everything() {
    static const auto program = query::Program::compile({}, Timestamp{}).value();
    return program;
}

std::optional<Level> level_of(const std::string& type) {
    return type.compare(0, log_type.size(), log_type) == 0 ? parse_level(std::string_view{type}.substr(log_type.size()))
                                                           : std::nullopt;
}

}  // namespace

Filter::Filter() : program_{everything()} {}

Result<Filter> Filter::parse(std::string_view text) {
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    auto program = query::Program::compile(text, now);
    if (!program) return program.error();
    return Filter{std::move(*program)};
}

bool Filter::matches(const Event& event) const {
    if (program_->is_everything()) return true;
    const std::string text = event.to_json();
    query::Subject subject{text, event.topic, level_of(event.type), event.seq, event.timestamp};
    // Stands nowhere inside a string: a quote in there has a backslash in front of it.
    subject.data_at = static_cast<std::uint32_t>(text.find(R"(,"data":)") + 1);
    return program_->matches(subject);
}

const std::string& Filter::text() const noexcept {
    return program_->text();
}

}  // namespace logbeam
