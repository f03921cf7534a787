#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace logbeam::http {

// How often each key came in each bucket. Only so many keys are told apart; later ones are counted together.
// Unsynchronised.
class KeyCounts {
public:
    static constexpr std::size_t most_keys = 2000;

    explicit KeyCounts(std::size_t buckets) : others_(buckets) {}

    void add(std::string_view key, std::size_t bucket, std::uint64_t count);

    // The `shown` keys that came most often, the first the most often of all; all the others become one.
    struct Ranking {
        struct Series {
            std::string key;
            std::vector<std::uint64_t> counts;  // by bucket
            std::uint64_t total = 0;
        };
        std::vector<Series> series;
        std::vector<std::uint64_t> others;  // by bucket
    };
    [[nodiscard]] Ranking rank(std::size_t shown) &&;

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard names it
    };

    std::unordered_map<std::string, std::vector<std::uint64_t>, Hash, std::equal_to<>> keys_;
    std::vector<std::uint64_t> others_;
};

}  // namespace logbeam::http
