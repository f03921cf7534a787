#include "history/snapshot.hpp"

namespace logbeam::history {
namespace {

constexpr std::string_view topic_key = R"("topic":")";
constexpr std::string_view seq_key = R"(,"seq":)";
constexpr std::string_view client_key = R"(,"clientId":")";

// Only a text whose last member is a string ends so: that is the client's id, or `data`, which has no members then.
std::size_t client_of(std::string_view text) noexcept {
    const std::size_t end = text.size() - 1;
    if (text.size() < 2 || text[end - 1] != '"') return end;
    const std::size_t at = text.rfind(client_key);
    return at == std::string_view::npos ? end : at;
}

}  // namespace

// `,"seq":` stands nowhere inside a string: a quote in there has a backslash in front of it.
TextParts parts_of(std::string_view text, std::string_view topic) noexcept {
    TextParts parts;
    const std::size_t topic_at = text.find(topic_key);
    const std::size_t topic_end = topic_at + topic_key.size() + topic.size() + 2;
    const std::size_t seq_at = text.find(seq_key, topic_end) + 1;
    parts.topic_at = static_cast<std::uint16_t>(topic_at);
    parts.topic_end = static_cast<std::uint16_t>(topic_end);
    parts.seq_at = static_cast<std::uint16_t>(seq_at);
    parts.seq_end = static_cast<std::uint16_t>(text.find(',', seq_at) + 1);
    parts.client_at = static_cast<std::uint32_t>(client_of(text));
    return parts;
}

query::Subject subject_of(const Row& row, std::string_view text) noexcept {
    const std::size_t seq_at = text.find(seq_key);
    const std::size_t data_at = text.find(',', seq_at + 1) + 1;
    return {text, row.topic, row.level, row.seq, row.time, static_cast<std::uint32_t>(data_at)};
}

}  // namespace logbeam::history
