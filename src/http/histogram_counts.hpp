#pragma once

#include "history/snapshot.hpp"
#include "http/histogram_buckets.hpp"
#include "http/key_counts.hpp"
#include "http/leaves.hpp"
#include "http/value_digest.hpp"

#include <logbeam/json_writer.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::http {

// What a histogram is of. A value.
struct HistogramOptions {
    enum class By : std::uint8_t { nothing, level, topic, field };

    Buckets buckets;
    By by = By::nothing;
    std::string by_name;     // as it was asked for
    std::string by_path;     // of a field, from the top of the event
    std::string value_name;  // empty: none is measured
    std::string value_path;

    [[nodiscard]] bool needs_text() const noexcept { return by == By::field || !value_path.empty(); }
};

// Counts events, and measures a number of them, bucket by bucket. Unsynchronised.
class HistogramCounts {
public:
    explicit HistogramCounts(HistogramOptions options);
    HistogramCounts(const HistogramCounts&) = delete;
    HistogramCounts& operator=(const HistogramCounts&) = delete;

    // `text` is read where the options need it.
    void add(const history::Row& row, std::string_view text);
    void add(const history::RollupRow& sum);

    // The members `bucket`, `by`, `value`, `keys`, `total` and `buckets` of the open object. Once.
    void write(JsonWriter& json);

private:
    struct Kind {
        std::string_view topic;
        std::optional<Level> level;
    };
    void count(std::size_t bucket, const Kind& kind, std::uint64_t events);
    void take(const Leaf& leaf);
    void write_bucket(JsonWriter& json, std::size_t bucket, const KeyCounts::Ranking& ranking);
    void write_value(JsonWriter& json, ValueDigest& digest) const;

    const HistogramOptions options_;
    std::vector<std::uint64_t> totals_;
    KeyCounts keys_;
    std::vector<ValueDigest> digests_;
    DigestBudget budget_;
    std::size_t bucket_ = 0;  // of the event that is being read
    Leaves leaves_;
};

}  // namespace logbeam::http
