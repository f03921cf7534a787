#include "fuzz/require.hpp"
#include "query/parser.hpp"
#include "query/print.hpp"

using namespace logbeam;
using fuzz::require;

// What parses prints as something that parses to the same, and prints the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const query::QueryLimits limits{.bytes = 64 * 1024, .depth = 50, .terms = 1000};
    const auto tree = query::parse(fuzz::text_of(data, size), Timestamp{}, limits);
    if (!tree) {
        require(tree.error().code == ErrorCode::malformed_query && !tree.error().detail.empty());
        return 0;
    }
    const auto printed = query::print(*tree);
    const auto again = query::parse(printed, Timestamp{}, limits);
    require(again.ok() && *again == *tree && query::print(*again) == printed);
    return 0;
}
