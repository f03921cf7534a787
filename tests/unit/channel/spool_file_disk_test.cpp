#include "unit/channel/spool_life.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <string>

// What a spool file does when the disk does not take it.
namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The disk takes no file of more than `bytes` while this lives.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int) = std::signal(SIGXFSZ, SIG_IGN);
};

using SpoolFileOnABadDisk = SpoolFileTest;

TEST_F(SpoolFileOnABadDisk, ReportsAFolderThatIsGoneWhenItWouldBeWrittenAnew) {
    std::filesystem::create_directory(folder / "gone");
    Life run{folder / "gone/spool", reports};
    for (std::uint64_t counter = 1; counter <= 8; ++counter) {
        run.spool.append(make_batch({.first = counter, .data_bytes = 1 << 20}));
    }
    std::filesystem::remove_all(folder / "gone");

    run.spool.acknowledge({"me", 7});

    EXPECT_THAT(reports.codes(), ElementsAre(ErrorCode::spool_unavailable));
    EXPECT_EQ(run.spool.events(), 1U);
}

TEST_F(SpoolFileOnABadDisk, KeepsSiblingsWhoseContentCouldNotBeTakenOver) {
    {
        Life first = start();
        Life second = start();
        second.spool.append(make_batch({.publisher = "second", .data_bytes = 10'000}));
    }
    auto full = std::make_unique<FullDisk>(1000);
    EXPECT_EQ(start().recovered.size(), 1U);
    full.reset();

    const Life next = start();

    ASSERT_EQ(next.recovered.size(), 1U);
    EXPECT_EQ(next.recovered.front()->publisher, "second");
}

TEST_F(SpoolFileOnABadDisk, ReportsAFullDiskAndGoesOnInMemory) {
    Life run = start();
    const FullDisk full{1000};

    run.spool.append(make_batch({.data_bytes = 10'000}));

    ASSERT_THAT(reports.codes(), ElementsAre(ErrorCode::spool_unavailable));
    EXPECT_THAT(reports.last(), HasSubstr("cannot write '" + path + "': File too large"));
    EXPECT_EQ(run.spool.events(), 1U);
}

TEST_F(SpoolFileOnABadDisk, StaysWholeOnAFullDisk) {
    {
        Life run = start();
        run.spool.append(make_batch({.first = 1}));
        {
            const FullDisk full{1000};
            run.spool.append(make_batch({.first = 2, .data_bytes = 10'000}));
        }
        run.spool.append(make_batch({.first = 3}));
    }
    reports.errors.clear();

    EXPECT_THAT(firsts(start().recovered), ElementsAre(1, 3));
    EXPECT_THAT(reports.errors, IsEmpty());
}

TEST_F(SpoolFileOnABadDisk, IsAWholeFileWhenTheDiskWasFullAtTheStart) {
    {
        auto full = std::make_unique<FullDisk>(4);
        Life run = start();
        full.reset();
        run.spool.append(make_batch({.first = 1}));
    }
    reports.errors.clear();

    EXPECT_THAT(firsts(start().recovered), ElementsAre(1));
    EXPECT_THAT(reports.errors, IsEmpty());
}

}  // namespace
}  // namespace logbeam::channel
