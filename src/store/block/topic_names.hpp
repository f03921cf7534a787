#pragma once

#include "base/guarded.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace logbeam::store {

// Every topic once, for as long as anything of the store lives. Thread-safe.
class TopicNames final {
public:
    // The same characters, at one place for equal names.
    [[nodiscard]] std::string_view keep(std::string_view name) {
        const auto names = names_.lock();
        const auto found = names->find(name);
        return found != names->end() ? *found : *names->emplace(name).first;
    }

private:
    struct Hash {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the name that the library looks for
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    Guarded<std::unordered_set<std::string, Hash, std::equal_to<>>> names_;
};

}  // namespace logbeam::store
