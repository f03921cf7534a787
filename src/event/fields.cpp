#include <logbeam/event.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace logbeam {
namespace {

// The places of the members in the order of their keys, equal ones in their own. Many members come from
// outside, so that looking each up in turn would be quadratic.
std::vector<std::size_t> places_by_key(const Field* members, std::size_t count) {
    std::vector<std::size_t> places(count);
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::stable_sort(places.begin(), places.end(),
                     [members](auto left, auto right) { return members[left].key < members[right].key; });
    return places;
}

// Marks members whose key came before, and moves their values there.
std::vector<bool> fold_repeated(std::vector<Field>& members) {
    std::vector<bool> is_repeated(members.size());
    const auto places = places_by_key(members.data(), members.size());
    std::size_t first = 0;
    for (std::size_t next = 1; next < places.size(); ++next) {
        if (members[places[next]].key == members[places[first]].key) {
            members[places[first]].value = std::move(members[places[next]].value);
            is_repeated[places[next]] = true;
        } else {
            first = next;
        }
    }
    return is_repeated;
}

}  // namespace

Fields::Fields() noexcept = default;
Fields::Fields(const Fields& other) = default;
Fields::Fields(Fields&& other) noexcept = default;
Fields& Fields::operator=(const Fields& other) = default;
Fields& Fields::operator=(Fields&& other) noexcept = default;
Fields::~Fields() = default;

Fields::Fields(std::initializer_list<Field> fields) : Fields{std::vector<Field>{fields}} {}

Fields::Fields(std::vector<Field> fields) : items_{std::move(fields)} {
    if (items_.size() < 2) return;
    const auto is_repeated = fold_repeated(items_);
    std::size_t place = 0;
    const auto drop = [&](const Field& /*member*/) { return is_repeated[place++]; };
    items_.erase(std::remove_if(items_.begin(), items_.end(), drop), items_.end());
}

void Fields::set(std::string key, Value value) {
    if (Value* present = find(key)) {
        *present = std::move(value);
    } else {
        items_.push_back({std::move(key), std::move(value)});
    }
}

bool Fields::erase(std::string_view key) {
    const auto found = std::find_if(items_.begin(), items_.end(), [key](const Field& each) { return each.key == key; });
    if (found == items_.end()) return false;
    items_.erase(found);
    return true;
}

const Value* Fields::find(std::string_view key) const noexcept {
    for (const Field& member : items_) {
        if (member.key == key) return &member.value;
    }
    return nullptr;
}

Value* Fields::find(std::string_view key) noexcept {
    for (Field& member : items_) {
        if (member.key == key) return &member.value;
    }
    return nullptr;
}

bool operator==(const Fields& left, const Fields& right) {
    if (left.size() != right.size()) return false;
    const auto left_places = places_by_key(left.begin(), left.size());
    const auto right_places = places_by_key(right.begin(), right.size());
    return std::equal(left_places.begin(), left_places.end(), right_places.begin(), [&](auto at_left, auto at_right) {
        const Field& one = left.begin()[at_left];
        const Field& other = right.begin()[at_right];
        return one.key == other.key && one.value == other.value;
    });
}

}  // namespace logbeam
