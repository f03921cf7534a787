#include "http/static_files.hpp"

#include <logbeam/result.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace logbeam::http {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsNull;
using ::testing::NotNull;
using ::testing::StartsWith;
using ::testing::ThrowsMessage;

// A folder `page` to serve, beside a file that is none of anybody's business.
class StaticFolderTest : public ::testing::Test {
protected:
    StaticFolderTest() {
        write("page/index.html", "<p>page");
        write("page/assets/a.js", "let a");
        write("secret.txt", "secret");
    }
    ~StaticFolderTest() override { fs::remove_all(home); }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((home / name).parent_path());
        std::ofstream{home / name} << text;
    }

    const fs::path home =
        fs::path{::testing::TempDir()} /
        (std::string{"static_files_"} + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    const fs::path page = home / "page";
};

TEST_F(StaticFolderTest, ServesThePageAtTheRoot) {
    StaticFolder folder{page};

    const StaticFile* file = folder.find("/");

    ASSERT_THAT(file, NotNull());
    EXPECT_EQ(file->path, "/index.html");
    EXPECT_EQ(file->content_type, "text/html; charset=utf-8");
    EXPECT_EQ(file->bytes, "<p>page");
}

TEST_F(StaticFolderTest, ServesFilesInFolders) {
    StaticFolder folder{page};

    const StaticFile* file = folder.find("/assets/a.js");

    ASSERT_THAT(file, NotNull());
    EXPECT_EQ(file->bytes, "let a");
}

TEST_F(StaticFolderTest, ReadsAFileAnewEachTimeAndKeepsWhatItGaveOut) {
    StaticFolder folder{page};
    const StaticFile* before = folder.find("/");

    write("page/index.html", "<p>edited");
    const StaticFile* after = folder.find("/");

    EXPECT_EQ(after->bytes, "<p>edited");
    EXPECT_EQ(before->bytes, "<p>page");
    EXPECT_NE(after->etag, before->etag);
}

TEST_F(StaticFolderTest, GivesTheSameFileForTheSameBytes) {
    StaticFolder folder{page};

    EXPECT_EQ(folder.find("/"), folder.find("/index.html"));
}

TEST_F(StaticFolderTest, HasNothingElse) {
    StaticFolder folder{page};

    for (const std::string path : {"", "index.html", "/missing.js", "/assets", "/assets/", "//", "/."}) {
        EXPECT_THAT(folder.find(path), IsNull()) << path;
    }
    EXPECT_THAT(folder.find(std::string_view{"/index.html\0.js", 15}), IsNull());
}

TEST_F(StaticFolderTest, DoesNotLeadOutOfItself) {
    StaticFolder folder{page};

    for (const std::string path :
         {"/../secret.txt", "/assets/../../secret.txt", "/..", "/../page/../secret.txt", "//etc/passwd"}) {
        EXPECT_THAT(folder.find(path), IsNull()) << path;
    }
    EXPECT_THAT(folder.find('/' + (home / "secret.txt").string()), IsNull());
}

TEST_F(StaticFolderTest, FollowsNoLinkOutOfItself) {
    fs::create_symlink(home / "secret.txt", page / "link.txt");
    fs::create_directory_symlink(home, page / "up");
    fs::create_symlink("index.html", page / "home.html");
    StaticFolder folder{page};

    EXPECT_THAT(folder.find("/link.txt"), IsNull());
    EXPECT_THAT(folder.find("/up/secret.txt"), IsNull());
    EXPECT_THAT(folder.find("/home.html"), NotNull());
}

TEST_F(StaticFolderTest, IsNotTakenInByANeighbourWhoseNameBeginsAlike) {
    write("page2/other.txt", "other");
    StaticFolder folder{page};

    EXPECT_THAT(folder.find("/../page2/other.txt"), IsNull());
}

TEST_F(StaticFolderTest, RefusesWhatIsNoFolder) {
    EXPECT_THAT([&] { StaticFolder{home / "nowhere"}; }, ThrowsMessage<Failure>(HasSubstr("nowhere' is no folder")));
    EXPECT_THAT([&] { StaticFolder{home / "secret.txt"}; }, ThrowsMessage<Failure>(HasSubstr("is no folder")));
}

TEST(ContentType, IsToldByTheEndOfTheName) {
    EXPECT_EQ(content_type_of("/client.js"), "text/javascript; charset=utf-8");
    EXPECT_EQ(content_type_of("/assets/a-1.css"), "text/css; charset=utf-8");
    EXPECT_EQ(content_type_of("/icon.svg"), "image/svg+xml");
    EXPECT_EQ(content_type_of("/client.d.ts"), "text/plain; charset=utf-8");
}

TEST(ContentType, IsOpaqueWhereTheNameIsUnknown) {
    EXPECT_EQ(content_type_of("/a.exe"), "application/octet-stream");
    EXPECT_EQ(content_type_of("/js"), "application/octet-stream");
}

// Whether the page was built or left out: there is something to show.
TEST(EmbeddedFiles, HaveAPage) {
    const StaticFile* page = find_embedded("/");

    ASSERT_THAT(page, NotNull());
    EXPECT_EQ(page->path, "/index.html");
    EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
    EXPECT_THAT(std::string{page->bytes}, StartsWith("<!doctype html>"));
}

TEST(EmbeddedFiles, AreWholeAndHaveATagEach) {
    for (const StaticFile& file : embedded_files()) {
        EXPECT_EQ(find_embedded(file.path), &file);
        EXPECT_FALSE(file.bytes.empty()) << file.path;
        EXPECT_EQ(file.content_type, content_type_of(file.path));
        EXPECT_GE(file.etag.size(), 18U) << file.path;
        EXPECT_EQ(file.etag.front(), '"');
        EXPECT_EQ(file.etag.back(), '"');
    }
}

TEST(EmbeddedFiles, AreNothingElse) {
    for (const std::string path : {"", "index.html", "/nothing", "/assets/", "/../index.html"}) {
        EXPECT_THAT(find_embedded(path), IsNull()) << path;
    }
}

}  // namespace
}  // namespace logbeam::http
