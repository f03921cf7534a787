#include "alert/tally/numbers.hpp"

#include "query/number.hpp"

#include <algorithm>
#include <variant>

namespace logbeam::alert::tally {
namespace {

void merge(Numbers::Slice& into, const Numbers::Slice& slice) {
    into.min = into.count == 0 ? slice.min : std::min(into.min, slice.min);
    into.max = into.count == 0 ? slice.max : std::max(into.max, slice.max);
    into.sum += slice.sum;
    into.count += slice.count;
}

}  // namespace

std::optional<double> number_in(const Sighting& sighting) {
    const auto& text = sighting.value(0);
    if (!text) return std::nullopt;
    const auto number = query::number_of(*text);
    if (!number) return std::nullopt;
    return std::visit([](auto value) { return static_cast<double>(value); }, *number);
}

void Numbers::add(State&, Window<Slice>& window, std::int64_t index, double number) {
    merge(window.at(index), {1, number, number, number});
}

Measure Numbers::measure(const State&, const Window<Slice>& window) const {
    Slice all;
    for (const auto& entry : window.entries())
        merge(all, entry.slice);
    return {all.count, value_of(all)};
}

double Numbers::value_of(const Slice& slice) const noexcept {
    switch (value_) {
        case Threshold::Value::avg: return slice.sum / static_cast<double>(slice.count);
        case Threshold::Value::min: return slice.min;
        case Threshold::Value::max: return slice.max;
        default: return slice.sum;
    }
}

}  // namespace logbeam::alert::tally
