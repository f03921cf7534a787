#pragma once

#include <logbeam/event.hpp>
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

// The value of a pair as text that reads back with its type.
template <class T>
[[nodiscard]] std::string pair_value(const T& value) {
    if constexpr (std::is_floating_point_v<T>) {
        return Value{static_cast<double>(value)}.to_json();
    } else if constexpr (std::is_same_v<T, char>) {
        return pair_text(std::string_view{&value, 1});
    } else if constexpr (std::is_arithmetic_v<T>) {
        return Value{value}.to_json();
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
        return pair_text(value);
    } else {
        return pair_text(spdlog_fmt::format("{}", value));
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
        std::string text{pair.key};
        text += '=';
        text += pair_value(pair.value);
        return write(text, context);
    }
};

template <class T>
struct DescribedFormatter : ReadyTextFormatter {
    template <class FormatContext>
    auto format(const T& value, FormatContext& context) const {
        return write(to_pairs(value), context);
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
