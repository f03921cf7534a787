#include "http/leaves.hpp"

#include "query/tokens.hpp"

#include <array>
#include <charconv>

namespace logbeam::http {
namespace {

// An integer's digits; empty room would be a bug, 24 bytes hold any of 64 bits.
template <class Integer>
std::string_view digits(std::array<char, 24>& room, Integer value) noexcept {
    const auto end = std::to_chars(room.data(), room.data() + room.size(), value).ptr;
    return {room.data(), static_cast<std::size_t>(end - room.data())};
}

}  // namespace

void Leaves::read(std::string_view event) {
    path_.clear();
    prefixes_.clear();
    (void)json::scan(event, *this);  // a text that was accepted reads
}

void Leaves::integer(std::int64_t value) {
    std::array<char, 24> room{};
    tell(Leaf::Kind::number, digits(room, value), static_cast<double>(value));
}

void Leaves::unsigned_integer(std::uint64_t value) {
    std::array<char, 24> room{};
    tell(Leaf::Kind::number, digits(room, value), static_cast<double>(value));
}

void Leaves::number(double value, std::string_view text) {
    tell(Leaf::Kind::number, query::number_key(text), value);
}

void Leaves::key(std::string_view name) {
    path_.resize(prefixes_.back());
    if (!path_.empty()) path_ += '.';
    path_ += name;
}

void Leaves::end_object() {
    path_.resize(prefixes_.back());
    prefixes_.pop_back();
}

}  // namespace logbeam::http
