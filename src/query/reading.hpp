#pragma once

#include "query/json_text.hpp"
#include "query/scanner.hpp"
#include "query/subject.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace logbeam::query {

// The evaluation of one event: what has been found in its text so far, and can be asked again.
class Reading {
public:
    Reading(const Subject& subject, const PathSet& paths, std::size_t from) noexcept;

    [[nodiscard]] const Subject& subject() const noexcept { return subject_; }
    [[nodiscard]] std::string_view json() const noexcept { return subject_.text; }

    // Whether the test accepts a place that the path leads to: `test(std::size_t at)`.
    template <class Test>
    [[nodiscard]] bool any_place(PathSet::Bits path, Test test);

    // The same for values: those of an array one by one, of arrays in it too.
    template <class Test>
    [[nodiscard]] bool any_value(PathSet::Bits path, Test test);

    // What the string that begins at `at` stands for, until the next call.
    [[nodiscard]] std::string_view text_at(std::size_t at);

private:
    // More places than this are not kept but looked for again by every term.
    static constexpr std::size_t most_places = 32;
    // A string with escapes that is longer is the only thing that an evaluation allocates memory for.
    static constexpr std::size_t room_bytes = 16 * 1024;

    void keep(const Place& place) noexcept;
    template <class Test>
    [[nodiscard]] bool any_anew(PathSet::Bits path, Test& test);
    template <class Test>
    [[nodiscard]] bool any_item(std::size_t at, Test& test);

    const Subject& subject_;
    const PathSet& paths_;
    std::size_t from_;
    Scanner scanner_;
    std::array<Place, most_places> places_;
    std::size_t place_count_ = 0;
    bool is_overflowing_ = false;

    std::array<char, room_bytes> room_;
    std::string long_text_;
    const char* unescaped_ = nullptr;  // the string whose text is in `text_`
    std::string_view text_;
};

template <class Test>
bool Reading::any_place(PathSet::Bits path, Test test) {
    if (is_overflowing_) return any_anew(path, test);
    for (std::size_t index = 0; index < place_count_; ++index) {
        if ((places_[index].paths & path) != 0 && test(places_[index].at)) return true;
    }
    Place place{};
    while (scanner_.next(place)) {
        keep(place);
        if ((place.paths & path) != 0 && test(place.at)) return true;
    }
    return false;
}

template <class Test>
bool Reading::any_value(PathSet::Bits path, Test test) {
    return any_place(path, [&](std::size_t at) { return json()[at] == '[' ? any_item(at, test) : test(at); });
}

template <class Test>
bool Reading::any_anew(PathSet::Bits path, Test& test) {
    Scanner scanner{json(), from_, paths_, path, subject_.outline};
    Place place{};
    while (scanner.next(place)) {
        if (test(place.at)) return true;
    }
    return false;
}

template <class Test>
bool Reading::any_item(std::size_t at, Test& test) {
    std::size_t depth = 0;
    while (at < json().size()) {
        const char c = json()[at];
        if (c == '[') {
            ++depth;
            ++at;
        } else if (c == ']') {
            ++at;
            if (--depth == 0) return false;
        } else if (c == ',') {
            at = skip_space(json(), at + 1);
        } else if (const auto item = skip_space(json(), at); item != at) {
            at = item;
        } else {
            if (test(at)) return true;
            at = skip_value(json(), at);
        }
    }
    return false;
}

}  // namespace logbeam::query
