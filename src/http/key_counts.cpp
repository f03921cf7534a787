#include "http/key_counts.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace logbeam::http {
namespace {

bool comes_first(const KeyCounts::Ranking::Series& left, const KeyCounts::Ranking::Series& right) {
    return std::tie(right.total, left.key) < std::tie(left.total, right.key);
}

}  // namespace

void KeyCounts::add(std::string_view key, std::size_t bucket, std::uint64_t count) {
    auto found = keys_.find(key);
    if (found == keys_.end()) {
        if (keys_.size() == most_keys) {
            others_[bucket] += count;
            return;
        }
        found = keys_.emplace(std::string{key}, std::vector<std::uint64_t>(others_.size())).first;
    }
    found->second[bucket] += count;
}

KeyCounts::Ranking KeyCounts::rank(std::size_t shown) && {
    Ranking ranking{{}, std::move(others_)};
    for (auto& [key, counts] : keys_) {
        const auto total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
        ranking.series.push_back({key, std::move(counts), total});
    }
    std::sort(ranking.series.begin(), ranking.series.end(), comes_first);
    while (ranking.series.size() > shown) {
        const auto& last = ranking.series.back().counts;
        std::transform(last.begin(), last.end(), ranking.others.begin(), ranking.others.begin(), std::plus<>{});
        ranking.series.pop_back();
    }
    return ranking;
}

}  // namespace logbeam::http
