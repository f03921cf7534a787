#pragma once

#include <logbeam/result.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace logbeam::transport {

// Between topics and the subjects that carry them: `logbeam.event.{topic}`. Topics and subjects are tokens of the same
// form. A value.
class SubjectMapping {
public:
    // `{topic}` is the last of its tokens, or the only one.
    [[nodiscard]] static Result<SubjectMapping> parse(std::string_view pattern);

    // Of a topic, or of a pattern of topics.
    [[nodiscard]] std::string subject_of(std::string_view topic) const { return prefix_ + std::string{topic}; }

    // Nothing for a subject that carries no topic.
    [[nodiscard]] std::optional<std::string_view> topic_of(std::string_view subject) const noexcept;

    // All subjects that may carry a topic.
    [[nodiscard]] std::string every_subject() const { return prefix_ + '>'; }

private:
    explicit SubjectMapping(std::string prefix) : prefix_{std::move(prefix)} {}

    std::string prefix_;  // empty, or ends with a dot
};

}  // namespace logbeam::transport
