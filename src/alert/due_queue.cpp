#include "alert/due_queue.hpp"

namespace logbeam::alert {

void DueQueue::set(std::uint32_t thing, Timestamp at) {
    const auto place = place_of(thing);
    if (place == nowhere) return append({at, thing});
    move_to_its_place(place, {at, thing});
}

void DueQueue::set_no_later(std::uint32_t thing, Timestamp at) {
    const auto place = place_of(thing);
    if (place == nowhere) return append({at, thing});
    if (at < heap_[place].at) move_to_its_place(place, {at, thing});
}

void DueQueue::remove(std::uint32_t thing) {
    const auto place = place_of(thing);
    if (place == nowhere) return;
    places_[thing] = nowhere;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (last.thing != thing) move_to_its_place(place, last);
}

void DueQueue::append(const Entry& entry) {
    if (entry.thing >= places_.size()) places_.resize(entry.thing + std::size_t{1}, nowhere);
    heap_.push_back(entry);
    move_to_its_place(heap_.size() - 1, entry);
}

void DueQueue::move_to_its_place(std::size_t place, const Entry& entry) {
    while (place > 0 && entry < heap_[(place - 1) / 2]) {
        put(place, heap_[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    for (std::size_t child = 2 * place + 1; child < heap_.size(); child = 2 * place + 1) {
        if (child + 1 < heap_.size() && heap_[child + 1] < heap_[child]) ++child;
        if (!(heap_[child] < entry)) break;
        put(place, heap_[child]);
        place = child;
    }
    put(place, entry);
}

void DueQueue::put(std::size_t place, const Entry& entry) {
    heap_[place] = entry;
    places_[entry.thing] = static_cast<std::uint32_t>(place);
}

}  // namespace logbeam::alert
