#pragma once

#include "hub/shard.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::hub {

// All readers that ask for the same: one outbox, encoded once. Its users are the readers that know it, attached or not;
// it ends with the last of them. Confined to its shard.
class Audience {
public:
    Audience(std::uint64_t its_number, Interest its_interest, std::unique_ptr<Encoder> its_encoder)
        : number{its_number},
          interest{std::move(its_interest)},
          encoder{std::move(its_encoder)},
          sampler{interest.max_rate} {}

    const std::uint64_t number;
    const Interest interest;
    const std::unique_ptr<Encoder> encoder;
    std::string key;  // in the shard's table
    Sampler sampler;
    SharedOutbox outbox;
    std::vector<Reader*> readers;  // attached
    std::size_t users = 0;
    std::vector<history::StoredEvent> chosen;  // of the burst that is being delivered
    ReaderAccount tally;                       // offered, filtered and sampled_out while somebody is attached
    bool is_dirty = false;
};

// The same for interests that ask for the same, whatever the order of their topics.
[[nodiscard]] std::string key_of(const Interest& interest);

}  // namespace logbeam::hub
