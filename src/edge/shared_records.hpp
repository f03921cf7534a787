#pragma once

#include "edge/record_log.hpp"
#include "store/memory_state.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace logbeam::edge {

// A RecordLog as alerts see it. Positions and views are not shared: they end with it. Unsynchronised.
class SharedRecords final : public history::StateStore {
public:
    // The log outlives it.
    explicit SharedRecords(RecordLog& log) : log_{log} {}

    Result<void> change_records(const std::vector<history::RecordChange>& changes) override {
        return log_.change(changes);
    }
    Result<std::vector<history::Record>> records(std::string_view kind) const override { return log_.records(kind); }
    bool is_kept() const noexcept override { return true; }

    Result<void> save_position(const history::Position& position) override { return own_.save_position(position); }
    Result<std::optional<history::Position>> position(std::string_view owner, std::string_view name) const override {
        return own_.position(owner, name);
    }
    Result<void> remove_position(std::string_view owner, std::string_view name) override {
        return own_.remove_position(owner, name);
    }
    Result<std::vector<history::Position>> positions() const override { return own_.positions(); }
    Result<void> save_view(const history::SavedView& view) override { return own_.save_view(view); }
    Result<bool> remove_view(std::string_view name) override { return own_.remove_view(name); }
    Result<std::vector<history::SavedView>> views() const override { return own_.views(); }
    Result<std::size_t> count_views_but(std::string_view name) const override { return own_.count_views_but(name); }

private:
    RecordLog& log_;
    store::MemoryState own_;
};

}  // namespace logbeam::edge
