#include "cli/publish_data.hpp"

#include "event/pair_syntax.hpp"

#include <string_view>
#include <utility>

namespace logbeam::cli {

namespace {

// A number that would not keep its digits stays text, as it does in log messages.
Value value_of(std::string_view text) {
    const bool is_container = !text.empty() && (text.front() == '{' || text.front() == '[' || text.front() == '"');
    if (is_container || event::is_literal(text)) {
        if (auto value = Value::parse(text)) return std::move(*value);
    }
    return text;
}

}  // namespace

Result<Value> data_of(const std::vector<std::string>& words) {
    if (words.size() == 1) {
        if (auto value = Value::parse(words.front())) return value;
    }
    Fields members;
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        if (equals == 0 || equals == std::string::npos) {
            return Error{ErrorCode::invalid_option, "'" + word + "' is neither JSON nor key=value"};
        }
        members.set(word.substr(0, equals), value_of(std::string_view{word}.substr(equals + 1)));
    }
    return Value{std::move(members)};
}

}  // namespace logbeam::cli
