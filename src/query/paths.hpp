#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::query {

// Of a path in a query; in an event, what is longer is found nowhere.
inline constexpr std::size_t longest_path = 1024;

// Up to 64 paths that one scan looks for, a bit for each.
class PathSet {
public:
    using Bits = std::uint64_t;

    static constexpr std::size_t most = 64;

    // The path's bit; the same for the same path. At most `most` paths.
    Bits add(std::string_view path);

    [[nodiscard]] bool is_full() const noexcept { return paths_.size() == most; }
    [[nodiscard]] bool has(std::string_view path) const noexcept { return bit_of(path) != 0; }
    [[nodiscard]] Bits bit_of(std::string_view path) const noexcept;
    [[nodiscard]] Bits all() const noexcept { return all_; }
    [[nodiscard]] Bits in_data() const noexcept { return in_data_; }

    // What a key leads to, of the paths `alive`, whose first `consumed` bytes have been walked.
    struct Step {
        Bits arrived = 0;  // this is their last key
        Bits further = 0;  // they go on below
    };
    [[nodiscard]] Step step(Bits alive, std::size_t consumed, std::string_view key) const noexcept;

private:
    std::vector<std::string> paths_;
    std::vector<Bits> keys_end_at_;  // by position: the paths in which a key may end there
    Bits all_ = 0;
    Bits in_data_ = 0;
};

inline PathSet::Step PathSet::step(Bits alive, std::size_t consumed, std::string_view key) const noexcept {
    Step step;
    const std::size_t end = consumed + key.size();
    if (end >= keys_end_at_.size()) return step;
    for (Bits candidates = alive & keys_end_at_[end]; candidates != 0; candidates &= candidates - 1) {
        const auto index = static_cast<std::size_t>(__builtin_ctzll(candidates));
        const std::string& path = paths_[index];
        if (!key.empty() && path[end - 1] != key.back()) continue;  // most keys differ there
        if (path.compare(consumed, key.size(), key) != 0) continue;
        const Bits bit = Bits{1} << index;
        (end == path.size() ? step.arrived : step.further) |= bit;
    }
    return step;
}

}  // namespace logbeam::query
