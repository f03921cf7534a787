#include "alert/message.hpp"

#include "alert/shortened.hpp"

#include <algorithm>

namespace logbeam::alert {
namespace {

Error problem(std::string_view what, std::size_t at) {
    return {ErrorCode::invalid_config, std::string{what} + " at character " + std::to_string(at + 1)};
}

bool is_blank(std::string_view name) noexcept {
    return name.empty() || name.find_first_of(" {\n") != std::string_view::npos;
}

}  // namespace

const std::vector<std::string_view> Message::own_names{"rule",  "state", "severity", "group", "value",  "count",
                                                       "since", "at",    "first",    "last",  "detail", "link"};

Result<Message> Message::parse(std::string_view text) {
    Message message;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto brace = std::min(text.find_first_of("{}", at), text.size());
        message.add_literal(text.substr(at, brace - at));
        if (brace == text.size()) break;
        if (text.substr(brace, 2) == "{{" || text.substr(brace, 2) == "}}") {
            message.add_literal(text.substr(brace, 1));
            at = brace + 2;
            continue;
        }
        const auto end = text.find('}', brace);
        const auto name = text.substr(brace + 1, end == std::string_view::npos ? end : end - brace - 1);
        if (text[brace] == '}') return problem("a '}' without its '{'; write }} for a brace", brace);
        if (end == std::string_view::npos || is_blank(name))
            return problem("expected a name and '}' behind '{'", brace);
        message.add_name(name);
        at = end + 1;
    }
    return message;
}

std::string Message::text(const Own& own, const std::vector<std::optional<std::string>>& values) const {
    std::string text;
    for (const Part& part : parts_) {
        switch (part.piece) {
            case Piece::literal: text += part.text; break;
            case Piece::own: text += own(part.text); break;
            case Piece::field: text += part.field < values.size() ? values[part.field].value_or("-") : "-"; break;
        }
        if (text.size() > longest) break;
    }
    return shortened(text, longest);
}

void Message::add_literal(std::string_view text) {
    if (text.empty()) return;
    const bool goes_on = !parts_.empty() && parts_.back().piece == Piece::literal;
    goes_on ? void(parts_.back().text += text) : parts_.push_back({Piece::literal, std::string{text}});
}

void Message::add_name(std::string_view name) {
    if (std::find(own_names.begin(), own_names.end(), name) != own_names.end()) {
        parts_.push_back({Piece::own, std::string{name}});
        return;
    }
    const auto known = std::find(fields_.begin(), fields_.end(), name);
    parts_.push_back({Piece::field, std::string{name}, static_cast<std::size_t>(known - fields_.begin())});
    if (known == fields_.end()) fields_.emplace_back(name);
}

}  // namespace logbeam::alert
