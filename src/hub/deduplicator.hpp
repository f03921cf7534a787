#pragma once

#include "hub/publisher_account.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
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
    // Of a log: whether it is read from where publishers begin, or from somewhere in between.
    enum class Reading { from_the_beginning, from_between };

    explicit Deduplicator(std::size_t limit = 100'000, Reading reading = Reading::from_the_beginning)
        : limit_{limit}, reading_{reading} {}

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

    // The same for a batch out of a log that many write: it names the publisher's batch before it, so that one that came
    // too early is noticed, and one that it overtook is taken when it comes.
    struct LogVerdict {
        std::uint64_t held = 0;         // as above
        std::optional<Absence> absent;  // it is early: what is before it has not come
        bool is_late = false;           // it was overtaken
        PublisherAccount& account;
        std::optional<Absence> forgotten = {};  // too many are absent: this one is not taken any more if it comes
    };
    struct LogBatch {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        std::uint64_t previous = 0;  // the last number of the batch before it
        bool is_all_read = false;    // of the log, in front of it: who is new has not sent anything before
    };
    [[nodiscard]] LogVerdict judge_of_log(std::string_view publisher, const LogBatch& batch);

    // Those of a publisher's stretches that have not come between these numbers.
    [[nodiscard]] std::vector<Absence> absent(std::string_view publisher, const Absence& between) const;

    static constexpr std::size_t most_absent = 1024;  // stretches of a publisher that may still come; older ones do not

    // What an earlier life of the broker held.
    void restore(std::string_view publisher, std::uint64_t through);
    // And what it had seen overtaken, out of one that has read the end of the same log again.
    void restore_absent(const Deduplicator& reader);

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
    [[nodiscard]] LogVerdict judge_new(const LogBatch& batch, PublisherAccount& account) const;
    [[nodiscard]] static Absence* overtaken(PublisherAccount& account, const LogBatch& batch) noexcept;
    // Returns the one that it took the place of.
    static std::optional<Absence> note_absent(PublisherAccount& account, const Absence& absence);
    using Recent = std::list<Publisher>;  // the last one heard first
    PublisherAccount& add(std::string_view publisher);

    std::size_t limit_;
    Reading reading_;
    std::uint64_t forgotten_ = 0;
    Recent recent_;
    std::unordered_map<std::string_view, Recent::iterator> publishers_;
};

}  // namespace logbeam::hub
