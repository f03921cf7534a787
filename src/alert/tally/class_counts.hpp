#pragma once

#include <cstdint>
#include <vector>

namespace logbeam::alert::tally {

// Numbers, counted in classes so narrow that the middle of one is within 1 % of each of its numbers: 64 of equal width
// between two powers of two. What is nearer to zero than 2^-40 is zero, what is beyond 2^80 is in the last class; so there
// are 15,361 at most. Counts can be taken away again. Unsynchronised.
class ClassCounts {
public:
    void add(double number);
    void subtract(const ClassCounts& other);  // what was added before

    // The number at least so many of a hundred are not above (nearest rank), 0 < percent <= 100; there is one.
    [[nodiscard]] double percentile(double percent) const;
    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

private:
    struct Class {
        std::int32_t index = 0;
        std::uint64_t count = 0;
    };

    void add(std::int32_t index, std::uint64_t count);

    std::vector<Class> classes_;  // in the order of their numbers
    std::uint64_t total_ = 0;
};

}  // namespace logbeam::alert::tally
