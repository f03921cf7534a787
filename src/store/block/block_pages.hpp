#pragma once

#include "history/event_history.hpp"
#include "store/block/block_snapshot.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace logbeam::store {

// Reads pages out of a snapshot; what it read last is kept, so that paging through a block decodes it once. Confined to
// the ingest thread. The events of a page are views until the next page.
class BlockPages final {
public:
    [[nodiscard]] history::Page read(const std::shared_ptr<const BlockSnapshot>& snapshot,
                                     const history::PageRequest& request);

private:
    using Content = std::shared_ptr<const history::BlockContent>;
    [[nodiscard]] Content content_of(const BlockSnapshot& snapshot, std::size_t index);

    std::map<std::uint64_t, Content> held_;  // of sealed blocks, by their first seq
    std::vector<Content> shown_;             // by the last page
    std::shared_ptr<const BlockSnapshot> snapshot_;
};

}  // namespace logbeam::store
