#include "query/tokens.hpp"

#include "query/number.hpp"

#include <charconv>
#include <variant>

namespace logbeam::query {
namespace {

template <class T>
std::string text_of(T value) {
    std::array<char, 32> room{};
    const auto [end, error] = std::to_chars(room.data(), room.data() + room.size(), value);
    return {room.data(), static_cast<std::size_t>(end - room.data())};
}

}  // namespace

std::string number_key(std::string_view text) {
    const auto number = number_of(text);
    if (!number) return std::string{text};
    return std::visit([](auto value) { return text_of(value); }, *number);
}

}  // namespace logbeam::query
