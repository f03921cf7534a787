#include "fuzz/require.hpp"
#include "store/block/columns.hpp"
#include "store/block/compression.hpp"
#include "store/block/indexer.hpp"

#include <string>
#include <vector>

using namespace logbeam;
using fuzz::require;

namespace {

// Columns that are damaged are refused, or lie within the text.
void read_columns(std::string_view bytes) {
    std::vector<history::Row> rows;
    const store::ColumnsShape shape{static_cast<std::uint32_t>(bytes.size() / 8), 1, bytes.size() * 3};
    if (!store::decode_columns(bytes, shape, {"a", "b"}, rows)) return;
    for (const history::Row& row : rows)
        require(std::size_t{row.at} + row.bytes <= shape.text_bytes);
}

void read_frame(std::string_view bytes) {
    std::string buffer;
    const auto text = store::decompress(bytes, 1 << 20, buffer);
    require(!text || text->size() <= 1 << 20);
}

// Any bytes are walked through without harm, with or without an envelope around them.
void index(std::string_view data) {
    store::Indexer indexer;
    store::BlockFilter filter;
    indexer.begin(filter);
    const std::string text =
        R"({"id":"1","topic":"a","type":"t","source":"s","timestamp":"x","seq":1,"data":)" + std::string{data} + "}";
    indexer.add(text, history::parts_of(text, "a"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    read_columns(bytes);
    read_frame(bytes);
    index(bytes);
    return 0;
}
