#pragma once

#include "history/state_store.hpp"
#include "store/sqlite.hpp"

#include <memory>
#include <string>

namespace logbeam::store {

// The file `state.db` beside the segments.
class StateDb final : public history::StateStore {
public:
    // Makes the file where it is missing, and brings an older format up to date. A newer one is refused.
    [[nodiscard]] static Result<std::unique_ptr<StateDb>> open(const std::string& path);

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
    bool is_kept() const noexcept override { return true; }

private:
    explicit StateDb(Database database) : database_{std::move(database)} {}

    mutable Database database_;
};

}  // namespace logbeam::store
