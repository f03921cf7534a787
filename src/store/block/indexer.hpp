#pragma once

#include "history/burst.hpp"
#include "store/block/data_walk.hpp"
#include "store/block/filter.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace logbeam::store {

// Puts into a filter what a Need may ask for: the words of the message, a pair for each scalar of `data`, of the metadata,
// of type and source, and the trigrams of every string of `data`. All is unescaped and folded first. Unsynchronised.
class Indexer final : private ScalarVisitor {
public:
    // From here on events go into this filter, which is empty and outlives what is added.
    void begin(BlockFilter& filter);
    // A canonical text; it must stay until the next begin.
    void add(std::string_view text, const history::TextParts& parts);

private:
    void string(std::string_view path, std::string_view text) override;
    void literal(std::string_view path, std::string_view text) override;
    void add_head(std::string_view head);
    void add_metadata(std::string_view text);
    void add_words(std::string_view folded);
    void add_trigrams(std::string_view folded);
    [[nodiscard]] bool is_new(std::string_view text);
    [[nodiscard]] std::string_view folded(std::string_view text);

    enum class Place { data, envelope };

    BlockFilter* filter_ = nullptr;
    DataWalk walk_;
    Place place_ = Place::data;
    std::string folded_;
    std::array<std::string_view, 256> seen_{};  // parts of envelopes that are in the filter already
};

}  // namespace logbeam::store
