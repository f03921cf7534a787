#include "fuzz/require.hpp"

#include <logbeam/topic.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace logbeam;
using fuzz::require;

namespace {

std::vector<std::string> tokens_of(std::string_view text) {
    std::vector<std::string> tokens{""};
    for (const char c : text) {
        if (c == '.') {
            tokens.emplace_back();
        } else {
            tokens.back() += c;
        }
    }
    return tokens;
}

// The rules of DESIGN section 4 once more, the slow way.
bool should_match(std::string_view pattern, std::string_view topic) {
    const auto expected = tokens_of(pattern);
    const auto tokens = tokens_of(topic);
    if ((expected[0] == "*" || expected[0] == ">") && topic[0] == '$') return false;
    for (std::size_t at = 0; at < expected.size(); ++at) {
        if (at == tokens.size()) return false;
        if (expected[at] == ">") return true;
        if (expected[at] != "*" && expected[at] != tokens[at]) return false;
    }
    return expected.size() == tokens.size();
}

}  // namespace

// The input is a pattern, a line break, and a topic or logger name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto first = text.substr(0, text.find('\n'));
    const auto second = text.substr(std::min(first.size() + 1, text.size()));

    const auto topic = TopicName::parse(second);
    const auto pattern = TopicPattern::parse(first);
    require(!topic || TopicPattern{*topic}.matches(second));
    require(!topic || !pattern || pattern->matches(second) == should_match(first, second));

    const auto by_logger = topic_for_logger(second);
    require(TopicName::parse(by_logger.str()).ok() && !by_logger.is_reserved());
    require(by_logger == topic_for_logger("logs.{logger}", first, second));
    require(!topic_for_logger(first, second, second).is_reserved());
    return 0;
}
