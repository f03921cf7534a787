#include "http/histogram_counts.hpp"

#include "http/span.hpp"

#include <array>
#include <numeric>
#include <utility>

namespace logbeam::http {
namespace {

constexpr std::size_t shown_keys = 20;

std::string_view name_of(std::optional<Level> level) noexcept {
    return level ? to_string(*level) : "none";
}

}  // namespace

HistogramCounts::HistogramCounts(HistogramOptions options)
    : options_{std::move(options)},
      totals_(options_.buckets.count),
      keys_{options_.buckets.count},
      digests_(options_.value_path.empty() ? 0 : options_.buckets.count),
      leaves_{[this](const Leaf& leaf) { take(leaf); }} {}

void HistogramCounts::add(const history::Row& row, std::string_view text) {
    bucket_ = options_.buckets.index_of(row.time);
    count(bucket_, {row.topic, row.level}, 1);
    if (options_.needs_text()) leaves_.read(text);
}

void HistogramCounts::add(const history::RollupRow& sum) {
    const Timestamp minute{std::chrono::minutes{sum.minute}};
    count(options_.buckets.index_of(minute), {sum.topic, sum.level}, sum.events);
}

void HistogramCounts::count(std::size_t bucket, const Kind& kind, std::uint64_t events) {
    totals_[bucket] += events;
    if (options_.by == HistogramOptions::By::level) keys_.add(name_of(kind.level), bucket, events);
    if (options_.by == HistogramOptions::By::topic) keys_.add(kind.topic, bucket, events);
}

void HistogramCounts::take(const Leaf& leaf) {
    if (!digests_.empty() && leaf.kind == Leaf::Kind::number && leaf.path == options_.value_path) {
        digests_[bucket_].add(leaf.number, budget_);
    }
    if (options_.by == HistogramOptions::By::field && leaf.path == options_.by_path) keys_.add(leaf.text, bucket_, 1);
}

void HistogramCounts::write(JsonWriter& json) {
    const auto ranking = std::move(keys_).rank(shown_keys);
    json.key("bucket");
    json.string(span_text(options_.buckets.width));
    if (options_.by != HistogramOptions::By::nothing) {
        json.key("by");
        json.string(options_.by_name);
        json.key("keys");
        json.begin_array();
        for (const auto& series : ranking.series)
            json.string(series.key);
        json.end_array();
    }
    if (!digests_.empty()) {
        json.key("value");
        json.string(options_.value_name);
    }
    json.key("total");
    json.unsigned_integer(std::accumulate(totals_.begin(), totals_.end(), std::uint64_t{0}));
    json.key("buckets");
    json.begin_array();
    for (std::size_t bucket = 0; bucket < totals_.size(); ++bucket)
        write_bucket(json, bucket, ranking);
    json.end_array();
}

void HistogramCounts::write_bucket(JsonWriter& json, std::size_t bucket, const KeyCounts::Ranking& ranking) {
    json.begin_object();
    json.key("time");
    json.string(to_rfc3339(options_.buckets.begin_of(bucket)));
    json.key("count");
    json.unsigned_integer(totals_[bucket]);
    if (options_.by != HistogramOptions::By::nothing) {
        json.key("counts");
        json.begin_object();
        for (const auto& series : ranking.series) {
            if (series.counts[bucket] == 0) continue;
            json.key(series.key);
            json.unsigned_integer(series.counts[bucket]);
        }
        json.end_object();
        if (ranking.others[bucket] != 0) {
            json.key("other");
            json.unsigned_integer(ranking.others[bucket]);
        }
    }
    if (!digests_.empty()) write_value(json, digests_[bucket]);
    json.end_object();
}

void HistogramCounts::write_value(JsonWriter& json, ValueDigest& digest) const {
    json.key("values");
    json.unsigned_integer(digest.count());
    if (digest.count() == 0) return;
    json.key("avg");
    json.number(digest.average());
    constexpr std::array<std::pair<std::string_view, double>, 3> percentiles{{{"p50", 50}, {"p95", 95}, {"p99", 99}}};
    for (const auto& [name, percent] : percentiles) {
        json.key(name);
        json.number(digest.percentile(percent));
    }
    if (digest.is_exact()) return;
    json.key("approximate");
    json.boolean(true);
}

}  // namespace logbeam::http
