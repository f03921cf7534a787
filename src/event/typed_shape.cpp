#include <logbeam/typed_event/shape.hpp>

#include <algorithm>

namespace logbeam::typed {

std::optional<std::size_t> Catalogue::find(const void* identity) const {
    const auto found = std::find(identities_.begin(), identities_.end(), identity);
    if (found == identities_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - identities_.begin());
}

std::size_t Catalogue::add(const void* identity, Kind kind, Description description) {
    Definition definition;
    definition.name = unique_name(description.name);
    definition.event = description.event;
    definition.kind = kind;
    definitions_.push_back(std::move(definition));
    identities_.push_back(identity);
    return definitions_.size() - 1;
}

// Without its namespaces; of two types of one name the second gets a number.
std::string Catalogue::unique_name(std::string_view type) const {
    const std::size_t colon = type.rfind(':');
    const std::string base{colon == std::string_view::npos ? type : type.substr(colon + 1)};
    const auto is_taken = [&](const std::string& name) {
        return std::any_of(definitions_.begin(), definitions_.end(),
                           [&](const Definition& other) { return other.name == name; });
    };
    std::string name = base;
    for (int number = 2; is_taken(name); ++number) {
        name = base + std::to_string(number);
    }
    return name;
}

}  // namespace logbeam::typed
