#pragma once

#include "hub/publisher_account.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace logbeam::hub {

// How far each publisher is held. Invariants:
//   1. A publisher's counter never falls.
//   2. A counter at or below it is never taken again.
//   3. At most `limit` publishers are known; the one that was silent for longest is forgotten first.
// Unsynchronised.
class Deduplicator {
public:
    explicit Deduplicator(std::size_t limit = 100'000) : limit_{limit} {}

    // 0 for one that is not known.
    [[nodiscard]] std::uint64_t held(std::string_view publisher) const;

    // What a batch of the counters `first` to `last` is worth. The account reaches to `last` then; who takes the batch
    // says there what became of its numbers.
    struct Verdict {
        std::uint64_t held = 0;     // counters up to here are not taken again
        std::uint64_t missing = 0;  // numbers in front of the batch that never came
        PublisherAccount& account;  // until the next call
    };
    [[nodiscard]] Verdict judge(std::string_view publisher, std::uint64_t first, std::uint64_t last);

    // What an earlier life of the broker held.
    void restore(std::string_view publisher, std::uint64_t through);

    [[nodiscard]] PublisherAccount* find(std::string_view publisher) noexcept;
    [[nodiscard]] const PublisherAccount* find(std::string_view publisher) const noexcept;

    // The last one heard first.
    template <class Visit>
    void for_each(Visit visit) const {
        for (const Publisher& each : recent_)
            visit(each.id, each.account);
    }

    [[nodiscard]] std::size_t size() const noexcept { return publishers_.size(); }
    [[nodiscard]] std::uint64_t forgotten() const noexcept { return forgotten_; }

private:
    struct Publisher {
        std::string id;
        PublisherAccount account;
    };
    using Recent = std::list<Publisher>;  // the last one heard first
    PublisherAccount& add(std::string_view publisher);

    std::size_t limit_;
    std::uint64_t forgotten_ = 0;
    Recent recent_;
    std::unordered_map<std::string_view, Recent::iterator> publishers_;
};

}  // namespace logbeam::hub
