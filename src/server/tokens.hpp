#pragma once

#include "hub/rights.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::server {

// What one token's connections may use together; 0: what the broker's own limits say.
struct TokenLimits {
    std::uint64_t connections = 0;
    std::uint64_t subscriptions = 0;
    std::uint64_t events_per_second = 0;
    std::uint64_t bytes_per_second = 0;
};

struct TokenEntry {
    std::string sha256;  // of the token: sixty-four lower-case digits
    hub::SharedRights rights;
    TokenLimits limits;
};

// The tokens of a file. To change them is to load another table: sessions keep the rights that they came in with.
// Immutable.
class TokenTable {
public:
    // Errors name file, line and what was expected; never a token, of which the file has hashes only.
    [[nodiscard]] static Result<std::shared_ptr<const TokenTable>> load(const std::string& path);
    explicit TokenTable(std::vector<TokenEntry> entries) : entries_{std::move(entries)} {}

    // nullptr for one that is not known. Takes the same time wherever in the file it stands.
    [[nodiscard]] const TokenEntry* find(std::string_view token) const;

    // Of a token's name; nullptr for one that is not there any more.
    [[nodiscard]] const TokenEntry* named(std::string_view user) const noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
    std::vector<TokenEntry> entries_;
};

}  // namespace logbeam::server
