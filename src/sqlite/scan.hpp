#pragma once

#include "history/search.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::sqlite {

// A search that is asked for one event after the other; it reads a block when the one before is used up. Unsynchronised.
class Scan final {
public:
    explicit Scan(history::Search search);

    [[nodiscard]] bool is_at_end() const noexcept { return at_ == rows_.size(); }
    [[nodiscard]] const history::Row& row() const noexcept { return rows_[at_]; }
    [[nodiscard]] std::string_view text() const noexcept;  // empty where only rows were asked for
    void advance();

    [[nodiscard]] const history::SearchProgress& progress() const noexcept { return search_.progress(); }

private:
    void read_on();

    history::Search search_;
    bool has_more_ = true;
    std::vector<history::Row> rows_;  // of one block; `at` in texts_
    std::string texts_;
    std::size_t at_ = 0;
};

}  // namespace logbeam::sqlite
