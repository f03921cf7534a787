#pragma once

#include "base/guarded.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
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

// What the page shows and how, under a name that a person gave it, for everybody.
struct SavedView {
    std::string name;
    std::string view;  // a JSON object, compact
    std::string by;    // who saved it; empty: nobody in particular
    Timestamp saved{};

    friend bool operator==(const SavedView& left, const SavedView& right) = default;
};

// What a part of the broker keeps for itself, such as a silence. Only the part knows what is in it.
struct Record {
    std::string key;
    std::string text;

    friend bool operator==(const Record& left, const Record& right) = default;
};

// What becomes of one record; without a text it is no more.
struct RecordChange {
    std::string kind;  // each has keys of its own
    std::string key;
    std::optional<std::string> text;
};

// Unsynchronised.
class StateStore {
public:
    virtual ~StateStore() = default;

    // Positions are told apart by name and owner.
    virtual Result<void> save_position(const Position& position) = 0;
    [[nodiscard]] virtual Result<std::optional<Position>> position(std::string_view owner,
                                                                   std::string_view name) const = 0;
    virtual Result<void> remove_position(std::string_view owner, std::string_view name) = 0;  // fine when there is none
    [[nodiscard]] virtual Result<std::vector<Position>> positions() const = 0;                // by owner and name

    virtual Result<void> save_view(const SavedView& view) = 0;               // instead of the one of that name
    virtual Result<bool> remove_view(std::string_view name) = 0;             // false: there is none
    [[nodiscard]] virtual Result<std::vector<SavedView>> views() const = 0;  // by name
    [[nodiscard]] virtual Result<std::size_t> count_views_but(std::string_view name) const = 0;

    // All of it or nothing.
    virtual Result<void> change_records(const std::vector<RecordChange>& changes) = 0;
    [[nodiscard]] virtual Result<std::vector<Record>> records(std::string_view kind) const = 0;  // by key

    // Whether it outlasts the program.
    [[nodiscard]] virtual bool is_kept() const noexcept = 0;
};

// One that several threads use.
using SharedState = Guarded<std::unique_ptr<StateStore>>;

}  // namespace logbeam::history
