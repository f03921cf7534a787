#include "alert/tally/distinct.hpp"

#include <functional>
#include <string_view>

namespace logbeam::alert::tally {
namespace {

// Seldom enough that each value pays for one step of it.
void forget_those_before(std::int64_t oldest, Distinct::State& state) {
    constexpr std::size_t few = 16;
    if (state.latest.size() < 2 * state.in_window + few) return;
    std::erase_if(state.latest, [oldest](const auto& entry) { return entry.second < oldest; });
}

}  // namespace

std::optional<Distinct::Reading> Distinct::read(const Sighting& sighting) {
    const auto& text = sighting.value(0);
    if (!text) return std::nullopt;
    return std::hash<std::string_view>{}(*text);
}

void Distinct::add(State& state, Window<Slice>& window, std::int64_t index, Reading hash) {
    Slice& slice = window.at(index);
    ++slice.events;
    const auto known = state.latest.find(hash);
    if (known != state.latest.end() && known->second >= window.oldest()) {
        if (known->second >= index) return;
        ++slice.values;
        --window.at(known->second).values;
        known->second = index;
        return;
    }
    if (state.in_window == most_values) return;
    state.latest.insert_or_assign(hash, index);
    ++slice.values;
    ++state.in_window;
    forget_those_before(window.oldest(), state);
}

Measure Distinct::measure(const State& state, const Window<Slice>& window) {
    std::uint64_t events = 0;
    for (const auto& entry : window.entries())
        events += entry.slice.events;
    return {events, static_cast<double>(state.in_window)};
}

}  // namespace logbeam::alert::tally
