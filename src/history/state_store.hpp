#pragma once

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the broker remembers beside events. Implementations: store/memory_state, store/state_db.
namespace logbeam::history {

// How far a subscriber came, under a name that it gave itself.
struct Position {
    std::string name;
    std::string owner;  // who may use it; empty: anybody
    std::string epoch;
    std::uint64_t seq = 0;
    Timestamp updated{};

    friend bool operator==(const Position& left, const Position& right) = default;
};

// Confined to the ingest thread.
class StateStore {
public:
    virtual ~StateStore() = default;

    // Positions are told apart by name and owner.
    virtual Result<void> save(const Position& position) = 0;
    [[nodiscard]] virtual Result<std::optional<Position>> load(std::string_view owner, std::string_view name) const = 0;
    virtual Result<void> remove(std::string_view owner, std::string_view name) = 0;  // fine when there is none
    [[nodiscard]] virtual Result<std::vector<Position>> list() const = 0;            // by owner and name
};

}  // namespace logbeam::history
