#pragma once

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <random>
#include <string>

namespace logbeam::test {

// Makes JSON values up, the same for the same seed, with a taste for what breaks parsers.
class RandomJson {
public:
    explicit RandomJson(std::uint32_t seed) : random_{seed} {}

    nlohmann::json value(int depth = 4) {
        switch (upto(depth > 0 ? 8 : 6)) {
            case 0: return nullptr;
            case 1: return upto(1) == 0;
            case 2: return static_cast<std::int64_t>(bits());
            case 3: return bits();
            case 4: return real();
            case 5:
            case 6: return text();
            case 7: return array(depth);
            default: return object(depth);
        }
    }

    nlohmann::json document() { return upto(9) == 0 ? value() : nlohmann::json::array({value(), value(), object(4)}); }

    // Valid UTF-8 of all lengths, escapes included.
    std::string text() {
        std::string text;
        const auto characters = upto(3) == 0 ? upto(100) : upto(12);
        for (std::uint64_t count = 0; count < characters; ++count) {
            append_character(text);
        }
        return text;
    }

    // Anything at all.
    std::string bytes() {
        std::string bytes;
        const auto count = upto(80);
        while (bytes.size() < count) {
            bytes += static_cast<char>(upto(2) == 0 ? upto(255) : ' ' + upto(94));
        }
        return bytes;
    }

    std::uint64_t upto(std::uint64_t most) { return std::uniform_int_distribution<std::uint64_t>{0, most}(random_); }

private:
    std::uint64_t bits() { return random_() >> upto(63); }

    double real() {
        double number = 0;
        do {
            const auto pattern = upto(1) == 0 ? random_() : static_cast<std::uint64_t>(upto(100'000)) << 40;
            static_assert(sizeof number == sizeof pattern);
            std::memcpy(&number, &pattern, sizeof number);
        } while (!std::isfinite(number));
        return number;
    }

    nlohmann::json array(int depth) {
        auto items = nlohmann::json::array();
        for (auto count = upto(4); count > 0; --count) {
            items.push_back(value(depth - 1));
        }
        return items;
    }

    nlohmann::json object(int depth) {
        auto members = nlohmann::json::object();
        for (auto count = upto(4); count > 0; --count) {
            members[text()] = value(depth - 1);
        }
        return members;
    }

    void append_character(std::string& text) {
        static const std::string unusual[] = {"\"",
                                              "\\",
                                              "\n",
                                              "\t",
                                              "\x01",
                                              "\x7f",
                                              "\xC3\xA9",
                                              "\xE2\x82\xAC",
                                              "\xF0\x9F\x98\x80",
                                              "\xEF\xBF\xBD",
                                              "/",
                                              std::string(1, '\0')};
        if (upto(5) == 0) {
            text += unusual[upto(std::size(unusual) - 1)];
        } else {
            text += static_cast<char>(' ' + upto(94));
        }
    }

    std::mt19937_64 random_;
};

}  // namespace logbeam::test
