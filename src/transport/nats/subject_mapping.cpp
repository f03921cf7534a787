#include "transport/nats/subject_mapping.hpp"

#include <logbeam/topic.hpp>

namespace logbeam::transport {

namespace {

constexpr std::string_view placeholder = "{topic}";

Error refused(std::string_view pattern, std::string_view why) {
    return {ErrorCode::invalid_option, "NatsOptions::subject '" + std::string{pattern} + "' " + std::string{why} +
                                           "; write it as logbeam.event.{topic}"};
}

}  // namespace

Result<SubjectMapping> SubjectMapping::parse(std::string_view pattern) {
    if (!pattern.ends_with(placeholder)) return refused(pattern, "does not end with {topic}");
    const std::string_view prefix = pattern.substr(0, pattern.size() - placeholder.size());
    if (prefix.empty()) return SubjectMapping{std::string{}};
    if (!prefix.ends_with('.')) return refused(pattern, "has no dot before {topic}");
    if (prefix.find_first_of("{}") != std::string_view::npos) return refused(pattern, "has braces beside {topic}");
    if (!TopicName::parse(prefix.substr(0, prefix.size() - 1))) return refused(pattern, "is no subject");
    return SubjectMapping{std::string{prefix}};
}

std::optional<std::string_view> SubjectMapping::topic_of(std::string_view subject) const noexcept {
    if (!subject.starts_with(prefix_) || subject.size() == prefix_.size()) return std::nullopt;
    return subject.substr(prefix_.size());
}

}  // namespace logbeam::transport
