#pragma once

#include "history/state_store.hpp"

#include <map>
#include <string>
#include <utility>

namespace logbeam::store {

// Ends with the program.
class MemoryState final : public history::StateStore {
public:
    Result<void> save(const history::Position& position) override;
    Result<std::optional<history::Position>> load(std::string_view owner, std::string_view name) const override;
    Result<void> remove(std::string_view owner, std::string_view name) override;
    Result<std::vector<history::Position>> list() const override;

private:
    std::map<std::pair<std::string, std::string>, history::Position> positions_;  // by owner and name
};

}  // namespace logbeam::store
