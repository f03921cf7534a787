#include "alert/tally/class_counts.hpp"

#include <algorithm>
#include <cmath>

namespace logbeam::alert::tally {
namespace {

constexpr std::int32_t parts = 64;  // of what is between two powers of two
constexpr int least = -39;          // exponents as frexp has them: 0.5 <= fraction < 1
constexpr int most = 80;

std::int32_t class_of(double number) noexcept {
    int exponent = 0;
    const double fraction = std::frexp(std::abs(number), &exponent);
    if (fraction == 0 || exponent < least) return 0;
    const auto part = static_cast<std::int32_t>((fraction - 0.5) * 2 * parts);
    const auto last = (most - least + 1) * parts;
    const auto index = exponent > most ? last : (exponent - least) * parts + part + 1;
    return number < 0 ? -index : index;
}

double middle_of(std::int32_t index) noexcept {
    if (index == 0) return 0;
    const auto place = std::abs(index) - 1;
    const double fraction = 0.5 + (place % parts + 0.5) / (2.0 * parts);
    const double size = std::ldexp(fraction, place / parts + least);
    return index < 0 ? -size : size;
}

}  // namespace

void ClassCounts::add(double number) {
    add(class_of(number), 1);
}

void ClassCounts::add(std::int32_t index, std::uint64_t count) {
    const auto place = std::lower_bound(classes_.begin(), classes_.end(), index,
                                        [](const Class& entry, std::int32_t wanted) { return entry.index < wanted; });
    if (place != classes_.end() && place->index == index) {
        place->count += count;
    } else {
        classes_.insert(place, {index, count});
    }
    total_ += count;
}

void ClassCounts::subtract(const ClassCounts& other) {
    auto mine = classes_.begin();
    for (const Class& entry : other.classes_) {
        while (mine->index < entry.index)
            ++mine;
        mine->count -= entry.count;
    }
    std::erase_if(classes_, [](const Class& entry) { return entry.count == 0; });
    total_ -= other.total_;
}

double ClassCounts::percentile(double percent) const {
    const auto rank =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(static_cast<double>(total_) * percent / 100)));
    std::uint64_t until = 0;
    for (const Class& entry : classes_) {
        until += entry.count;
        if (until >= rank) return middle_of(entry.index);
    }
    return middle_of(classes_.back().index);
}

}  // namespace logbeam::alert::tally
