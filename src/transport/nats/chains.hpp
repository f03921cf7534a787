#pragma once

#include "transport/transport.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>

namespace logbeam::transport {

// Which message of a publisher came before another on its subject: the link of the chain by which receivers notice that
// one is missing. The answer is the same when a message is sent again, over connections too. Unsynchronised.
class Chains final {
public:
    // The last counter of the message before the one of [first, last]; 0: there was none.
    [[nodiscard]] std::uint64_t previous(const std::string& publisher, const std::string& subject, std::uint64_t first,
                                         std::uint64_t last);

    // Nothing up to there will be sent again.
    void acknowledge(const Held& held);

    [[nodiscard]] std::size_t size() const noexcept { return chains_.size(); }

    // With more subjects than these, those without a message under way are forgotten: a chain begins anew there.
    static constexpr std::size_t max_chains = 65'536;

private:
    using Lasts = std::deque<std::uint64_t>;  // rising; the first is what was acknowledged last

    void forget_idle();

    std::map<std::string, std::uint64_t> acknowledged_;  // by publisher
    std::unordered_map<std::string, Lasts> chains_;      // by publisher and subject
};

}  // namespace logbeam::transport
