#include "sqlite/scan.hpp"

#include <cstdint>
#include <utility>

namespace logbeam::sqlite {

Scan::Scan(history::Search search) : search_{std::move(search)} {
    read_on();
}

std::string_view Scan::text() const noexcept {
    const history::Row& current = row();
    return std::string_view{texts_}.substr(current.at, current.bytes);
}

void Scan::advance() {
    if (++at_ == rows_.size()) read_on();
}

void Scan::read_on() {
    rows_.clear();
    texts_.clear();
    at_ = 0;
    while (rows_.empty() && has_more_) {
        has_more_ = search_.step([this](const history::Row& row, std::string_view text) {
            rows_.push_back(row);
            rows_.back().at = static_cast<std::uint32_t>(texts_.size());
            rows_.back().bytes = static_cast<std::uint32_t>(text.size());
            texts_ += text;
            return true;
        });
    }
}

}  // namespace logbeam::sqlite
