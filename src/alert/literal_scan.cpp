#include "alert/literal_scan.hpp"

#include "query/need.hpp"
#include "query/tokens.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::alert {
namespace {

constexpr std::size_t shortest = 3;

// What JSON writes as it is, but for `\u`.
bool is_plain(char c) noexcept {
    return (query::is_word_byte(c) && static_cast<unsigned char>(c) < 128) || c == '-' || c == ' ' || c == '.';
}

std::optional<std::string> longest_plain_run(std::string_view text) {
    std::string_view best;
    while (!text.empty()) {
        const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) - text.begin());
        if (end > best.size()) best = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return best.size() >= shortest ? std::optional{query::folded(best)} : std::nullopt;
}

bool may_be_number(std::string_view text) noexcept {
    return text.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
}

std::string_view last_name(std::string_view path) noexcept {
    const auto dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

// A number may be written in many ways, but the name of its field cannot.
std::optional<std::string> literal_of_pair(const query::Need& need) {
    if (!may_be_number(need.text)) return longest_plain_run(need.text);
    return need.key.front() == query::Need::envelope_mark ? std::nullopt : longest_plain_run(last_name(need.key));
}

std::optional<std::string> longest_of(const std::vector<query::Need>& parts) {
    std::optional<std::string> best;
    for (const query::Need& part : parts) {
        auto literal = literal_of(part);
        if (literal && (!best || literal->size() > best->size())) best = std::move(literal);
    }
    return best;
}

constexpr auto lower_case = [] {
    std::array<unsigned char, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c)
        table[c] = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    return table;
}();

}  // namespace

std::optional<std::string> literal_of(const query::Need& need) {
    switch (need.kind) {
        case query::Need::Kind::all_of: return longest_of(need.parts);
        case query::Need::Kind::word:
        case query::Need::Kind::piece: return longest_plain_run(need.text);
        case query::Need::Kind::pair: return literal_of_pair(need);
        default: return std::nullopt;
    }
}

const std::array<unsigned char, 256> LiteralScan::lower = lower_case;

LiteralScan::LiteralScan(std::vector<std::string> literals) : literals_{std::move(literals)} {
    for (const std::string& literal : literals_)
        stride_ = std::min(stride_, literal.size() - 1);
    for (std::uint32_t index = 0; index < literals_.size(); ++index) {
        const std::string& literal = literals_[index];
        for (std::uint32_t offset = 0; offset < stride_; ++offset) {
            const auto pair =
                pair_of(static_cast<unsigned char>(literal[offset]), static_cast<unsigned char>(literal[offset + 1]));
            may_begin_.set(pair);
            places_[pair].push_back({index, offset});
        }
    }
}

bool LiteralScan::stands_at(std::string_view text, std::size_t at, const Place& place) const noexcept {
    const std::string& literal = literals_[place.literal];
    if (at < place.offset || literal.size() > text.size() - (at - place.offset)) return false;
    const char* const begin = text.data() + at - place.offset;
    return std::equal(literal.begin(), literal.end(), begin,
                      [](char wanted, char c) { return wanted == query::fold(c); });
}

}  // namespace logbeam::alert
