#pragma once

#include "history/state_store.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace logbeam::store {

// Ends with the program.
class MemoryState final : public history::StateStore {
public:
    Result<void> save_position(const history::Position& position) override;
    Result<std::optional<history::Position>> position(std::string_view owner, std::string_view name) const override;
    Result<void> remove_position(std::string_view owner, std::string_view name) override;
    Result<std::vector<history::Position>> positions() const override;
    Result<void> save_view(const history::SavedView& view) override;
    Result<bool> remove_view(std::string_view name) override;
    Result<std::vector<history::SavedView>> views() const override;
    Result<std::size_t> count_views_but(std::string_view name) const override;
    Result<void> change_records(const std::vector<history::RecordChange>& changes) override;
    Result<std::vector<history::Record>> records(std::string_view kind) const override;
    bool is_kept() const noexcept override { return false; }

private:
    std::map<std::pair<std::string, std::string>, history::Position> positions_;  // by owner and name
    std::map<std::string, history::SavedView, std::less<>> views_;
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> records_;  // by kind and key
};

}  // namespace logbeam::store
