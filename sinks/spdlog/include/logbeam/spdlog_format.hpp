#pragma once

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>
#include <logbeam/log_record.hpp>
#include <logbeam/typed_event.hpp>

#include <spdlog/common.h>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>

// How kv() and described types print in a log call, with whichever formatting library this spdlog uses.

namespace logbeam {

#ifdef SPDLOG_USE_STD_FORMAT
namespace spdlog_fmt = std;
#else
namespace spdlog_fmt = fmt;
#endif

// The value of a pair as text that reads back with its type. What is none of these is formatted, and a string.
template <class T>
[[nodiscard]] std::string pair_value(const T& value) {
    if constexpr (std::is_same_v<T, float>) {
        std::string text;
        JsonWriter json{text};
        typed::write_float(json, value);
        return text;
    } else if constexpr (std::is_floating_point_v<T>) {
        return Value{static_cast<double>(value)}.to_json();
    } else if constexpr (std::is_same_v<T, char>) {
        return pair_text(std::string_view{&value, 1});
    } else if constexpr (std::is_arithmetic_v<T>) {
        return Value{value}.to_json();
    } else if constexpr (std::is_convertible_v<const T&, const char*> && std::is_pointer_v<T>) {
        return value == nullptr ? "null" : pair_text(value);
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
        return pair_text(value);
    } else {
        // Not format(): where FMT_ENFORCE_COMPILE_STRING is set that takes no literal in C++17.
        return pair_text(spdlog_fmt::vformat("{}", spdlog_fmt::make_format_args(value)));
    }
}

// Whether a value goes into a pair as the JSON that it would be as a member of a typed event.
template <class T>
inline constexpr bool is_pair_json = typed::fault_of<T> == typed::Fault::none && !std::is_arithmetic_v<T> &&
                                     !std::is_convertible_v<const T&, std::string_view>;

template <class T>
[[nodiscard]] std::string to_pair(std::string_view key, const T& value) {
    std::string text;
    if constexpr (is_pair_json<T>) {
        JsonWriter json{text};
        json.begin_object();
        json.key(key);
        write_json(json, value);
        json.end_object();
        return pairs_from_json(text);
    } else {
        text += key;
        text += '=';
        return text += pair_value(value);
    }
}

// What both formatters below share: no options, text that is ready.
struct ReadyTextFormatter {
    template <class ParseContext>
    constexpr auto parse(ParseContext& context) {
        return context.begin();
    }

    template <class FormatContext>
    static auto write(std::string_view text, FormatContext& context) {
        return std::copy(text.begin(), text.end(), context.out());
    }
};

template <class T>
struct KeyValueFormatter : ReadyTextFormatter {
    template <class FormatContext>
    auto format(const KeyValue<T>& pair, FormatContext& context) const {
        return write(to_pair(pair.key, pair.value), context);
    }
};

template <class T>
struct DescribedFormatter : ReadyTextFormatter {
    template <class FormatContext>
    auto format(const T& value, FormatContext& context) const {
        if constexpr (std::is_enum_v<T>) {
            const auto name = typed::name_of(value);
            return write(name ? std::string{*name} : std::to_string(static_cast<std::underlying_type_t<T>>(value)),
                         context);
        } else {
            return write(to_pairs(value), context);
        }
    }
};

}  // namespace logbeam

#ifdef SPDLOG_USE_STD_FORMAT

template <class T>
struct std::formatter<logbeam::KeyValue<T>, char> : logbeam::KeyValueFormatter<T> {};

template <class T>
    requires logbeam::is_described<T>
struct std::formatter<T, char> : logbeam::DescribedFormatter<T> {
};

#else

namespace fmt {

template <class T>
struct formatter<logbeam::KeyValue<T>, char> : logbeam::KeyValueFormatter<T> {};

template <class T>
struct formatter<T, char, std::enable_if_t<logbeam::is_described<T>>> : logbeam::DescribedFormatter<T> {};

}  // namespace fmt

#endif
