#include "transport/nats/batch_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace logbeam::transport {

namespace {

constexpr std::size_t max_publisher = 255;

void append_hex(std::string& out, std::uint64_t number) {
    std::array<char, 16> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16);
    out.append(digits.data(), end);
}

std::string_view next_word(std::string_view& rest) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
}

// Decimal digits without a sign or leading zeros.
bool read(std::string_view word, std::uint64_t& number) {
    if (word.empty() || (word.size() > 1 && word.front() == '0')) return false;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc{} && end == word.data() + word.size();
}

bool is_possible(const BatchHeader& header) {
    return header.first > 0 && header.first <= header.last && header.previous < header.first &&
           (header.count == 0 || header.count - 1 <= header.last - header.first);
}

}  // namespace

bool is_publisher_name(std::string_view text) noexcept {
    const auto is_visible = [](char c) { return c > ' ' && c < '\x7f'; };
    return !text.empty() && text.size() <= max_publisher && std::all_of(text.begin(), text.end(), is_visible);
}

std::string encode(const BatchHeader& header) {
    std::string text = header.publisher;
    for (const auto number : {header.first, header.last, header.count, header.previous}) {
        text += ' ';
        text += std::to_string(number);
    }
    return text;
}

std::optional<BatchHeader> parse_batch_header(std::string_view text) {
    if (text.empty() || text.back() == ' ') return std::nullopt;
    BatchHeader header;
    header.publisher = next_word(text);
    for (auto* number : {&header.first, &header.last, &header.count, &header.previous}) {
        if (!read(next_word(text), *number)) return std::nullopt;
    }
    if (!text.empty() || !is_publisher_name(header.publisher) || !is_possible(header)) return std::nullopt;
    return header;
}

std::string message_id(const BatchHeader& header) {
    std::string id = header.publisher;
    for (const auto number : {header.first, header.last}) {
        id += '-';
        append_hex(id, number);
    }
    return id;
}

}  // namespace logbeam::transport
