#include "cli/bench/marker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::cli {
namespace {

using ::testing::ElementsAre;

Marker numbered(std::uint64_t sequence) {
    return {3, 700, sequence, 123'456'789};
}

std::vector<std::uint64_t> scan(MarkerScanner& scanner, std::string_view bytes, std::size_t padding = 0) {
    std::vector<std::uint64_t> sequences;
    scanner.scan(bytes, padding, [&](const Marker& marker) { sequences.push_back(marker.sequence); });
    return sequences;
}

TEST(Marker, IsReadAsItWasWritten) {
    std::string text;
    append_marker(text, numbered(0xabcdef0123));

    ASSERT_EQ(text.size(), marker_bytes);
    EXPECT_EQ(read_marker(text.data()), numbered(0xabcdef0123));
}

TEST(MarkerScanner, FindsMarkersAmongOtherText) {
    std::string text = "{~";
    append_marker(text, numbered(1));
    text += "xxxx\"},{";
    append_marker(text, numbered(2));
    MarkerScanner scanner;

    EXPECT_THAT(scan(scanner, text, 4), ElementsAre(1, 2));
}

TEST(MarkerScanner, FindsMarkersWhereverTheStreamIsCut) {
    std::string text = "head ";
    append_marker(text, numbered(1));
    text += "padding and ";
    append_marker(text, numbered(2));

    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        MarkerScanner scanner;
        auto found = scan(scanner, text.substr(0, cut), 7);
        const auto rest = scan(scanner, text.substr(cut), 7);
        found.insert(found.end(), rest.begin(), rest.end());

        EXPECT_THAT(found, ElementsAre(1, 2)) << "cut at " << cut;
    }
}

}  // namespace
}  // namespace logbeam::cli
